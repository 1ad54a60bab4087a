#pragma once
// How the axes of a sweep go together: their names, and the points at which they cross.

#include <vector>

#include "sim/sweep/axis_values.hpp"

namespace knead {

/// Axes of equal length that advance together.
using AxisGroup = std::vector<Axis>;

/// Where axes share the last key of their paths, they are called by their whole paths.
void name_axes(std::vector<Axis>& axes);

/// Throws ConfigError where two axes have one name, set one value, or the later undoes what the earlier sets, and at
/// what no axis may set.
void check_axes(const std::vector<Axis>& axes);

/// Every combination of the groups, the last the fastest. Throws ConfigError at `origin` for more than a million.
std::vector<SweepPoint> cross(const std::vector<AxisGroup>& groups, const Origin& origin);

}  // namespace knead
