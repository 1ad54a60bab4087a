#pragma once
// How mobile cells move: a persistent random walk on the sheets, drawn towards an attractant.
//
// A cell's random velocity v is an Ornstein-Uhlenbeck process of persistence tau in each of the sheet's two directions,
// with variances speed^2 (1 + guidance) / 2 along the fibres and speed^2 (1 - guidance) / 2 across. Velocity and
// displacement over a tick have their exact joint law (Gillespie 1996, doi:10.1103/PhysRevE.54.2084), so a free cell's
// displacement does not depend on the tick. An attractant c directs a part b of the motion up its gradient,
//   b = chemotaxis q / (half_gradient + |q|),  q = 10 um grad c / c in the sheet,
// and leaves the rest random: displacement = b speed tick + sqrt(1 - |b|^2) (random displacement), so that the mean
// square speed stays speed^2. At a corner a cell goes on to one of the other sheets, each as likely, and one under a
// fibre's lamina to the other sheet of that fibre; so without an attractant cells stay uniform over the sheets.
//
// Ticks lie on one grid from time zero, so that arms of a subject with other coupling steps draw the same. A tick must
// resolve the corners: where a cell moves at most 5 um in it, a tenth of a sheet, its way and its first contacts differ
// by less than 2 % from those of a tick four times smaller (tests/tissue/test_walk_tick.cpp): 15 s at 17 um/min, 2 min
// at 2 um/min, 10 min at 0.5 um/min.

#include <array>
#include <cstdint>
#include <span>

#include "sim/numerics/random.hpp"
#include "sim/tissue/geometry.hpp"
#include "sim/tissue/mobile_cells.hpp"

namespace knead {

struct Walk {
  double speed_um_s = 0;  ///< root mean square
  double persistence_s = 60;
  double guidance = 0;          ///< -1 (across) to 1 (along the fibres)
  double chemotaxis = 0;        ///< 0 to 1: the directed share of the speed in a steep gradient
  double half_gradient = 0.05;  ///< relative difference over 10 um at which half of that is reached (assumed)
};

/// Number of ticks from time zero that end by `time_s`; tick k is [k tick_s, (k + 1) tick_s], also before time zero.
std::int64_t ticks_until(double time_s, double tick_s);

/// Moves every cell through the ticks first_tick to end_tick - 1, with the attractant held. A cell walks as its stage
/// does: walks[stage], the last (there is at least one) for all stages beyond. `attractant` is a value a voxel, or
/// empty. The bits do not depend on the number of threads, nor on how ticks are shared out over calls with one
/// attractant.
void walk(const Geometry& geometry, std::span<const Walk> walks, std::span<const double> attractant, double tick_s,
          std::int64_t first_tick, std::int64_t end_tick, DrawKey key, MobileCells& cells);

/// The part of a cell's draws of Purpose::cell_walk that tell where and how it starts; lower parts move it.
inline constexpr std::uint64_t start_of_walk = ~std::uint64_t{0};

/// A random velocity {along, z} in um/s of the stationary law, from two uniforms.
std::array<double, 2> stationary_velocity(const Walk& walk, double u, double v);

}  // namespace knead
