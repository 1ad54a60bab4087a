#pragma once
// The medium of a culture: concentrations around its cells, held whatever the cells do. It is no load on a limb.

#include <array>
#include <optional>
#include <vector>

#include "models/cytokines.hpp"
#include "models/loads/loaded_person.hpp"
#include "models/loads/quantities.hpp"
#include "models/loads/timing.hpp"

namespace knead {

struct MediumSegment {
  double duration_s = 0;
  /// In the order and units of Medium; a species without a value is at rest.
  std::array<std::optional<double>, species_count> concentration;
  bool operator==(const MediumSegment&) const = default;
};

/// Concentrations around the cells of a culture, held whatever the cells do; at other times the medium is at rest.
struct MediumEvent {
  static constexpr const char* name = "medium";
  Timing timing;
  std::vector<MediumSegment> segments;

  double duration_s() const { return total_s(segments); }
  TimeCourse course(double, const LoadedPerson&) const { return {}; }  ///< see held_by
  bool operator==(const MediumEvent&) const = default;
};

template <class Visitor>
void describe(Visitor& v, MediumSegment& segment) {
  v.quantity(required("for", "length of the segment"), segment.duration_s, "s", a_while_s);
  const StateEntry* entry = std::begin(Medium<double>::entries);
  for (auto& concentration : segment.concentration) {
    v.quantity({entry->symbol.data(), entry->meaning.data()}, concentration, entry->unit.data(), Range{0, unbounded});
    ++entry;
  }
}

template <class Visitor>
void describe(Visitor& v, MediumEvent& medium, Place place) {
  describe(v, medium.timing, place);
  v.form(required("segments", "concentrations in the dish, one stretch of time after the other"),
         "[{for: 15 min, tnf: 100 pM}]", medium.segments);
}

/// The medium that flows over a culture for a while.
struct HeldMedium {
  double begin_s = 0, end_s = 0;
  Medium<double> medium;
};
std::vector<HeldMedium> held_by(const MediumEvent& event, double begin_s, const CytokineParameters<double>& p);

}  // namespace knead
