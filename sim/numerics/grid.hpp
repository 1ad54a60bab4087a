#pragma once
// A periodic grid of equal voxels. Voxel (i, j, k) lies at (k * ny + j) * nx + i.

#include <cstddef>

namespace knead {

struct Grid {
  int nx = 1, ny = 1, nz = 1;
  double hx_um = 1, hy_um = 1, hz_um = 1;

  std::size_t voxels() const { return static_cast<std::size_t>(nx) * ny * nz; }
  double voxel_volume_um3() const { return hx_um * hy_um * hz_um; }
  bool operator==(const Grid&) const = default;
};

}  // namespace knead
