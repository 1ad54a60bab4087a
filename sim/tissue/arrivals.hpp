#pragma once
// Cells of one kind leave the blood at sites: the stretches, a domain long, of the block's capillaries. A site's cells
// come when its accumulated hazard passes keyed exponential thresholds (event_clock.hpp), so that arrivals are focal
// where the call is, form a Poisson process, and do not depend on the steps.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/tissue/mobile_cells.hpp"
#include "sim/tissue/walk.hpp"

namespace knead {

struct Arrivals {
  std::vector<double> hazard;         ///< a site, since its last arrival
  std::vector<std::uint32_t> number;  ///< a site, so far
  bool operator==(const Arrivals&) const = default;
};

/// Site s is the stretch s % domains_per_fibre of capillary s / domains_per_fibre.
int arrival_sites(const Geometry& geometry);

/// No arrivals yet.
Arrivals no_arrivals(const Geometry& geometry);

/// The voxel at the middle of a site, where it reads the fields.
int voxel_of_site(const Geometry& geometry, int site);

/// Appends the cells that arrive in a step, given the expected number a site (>= 0), and returns how many. `kind` tells
/// the kinds' draws apart. A cell starts on its capillary, uniform along the site, with a stationary velocity of
/// `walk`.
int arrive(const Geometry& geometry, std::span<const double> expected, int kind, double time_s, const Walk& walk,
           DrawKey key, Arrivals& arrivals, MobileCells& cells);

}  // namespace knead
