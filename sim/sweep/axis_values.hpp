#pragma once
// The values of one axis of a sweep, from the ways in which they are written:
//   arms.massage.0.massage.start: [0 h, 1 h, 2 h]                        a list, for the value at a path of the study
//   arms.massage.0.massage.pressure: {log: [5 kPa, 60 kPa], points: 6}   evenly spaced, or {linear: [a, b], points: n}
//   schedule: {single: {}, daily: {arms.massage.0.massage.times: 4}}     a name of one's own: labels of sets of
//   settings
// and, for axes that are drawn, the distributions {uniform: [a, b]}, {log_uniform: [a, b]} and {prior: yes}.

#include <span>
#include <string>
#include <vector>

#include "sim/sweep/sweep.hpp"

namespace knead {

/// How many values a single axis may have.
inline constexpr Range counts_of_values{1, 1e5};

/// Where a value lies on its axis, and what it changes in the base study.
struct AxisValue {
  SweepValue at;
  std::vector<Setting> settings;
};

struct Axis {
  std::string key;   ///< the path, or the name of its own
  std::string name;  ///< the last key of the path, or the same name
  Origin origin;     ///< of the key
  std::string unit;  ///< as in SweepAxis
  std::vector<AxisValue> values;
};

/// Throws ConfigError unless the entry is one of the first three forms above.
Axis read_axis(const YamlEntry& entry);

/// From one quantity to another, evenly or by equal ratios, in the unit of the first as it is written.
struct Interval {
  double low = 0, high = 0;
  std::string unit;
  bool log = false;
  Origin origin;  ///< of the pair

  /// The value at a share from 0 to 1 of the way.
  double at(double share) const;
};

/// A quantity that is drawn: at a path of the study.
struct DrawnAxis {
  std::string key;
  Origin origin;
  Interval interval;
};

/// Throws ConfigError unless the entry is one of the distributions above.
DrawnAxis read_drawn_axis(const YamlEntry& entry);

/// The axis with a value for each of the shares (in [0, 1]) of the way through its distribution.
Axis axis_of(const DrawnAxis& drawn, std::span<const double> shares);

/// An axis of one setting a value, at a path. Every node keeps its place.
Axis axis_of_values(const std::string& path, const Origin& origin, const std::vector<YamlNode>& values);

/// On one line: "1 h", "[1 h, 2 h]", "{at: 60 %, for: 1 h}", keys in the order of the alphabet. A text that could be
/// taken for something else is in quotes, so that different nodes never read the same.
std::string compact(const YamlNode& node);

}  // namespace knead
