#pragma once
// Where fibres are drawn. The block is periodic: outlines are not wrapped at its borders, but all other positions are,
// so that what lies on the surface of a fibre may be stored a period away from it.

#include <vector>

#include "sim/results/snapshots.hpp"

namespace knead {

/// Positions (pairs x, y or triples x, y, z) moved by whole periods across the fibres, each to its image nearest to a
/// fibre as drawn. One within 5 um of a fibre stays.
std::vector<float> beside_drawn_fibres(const SnapshotGeometry& geometry, std::vector<float> position_um,
                                       int components);

}  // namespace knead
