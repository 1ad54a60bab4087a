#pragma once
// When a load acts, and how that is said in a study.

#include <limits>
#include <vector>

#include "models/key.hpp"
#include "models/parameter.hpp"

namespace knead {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();
inline constexpr double day_s = 86400, week_s = 7 * day_s, year_s = 365 * day_s;
inline constexpr double rounding_s = 1e-6;  // starts and ends that are so close are one
inline constexpr Range a_while_s{1, year_s}, since_zero_s{0, year_s};

/// One value, or a uniform draw a subject between two.
struct Drawn {
  double low = 0, high = 0;

  bool fixed() const { return low == high; }
  /// The value for a uniform draw u in [0, 1).
  double at(double u) const { return fixed() ? low : low + (high - low) * u; }
  bool operator==(const Drawn&) const = default;
};

/// When a load begins, from time zero (in `before`: from the end of the load before it), and when it comes again:
/// `times` times, or on the same days of some weeks.
struct Timing {
  Drawn start_s;
  double every_s = 0;  ///< from one start to the next; 0 when times is 1
  int times = 1;
  std::vector<int> days = {};  ///< ascending, 1 to 7: day 1 of the first week is that of start_s
  int weeks = 0;               ///< how many have these days; 0 without any
  bool operator==(const Timing&) const = default;
};

inline int occurrences(const Timing& timing) {
  return timing.days.empty() ? timing.times : static_cast<int>(timing.days.size()) * timing.weeks;
}

/// From start_s to the start of occurrence i, counted from 0.
inline double offset_s(const Timing& timing, int i) {
  if (timing.days.empty()) return i * timing.every_s;
  const int days = static_cast<int>(timing.days.size());
  return i / days * week_s + (timing.days[i % days] - 1) * day_s;
}

/// The week of occurrence i, both counted from 0.
inline int week_of(const Timing& timing, int i) { return static_cast<int>(offset_s(timing, i) / week_s); }

/// Of stages, strokes or segments that follow each other.
template <class Parts>
double total_s(const Parts& parts) {
  double total = 0;
  for (const auto& part : parts) total += part.duration_s;
  return total;
}

/// Where a load stands decides what its start counts from, and whether it must be said.
enum class Place { before, arm };

template <class Visitor>
void describe(Visitor& v, Timing& timing, Place place) {
  if (place == Place::arm) {
    v.drawn(required("start", "when it begins, after time zero; a pair is a uniform draw a subject"), timing.start_s,
            "s", since_zero_s);
  } else {
    v.drawn({"start", "pause after the load before it"}, timing.start_s, "s", since_zero_s);
  }
  v.quantity({"every", "from one start to the next where it comes more than once"}, timing.every_s, "s", since_zero_s);
  v.whole({"times", "how often it comes"}, timing.times, Range{1, 1000});
  v.form({"days", "in place of every and times: days of the week on which it comes; its start is on day 1"},
         "[1, 3, 5]", timing.days);
  v.whole({"weeks", "how many weeks have these days"}, timing.weeks, Range{0, 520});
}

}  // namespace knead
