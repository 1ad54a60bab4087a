#pragma once
// A plate that shakes the leg: fibres are stretched a little, many times a second.

#include "models/loads/loaded_person.hpp"
#include "models/loads/quantities.hpp"
#include "models/loads/timing.hpp"

namespace knead {

struct VibrationEvent {
  static constexpr const char* name = "vibration";
  Timing timing;
  double length_s = 0, strain = 0.005, frequency_Hz = 30;

  double duration_s() const { return length_s; }
  TimeCourse course(double begin_s, const LoadedPerson&) const {
    Quantities load{};
    load.fibre_strain = strain;
    load.frequency = frequency_Hz;
    return {{begin_s, begin_s + length_s, load}};
  }
  bool operator==(const VibrationEvent&) const = default;
};

template <class Visitor>
void describe(Visitor& v, VibrationEvent& vibration, Place place) {
  describe(v, vibration.timing, place);
  v.quantity(required("for", "how long the plate shakes"), vibration.length_s, "s", a_while_s);
  v.quantity({"strain", "amplitude of stretch along the fibre"}, vibration.strain, "1", Range{0, 0.1});
  v.quantity({"frequency", "of the plate"}, vibration.frequency_Hz, "Hz", Range{1, 200});
}

}  // namespace knead
