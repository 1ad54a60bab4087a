#pragma once
// A load whose physical quantities are given directly: a device, a muscle in a bath, a question.

#include <vector>

#include "models/loads/loaded_person.hpp"
#include "models/loads/quantities.hpp"
#include "models/loads/timing.hpp"

namespace knead {

struct PrescribedSegment {
  double duration_s = 0;
  Quantities load{};
  bool operator==(const PrescribedSegment&) const = default;
};

struct PrescribedEvent {
  static constexpr const char* name = "prescribed";
  Timing timing;
  std::vector<PrescribedSegment> segments;

  double duration_s() const { return total_s(segments); }
  TimeCourse course(double begin_s, const LoadedPerson&) const {
    TimeCourse course;
    for (const PrescribedSegment& segment : segments) {
      course.push_back({begin_s, begin_s + segment.duration_s, segment.load});
      begin_s += segment.duration_s;
    }
    return course;
  }
  bool operator==(const PrescribedEvent&) const = default;
};

/// Physical bounds of a load quantity.
constexpr Range range_of(const InputEntry& quantity) {
  if (quantity.symbol == "metabolic_intensity") return {0, 3};
  if (quantity.symbol == "temperature_change") return {-37, 8};
  if (quantity.symbol == "perfusion_loss") return {-9, 1};
  if (quantity.symbol == "cox_inhibitor") return {0, 1e6};
  return {0, quantity.unit == "1" ? 1 : unbounded};
}

template <class Visitor>
void describe(Visitor& v, PrescribedSegment& segment) {
  v.quantity(required("for", "length of the segment"), segment.duration_s, "s", a_while_s);
  const InputEntry* entry = std::begin(Quantities::entries);
  segment.load.each([&](double& quantity) {
    v.quantity({entry->symbol.data(), entry->meaning.data()}, quantity, entry->unit.data(), range_of(*entry));
    ++entry;
  });
}

template <class Visitor>
void describe(Visitor& v, PrescribedEvent& prescribed, Place place) {
  describe(v, prescribed.timing, place);
  v.form(required("segments", "quantities of a load, one stretch of time after the other"),
         "[{for: 2 min, fibre_strain: 0.05, frequency: 0.5 Hz}]", prescribed.segments);
}

}  // namespace knead
