#pragma once
// What is left out of a sweep: points that meet all of one item of `skip`, as in
//   - {schedule: daily, start: {above: 24 h}}

#include <limits>
#include <string>
#include <vector>

#include "sim/config/yaml_tree.hpp"
#include "sim/sweep/axis_values.hpp"

namespace knead {

/// What a point's value on one axis must be.
struct AxisCondition {
  std::size_t axis = 0;
  std::string label;  ///< this value; if empty, one strictly between:
  double above = -std::numeric_limits<double>::infinity(), below = std::numeric_limits<double>::infinity();

  bool met_by(const SweepValue& value) const;
};

/// All of them must be met.
struct SkipCondition {
  std::vector<AxisCondition> conditions;

  bool met_by(const SweepPoint& point) const;
};

/// Reads the list that `skip` is. An axis is called by its name or its whole path; a value must be one of the axis's,
/// in any unit. Throws ConfigError.
std::vector<SkipCondition> read_skip(const YamlNode& list, const std::vector<Axis>& axes);

}  // namespace knead
