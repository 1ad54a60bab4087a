#pragma once
// The space of mobile cells. The gap between two fibres is narrow against a cell, so a cell moves on the mid-surface
// between them: a sheet, which lies outside every fibre by half the endomysium. Sheets meet at corner lines.

#include <array>

#include "sim/tissue/packing.hpp"

namespace knead {

/// Edges shorter than this are taken out and their ends made one corner.
inline constexpr double shortest_sheet_um = 1e-3;

/// Makes the geometry's sheets and corners from the cells of the packing, an edge of two cells once.
void lay_sheets(const Packing& packing, Geometry& geometry);

struct SheetPlace {
  int sheet = 0;
  double along_um = 0;
};

/// The place on the sheets nearest to a point of the cross-section.
SheetPlace nearest_place(const Geometry& geometry, Point2 at);

/// The point of the cross-section, in the block.
Point2 point_of(const Geometry& geometry, int sheet, double along_um);

/// The voxel of a place; z in [0, length].
int voxel_of(const Geometry& geometry, int sheet, double along_um, double z_um);

/// The domain of a fibre at z in [0, length].
int domain_at(const Geometry& geometry, int fibre, double z_um);

/// The domains that a cell on a sheet touches: of the fibres on either side (one twice if they are the same fibre).
std::array<int, 2> domains_beside(const Geometry& geometry, int sheet, double z_um);

inline bool borders(const Sheet& sheet, int fibre) { return sheet.fibres[0] == fibre || sheet.fibres[1] == fibre; }

}  // namespace knead
