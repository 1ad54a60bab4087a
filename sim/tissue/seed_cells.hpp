#pragma once
// The cells that a block has from the start, spread evenly: cell i of n lies at random in the i-th of n equal parts of
// the space, whose numbers vary less than those of independent places.

#include "sim/tissue/mobile_cells.hpp"
#include "sim/tissue/walk.hpp"

namespace knead {

/// A whole number of that mean: rounded down, or up with the probability of the remainder.
int whole_number(double expected, int kind, DrawKey key);

/// Adds `count` cells uniformly over the sheets' area, with stationary velocities.
void seed_on_sheets(const Geometry& geometry, int count, int kind, double time_s, const Walk& walk, DrawKey key,
                    MobileCells& cells);

/// Adds `count` cells bound to fibres, uniformly over the fibres' length and around each.
void seed_on_fibres(const Geometry& geometry, int count, int kind, double time_s, const Walk& walk, DrawKey key,
                    MobileCells& cells);

}  // namespace knead
