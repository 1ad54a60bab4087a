#pragma once
// Capillaries run along z in the corners between fibres; pericytes sit on them.

#include <vector>

#include "sim/tissue/packing.hpp"

namespace knead {

/// Places round(density x area) capillaries, one after another, on the free corner of the power diagram whose fibres
/// have the fewest so far (ties by key); when all corners are taken, on the middles of edges. More than there are
/// corners and edges is std::invalid_argument.
std::vector<Capillary> place_capillaries(const Packing& packing, double density_per_mm2, DrawKey key);

/// Places length / spacing pericytes (on average) on every capillary, one in each of as many equal stretches, by key.
/// No two share a voxel: one that finds its voxel taken moves along to the next free one, and is left out if its column
/// is full.
std::vector<Pericyte> place_pericytes(const Grid& grid, const std::vector<Capillary>& capillaries, double spacing_um,
                                      DrawKey key);

/// The voxel column (j * nx + i) of a point in the block.
int column_of(const Grid& grid, Point2 at);

}  // namespace knead
