#pragma once
// Massage as what it does to the tissue: a series of strokes, each pressing on the skin, seen at the depth of the
// block.

#include <optional>
#include <string>
#include <vector>

#include "models/loads/loaded_person.hpp"
#include "models/loads/quantities.hpp"
#include "models/loads/timing.hpp"

namespace knead {

// clang-format off
#define KNEAD_MASSAGE_PARAMETERS(X)                                                                                   \
  X(pressure, 17.32, "kPa", within(0, 500), log_uniform(5, 60), same, assumed,                                        \
    "peak pressure on the skin of a stroke whose factor is 1; no trial reports it; the middle of its prior (log)")    \
  X(duty, 0.2236, "1", fraction, log_uniform(0.05, 1), same, assumed,                                                 \
    "share of strokes that pass over the sampled site; the middle of its prior (log)")                                \
  X(lymph_fold, 4.69, "1", within(1, 100), log_uniform(1, 22), same, assumed,                                         \
    "flow of lymph during strokes against rest; the middle of its prior (log); Ikomi 1996, McGeown 1987")             \
  X(volume_cap, 0.10, "1", within(0, 0.5), fixed, same, derived,                                                      \
    "most of the tissue's volume that squeezing can move: all interstitial fluid; Reed & Wiig 1981")
// clang-format on

KNEAD_PARAMETERS(MassageParameters, "massage", KNEAD_MASSAGE_PARAMETERS)

/// Settings of massage in the units of the declarations.
using MassageSettings = MassageParameters<double>;

/// A stroke type of configs/massage_strokes.yaml, done for some time.
struct MassageStroke {
  double contact_radius_mm;
  double pressure_kPa;         ///< peak on the skin
  double frequency_Hz;         ///< strokes a second
  std::optional<double> duty;  ///< where the stroke has one of its own
  double duration_s;
};

/// The fluid between the cells, undisturbed.
struct Interstitium {
  double lymph_per_s;      ///< clearance by lymph
  double volume_fraction;  ///< of the tissue
};

/// The strokes one after the other from begin_s: piecewise constant, one segment a stroke.
///
/// A share `duty` of the strokes passes over the site. It multiplies cycles, mean stress, pore pressure, flow and
/// clearance alike; the fibre strain is that of a stroke that does pass. Each stroke drives out what its mean load,
/// half its peak, would in that time had it been held since the massage began; only what the tissue has lost on balance
/// counts as squeezed, up to the settings' volume cap. Pore pressure and flow are those in the middle of a stroke. A
/// massage of 0 kPa, or of duty 0, gives segments whose quantities are all exactly zero.
TimeCourse massage_course(const MassageSettings& settings, const std::vector<MassageStroke>& strokes, double begin_s,
                          const Limb& limb, const Interstitium& interstitium, const LimbResponse& response);

struct Stroke {
  std::string type;  ///< one of the study's stroke_types
  double duration_s = 0;
  bool operator==(const Stroke&) const = default;
};

inline constexpr double most_pressure_kPa = 500;

struct MassageEvent {
  static constexpr const char* name = "massage";
  Timing timing;
  std::vector<Stroke> strokes;
  std::optional<double> pressure_Pa;  ///< peak on the skin of a stroke of factor 1; else the parameter massage.pressure
  std::optional<double> force_N;      ///< in place of a pressure: peak, over the contact of a stroke of factor 1

  double duration_s() const;
  TimeCourse course(double begin_s, const LoadedPerson& person) const;
  bool operator==(const MassageEvent&) const = default;
};

template <class Visitor>
void describe(Visitor& v, MassageEvent& massage, Place place) {
  describe(v, massage.timing, place);
  v.form(required("strokes", "types of stroke and for how long, one after the other"),
         "[{effleurage: 2 min}, {petrissage: 3 min}]", massage.strokes);
  v.quantity({"pressure", "peak on the skin of a stroke of factor 1; else the parameter massage.pressure"},
             massage.pressure_Pa, "Pa", Range{0, most_pressure_kPa * 1e3});
  v.quantity({"force", "in place of a pressure: peak force of a stroke of factor 1, over its contact"}, massage.force_N,
             "N", Range{0, 1e4});
}

template <class Visitor>
void describe(Visitor& v, StrokeType& type) {
  v.quantity(required("contact_radius", "of the contact with the skin"), type.contact_radius_mm, "mm", Range{2, 100});
  v.quantity(required("pressure_factor", "peak pressure as a share of the massage's"), type.pressure_factor, "1",
             Range{0, 10});
  v.quantity(required("frequency", "strokes a second"), type.frequency_Hz, "Hz", Range{1e-3, 10});
  v.quantity({"duty", "share of strokes that pass over the site; else the parameter massage.duty"}, type.duty, "1",
             Range{0, 1});
}

/// Peak pressure of one of a massage's strokes on the skin, kPa: from its force over the contact, from its pressure, or
/// from the parameter's.
double stroke_pressure_kPa(const MassageEvent& massage, const StrokeType& type, const ParameterSet& parameters);

}  // namespace knead
