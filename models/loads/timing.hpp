#pragma once
// When a load acts, and how that is said in a study.

#include <limits>

#include "models/key.hpp"
#include "models/parameter.hpp"

namespace knead {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();
inline constexpr double year_s = 365 * 86400.0;
inline constexpr Range a_while_s{1, year_s}, since_zero_s{0, year_s};

/// One value, or a uniform draw a subject between two.
struct Drawn {
  double low = 0, high = 0;

  bool fixed() const { return low == high; }
  /// The value for a uniform draw u in [0, 1).
  double at(double u) const { return fixed() ? low : low + (high - low) * u; }
  bool operator==(const Drawn&) const = default;
};

/// When a load begins, from time zero (in `before`: from the end of the load before it), and how often it comes again.
struct Timing {
  Drawn start_s;
  double every_s = 0;  ///< from one start to the next; 0 when times is 1
  int times = 1;
  bool operator==(const Timing&) const = default;
};

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
}

}  // namespace knead
