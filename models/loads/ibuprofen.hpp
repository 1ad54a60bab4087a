#pragma once
// Ibuprofen by mouth, as racemic tablets. Concentrations are of both enantiomers, bound and free, for which the IC50 in
// whole blood holds; free drug would inhibit far less than was seen (Trappe 2001).

#include "models/loads/drug.hpp"
#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_IBUPROFEN_PARAMETERS(X)                                                                                  \
  X(absorption,  3,      "/h",    within(1e-3, 1e3), log_uniform(1.5, 6),  by_subject(0.4),  derived,                           \
    "largest concentration after 0.7 to 1.0 h, whose spread is that (Lotsch 2001, table 1); 1.5 in two compartments")  \
  X(volume,      10.5,   "L",     within(0.1, 1e5),  uniform(7, 14),       by_subject(0.23), derived,                           \
    "clearance over the last slope, 0.35 /h, so that peaks are 25 % below the measured 38 mg/L (Lotsch 2001, table 1)") \
  X(clearance,   3.7,    "L/h",   within(1e-3, 1e4), uniform(3, 4.5),      by_subject(0.2),  derived,                           \
    "400 mg over the areas of R and S together, 107 and 109 mg h/L (Lotsch 2001, table 1); 3.2 to 3.3 intravenously (Martin 1990)") \
  X(IC50,        7.2,    "uM",    within(1e-6, 1e6), log_uniform(3.5, 20), same,             secondary,                         \
    "COX-2 in whole blood, 7.6 for COX-1; 20 in washed monocytes (Warner 1999)")                                       \
  X(tissue_time, 30,     "min",   within(0, 1e4), uniform(10, 60),      same,             assumed,                           \
    "muscle follows plasma")                                                                                           \
  X(molar_mass,  206.28, "g/mol", within(1, 1e6), fixed,                same,             derived,                           \
    "C13H18O2")
// clang-format on

KNEAD_PARAMETERS(IbuprofenParameters, "ibuprofen", KNEAD_IBUPROFEN_PARAMETERS)

/// The drug in one subject.
inline OralDrug ibuprofen(const IbuprofenParameters<double>& p) {
  return {p.absorption, p.volume, p.clearance, p.tissue_time, p.molar_mass, p.IC50};
}

struct IbuprofenEvent {
  static constexpr const char* name = "ibuprofen";
  Timing timing;
  double dose_mg = 0;

  double duration_s() const { return 0; }  ///< of taking it
  TimeCourse course(double begin_s, const LoadedPerson& person) const;
  bool operator==(const IbuprofenEvent&) const = default;
};

template <class Visitor>
void describe(Visitor& v, IbuprofenEvent& event, Place place) {
  describe(v, event.timing, place);
  v.quantity(required("dose", "by mouth; its kinetics are the parameters ibuprofen.*"), event.dose_mg, "mg",
             dose_mg_range);
}

}  // namespace knead
