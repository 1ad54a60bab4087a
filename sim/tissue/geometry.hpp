#pragma once
// Where everything lies in one subject's block: fixed during a run. Fibres run along z; the block is periodic.

#include <array>
#include <cstdint>
#include <vector>

#include "sim/numerics/grid.hpp"

namespace knead {

enum class FibreType : std::uint8_t { I, IIa, IIx };

struct Point2 {
  double x_um = 0, y_um = 0;
};

struct Fibre {
  FibreType type = FibreType::I;
  Point2 centre;
  double area_um2 = 0;
  std::vector<Point2> outline;  ///< counter-clockwise, inset by half the endomysium, not wrapped at the borders
};

struct Capillary {
  Point2 at;
};

/// A pericyte sits on a capillary; no two share a voxel.
struct Pericyte {
  int capillary = 0;
  double z_um = 0;
  int voxel = 0;
};

/// Domain d of fibre f, the k-th along z, is f * domains_per_fibre + k. Its territory is a set of whole voxels; each
/// voxel belongs to exactly one domain.
struct Geometry {
  Grid grid;
  int domains_per_fibre = 1;
  std::vector<Fibre> fibres;
  std::vector<Capillary> capillaries;
  std::vector<Pericyte> pericytes;
  std::vector<std::int32_t> territory_begin;  ///< domains + 1 offsets into territory
  std::vector<std::int32_t> territory;        ///< voxels, grouped by domain, ascending
  std::vector<double> capillaries_in_column;  ///< nx * ny: number of capillaries in each voxel column

  double width_um() const { return grid.nx * grid.hx_um; }
  double height_um() const { return grid.ny * grid.hy_um; }
  double length_um() const { return grid.nz * grid.hz_um; }
  int domains() const { return static_cast<int>(fibres.size()) * domains_per_fibre; }
};

}  // namespace knead
