#pragma once
// A drug by mouth that inhibits cyclo-oxygenase. A dose is absorbed and eliminated at first order (one compartment,
// Bateman), and tissue follows plasma with a first-order delay. All is linear, so that doses superpose; how much enzyme
// is left under what they add up to is the mediators' affair.

#include "models/loads/loaded_person.hpp"
#include "models/loads/quantities.hpp"
#include "models/loads/timing.hpp"
#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_DRUG_PARAMETERS(X)                                                                                       \
  X(absorption_fold, 1, "1", within(0.01, 100), fixed, by_subject(0.4),  assumed, "a person's absorption over the drug's own; spread as of ibuprofen") \
  X(volume_fold,     1, "1", within(0.01, 100), fixed, by_subject(0.23), assumed, "volume of distribution likewise")   \
  X(clearance_fold,  1, "1", within(0.01, 100), fixed, by_subject(0.2),  assumed, "clearance likewise")
// clang-format on

KNEAD_PARAMETERS(DrugParameters, "drug", KNEAD_DRUG_PARAMETERS)

/// Kinetics and strength of a drug, total (bound and free) in plasma. Volume and clearance are apparent: those of a
/// drug of which the whole dose arrives.
struct OralDrug {
  double absorption_per_h = 0, volume_L = 0, clearance_L_per_h = 0;
  double tissue_time_min = 0;  ///< in which tissue follows plasma; a second at the least
  double molar_mass_g_per_mol = 0;
  double IC50_uM = 0;  ///< in plasma, of half inhibition of cyclo-oxygenase

  bool operator==(const OralDrug&) const = default;
};

/// Some time after a single dose: what is where, each over the IC50. The gut's amount is counted as if all of it were
/// in plasma; exposure is the integral of the tissue's concentration over time.
struct DrugLevels {
  double gut = 0, plasma = 0, tissue = 0, exposure_s = 0;
};

/// By the exponential of the matrix of rates, which holds for equal rates too.
DrugLevels levels_after(const OralDrug& drug, double dose_mg, double time_s);

/// A dose at begin_s as the load quantity cox_inhibitor: piecewise constant, each segment the mean of its time. A
/// segment ends when the tissue's activity of cyclo-oxygenase under this dose alone has changed by a tenth of itself,
/// looked at every minute, and the last one when no more than a hundredth of the IC50 can still come.
TimeCourse inhibitor_course(const OralDrug& drug, double dose_mg, double begin_s);

struct DrugEvent {
  static constexpr const char* name = "drug";
  Timing timing;
  double dose_mg = 0;
  OralDrug drug;

  double duration_s() const { return 0; }  ///< of taking it
  TimeCourse course(double begin_s, const LoadedPerson& person) const;
  bool operator==(const DrugEvent&) const = default;
};

inline constexpr Range dose_mg_range{0, 1e5};

template <class Visitor>
void describe(Visitor& v, DrugEvent& event, Place place) {
  describe(v, event.timing, place);
  v.quantity(required("dose", "by mouth, of an inhibitor of cyclo-oxygenase"), event.dose_mg, "mg", dose_mg_range);
  v.quantity(required("absorption", "rate"), event.drug.absorption_per_h, "/h", Range{1e-3, 1e3});
  v.quantity(required("volume", "of distribution, over the share of the dose that arrives"), event.drug.volume_L, "L",
             Range{0.1, 1e5});
  v.quantity(required("clearance", "from plasma, likewise"), event.drug.clearance_L_per_h, "L/h", Range{1e-3, 1e4});
  v.quantity(required("molar_mass", "of the drug"), event.drug.molar_mass_g_per_mol, "g/mol", Range{1, 1e6});
  v.quantity(required("IC50", "total concentration in plasma that halves the activity of cyclo-oxygenase"),
             event.drug.IC50_uM, "uM", Range{1e-6, 1e6});
  v.quantity(required("tissue_time", "in which tissue follows plasma"), event.drug.tissue_time_min, "min",
             Range{0, 1e4});
}

}  // namespace knead
