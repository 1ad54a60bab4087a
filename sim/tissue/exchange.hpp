#pragma once
// How a network meets the fields: it starts from the mean over its voxels and gives its change back to them. As
// territories are disjoint, no network sees another's change within a coupling step.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/tissue/geometry.hpp"

namespace knead {

/// The voxels of a domain, ascending.
inline std::span<const std::int32_t> territory_of(const Geometry& geometry, int domain) {
  const auto begin = geometry.territory_begin[domain], end = geometry.territory_begin[domain + 1];
  return {geometry.territory.data() + begin, static_cast<std::size_t>(end - begin)};
}

/// Volume-weighted mean of a field over voxels, summed in their order.
double local_mean(const std::vector<double>& field, std::span<const std::int32_t> voxels);

/// Moves the mean of a field over voxels from `before` (what local_mean gave) to `after` (>= 0): an increase is added
/// equally to every voxel, a decrease scales them, so that the field stays positive and the mean is met to round-off.
void give_back(std::vector<double>& field, std::span<const std::int32_t> voxels, double before, double after);

}  // namespace knead
