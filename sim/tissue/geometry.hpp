#pragma once
// Where everything lies in one subject's block: fixed during a run. Fibres run along z; the block is periodic.

#include <array>
#include <cstdint>
#include <vector>

#include "models/fibre/fibre_type.hpp"
#include "sim/numerics/grid.hpp"

namespace knead {

struct Point2 {
  double x_um = 0, y_um = 0;
};

struct Fibre {
  FibreType type = FibreType::I;
  Point2 centre;
  double area_um2 = 0;
  std::vector<Point2> outline;  ///< counter-clockwise, inset by half the endomysium, not wrapped at the borders
};

/// Mobile cells live between fibres on sheets: the edges of the packing's power diagram, extruded along z. A place is a
/// sheet, a distance along it from its first corner, and z.
struct Sheet {
  int fibres[2] = {0, 0};  ///< on either side
  Point2 from, to;         ///< `from` lies in the block, `to` perhaps in the next period
  double length_um = 0;
  int corners[2] = {0, 0};  ///< at `from` and at `to`
};

/// A sheet that ends at a corner: with its `from` (0) or its `to` (1).
struct SheetEnd {
  int sheet = 0, end = 0;
};

/// In a block a capillary lies on a sheet, at a corner or in its middle.
struct Capillary {
  Point2 at;
  int sheet = -1;
  double along_um = 0;
};

/// A pericyte sits on a capillary; no two share a voxel.
struct Pericyte {
  int capillary = 0;
  double z_um = 0;
  int voxel = 0;
};

/// What lies between the domains: tissue, the walls of separate wells, or a fluid that is one and the same everywhere.
enum class Space { block, wells, well_mixed };

/// Domain d of fibre f, the k-th along z, is f * domains_per_fibre + k. Its territory is a set of whole voxels; each
/// voxel belongs to exactly one domain.
struct Geometry {
  Space space = Space::block;
  Grid grid;
  int domains_per_fibre = 1;
  std::vector<Fibre> fibres;
  std::vector<Sheet> sheets;                   ///< none in a culture
  std::vector<std::vector<SheetEnd>> corners;  ///< the ends that meet at each corner line
  std::vector<Capillary> capillaries;
  std::vector<Pericyte> pericytes;
  std::vector<std::int32_t> territory_begin;  ///< domains + 1 offsets into territory
  std::vector<std::int32_t> territory;        ///< voxels, grouped by domain, ascending
  std::vector<double> capillaries_in_column;  ///< nx * ny: number of capillaries in each voxel column

  double width_um() const { return grid.nx * grid.hx_um; }
  double height_um() const { return grid.ny * grid.hy_um; }
  double length_um() const { return grid.nz * grid.hz_um; }
  double volume_mm3() const { return width_um() * height_um() * length_um() * 1e-9; }  ///< fibres included
  int domains() const { return static_cast<int>(fibres.size()) * domains_per_fibre; }
};

}  // namespace knead
