#pragma once
// Cold water as what it does to the tissue: how much colder it gets at the depth of the block and how much perfusion
// it loses, from the first change until it is warm again, long after the leg is out of the water.
//
// What is cooled is a leg at rest: neither the heat of exercise before nor a bath that has not yet worn off counts, but
// where courses overlap their changes add up, as the equation of heat is linear but for perfusion. The fall of the
// body's own temperature and the pressure of the water are left out.

#include "models/loads/loaded_person.hpp"
#include "models/loads/quantities.hpp"
#include "models/loads/timing.hpp"
#include "models/mechanics/limb_heat.hpp"

namespace knead {

/// Within what a segment of a course holds the temperature, and what is taken for warm again.
inline constexpr double temperature_resolution_K = 0.25;

/// A leg that stays in water and then dries in air.
struct Bath {
  double duration_s, water_degC;
};

/// Temperatures at one place in a limb at the ends of steps, the first before the bath, as changes from rest.
struct Cooling {
  std::vector<double> time_s, change_K;
};

/// The bath and what follows until the place is within the resolution of its rest, or two days have passed.
/// @param resolution_s of a step in the water; afterwards a step is three of them
Cooling cooling(const LimbHeat& limb, const HeatParameters<double>& p, const Bath& bath, double radius_mm,
                double resolution_s = 10);

/// A cooling as a load that begins at begin_s: stretches of time in which the temperature stays within the resolution,
/// each with its mean. A cooling that never leaves the resolution is none.
TimeCourse temperature_course(const Cooling& cooling, double begin_s, double perfusion_q10);

struct ColdEvent {
  static constexpr const char* name = "cold";
  enum class Immersion { knee, hip, chest };

  Timing timing;
  double length_s = 0;
  double water_degC = 10;
  Immersion immersion = Immersion::hip;  ///< to the knee it leaves the thigh dry; hip and chest are alike to the thigh

  /// In the water; the change of temperature lasts longer.
  double duration_s() const { return length_s; }
  TimeCourse course(double begin_s, const LoadedPerson& person) const;
  bool operator==(const ColdEvent&) const = default;
};

template <class Visitor>
void describe(Visitor& v, ColdEvent& cold, Place place) {
  describe(v, cold.timing, place);
  v.quantity(required("for", "how long the leg is in the water"), cold.length_s, "s", Range{1, 6 * 3600});
  v.quantity(required("water", "its temperature"), cold.water_degC, "degC", Range{0, 36});
  v.choice({"immersion", "how far up the water reaches; to the knee the thigh stays dry"}, cold.immersion,
           {"knee", "hip", "chest"});
}

}  // namespace knead
