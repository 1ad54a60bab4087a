#include "sim/tissue/walk.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "sim/tissue/sheets.hpp"

namespace knead {

namespace {

/// Moves velocity and displacement of one direction by a tick: v -> decay v + spread n1, and the displacement is
/// carried_s v + shared_um n1 + own_um n2, with n1, n2 standard normals.
struct Direction {
  double decay = 0, spread = 0, carried_s = 0, shared_um = 0, own_um = 0;

  Direction(double variance, double persistence_s, double tick_s) {
    const double x = tick_s / persistence_s, lost = -std::expm1(-x);
    decay = 1 - lost;
    carried_s = persistence_s * lost;
    spread = std::sqrt(variance * lost * (2 - lost));
    if (spread == 0) return;
    shared_um = variance * persistence_s * lost * lost / spread;
    // The variance of the displacement at a given start, less what it shares with the velocity: x - 2 tanh(x/2) in
    // exact arithmetic, which cancels for short ticks.
    const double own = x < 1e-2 ? x * x * x / 12 * (1 - x * x / 10) : x - 2 * std::tanh(0.5 * x);
    own_um = std::sqrt(2 * variance * own) * persistence_s;
  }
};

struct Gait {
  Walk walk;
  Direction across, z;

  Gait(const Walk& w, double tick_s)
      : walk(w),
        across(0.5 * w.speed_um_s * w.speed_um_s * (1 - w.guidance), w.persistence_s, tick_s),
        z(0.5 * w.speed_um_s * w.speed_um_s * (1 + w.guidance), w.persistence_s, tick_s) {}
};

struct SheetVector {
  double along = 0, z = 0;
};

/// The directed share of a cell's motion: b of the header.
SheetVector direction(const Geometry& geometry, const Sheet& sheet, int voxel, std::span<const double> c,
                      const Walk& walk) {
  constexpr double cell_um = 10;
  const Grid& grid = geometry.grid;
  const int plane = grid.nx * grid.ny, i = voxel % grid.nx, j = voxel / grid.nx % grid.ny, k = voxel / plane;
  const auto slope = [&](int at, int n, int stride, double h) {
    const int up = at + 1 < n ? voxel + stride : voxel - at * stride;
    const int down = at > 0 ? voxel - stride : voxel + (n - 1) * stride;
    return (c[up] - c[down]) / (2 * h);
  };
  if (!(c[voxel] > 0) || walk.chemotaxis == 0) return {};
  const double tx = (sheet.to.x_um - sheet.from.x_um) / sheet.length_um;
  const double ty = (sheet.to.y_um - sheet.from.y_um) / sheet.length_um;
  const double relative = cell_um / c[voxel];
  const SheetVector q = {
      relative * (tx * slope(i, grid.nx, 1, grid.hx_um) + ty * slope(j, grid.ny, grid.nx, grid.hy_um)),
      relative * slope(k, grid.nz, plane, grid.hz_um)};
  const double size = std::sqrt(q.along * q.along + q.z * q.z), share = walk.chemotaxis / (walk.half_gradient + size);
  return size > 0 ? SheetVector{share * q.along, share * q.z} : SheetVector{};
}

/// The sheet that a cell goes on to at a corner, coming by the end `here`. A corner without another sheet turns it
/// back.
SheetEnd next_end(const Geometry& geometry, SheetEnd here, int fibre, double draw) {
  const auto& ends = geometry.corners[geometry.sheets[here.sheet].corners[here.end]];
  const auto open = [&](const SheetEnd& e) {
    const bool same = e.sheet == here.sheet && e.end == here.end;
    return !same && (fibre < 0 || borders(geometry.sheets[e.sheet], fibre));
  };
  const auto count = std::count_if(ends.begin(), ends.end(), open);
  auto chosen = static_cast<int>(draw * static_cast<double>(count));
  for (const SheetEnd& e : ends) {
    if (open(e) && chosen-- == 0) return e;
  }
  return here;
}

/// Moves a cell on its sheet by a distance, through as many corners as it takes. Beyond a corner, `along` may point the
/// other way, and with it the velocity.
void follow(const Geometry& geometry, double distance_um, DrawKey key, std::int64_t tick, MobileCells& cells,
            std::size_t cell) {
  int sheet = cells.sheet[cell];
  double along = cells.along_um[cell] + distance_um;
  std::array<double, 4> draws{};
  for (std::uint64_t crossed = 0;; ++crossed) {
    const double length = geometry.sheets[sheet].length_um;
    if (!(along < 0 || along > length)) break;
    if (crossed % 4 == 0) {
      draws = draw_four_uniforms(key, Purpose::cell_walk, cells.name[cell], static_cast<std::uint64_t>(tick),
                                 1 + crossed / 4);
    }
    const int end = along < 0 ? 0 : 1;
    const double beyond = end == 0 ? -along : along - length;
    const SheetEnd next = next_end(geometry, {sheet, end}, cells.fibre[cell], draws[crossed % 4]);
    if (next.end == end) cells.velocity_along_um_s[cell] = -cells.velocity_along_um_s[cell];
    sheet = next.sheet;
    along = next.end == 0 ? beyond : geometry.sheets[sheet].length_um - beyond;
  }
  cells.sheet[cell] = sheet;
  cells.along_um[cell] = along;
}

void step(const Geometry& geometry, const Gait& gait, std::span<const double> attractant, double tick_s,
          std::int64_t tick, DrawKey key, MobileCells& cells, std::size_t cell) {
  double &along_v = cells.velocity_along_um_s[cell], &z_v = cells.velocity_z_um_s[cell], &z = cells.z_um[cell];
  SheetVector directed;
  if (!attractant.empty()) {
    const int sheet = cells.sheet[cell], voxel = voxel_of(geometry, sheet, cells.along_um[cell], z);
    directed = direction(geometry, geometry.sheets[sheet], voxel, attractant, gait.walk);
  }
  const double random = std::sqrt(std::max(0.0, 1 - directed.along * directed.along - directed.z * directed.z));
  const double drift_um = gait.walk.speed_um_s * tick_s;

  const auto u = draw_four_uniforms(key, Purpose::cell_walk, cells.name[cell], static_cast<std::uint64_t>(tick));
  const auto [a1, a2] = normal_pair(u[0], u[1]);
  const auto [z1, z2] = normal_pair(u[2], u[3]);
  const Direction &across = gait.across, &fibres = gait.z;
  const double along_um = across.carried_s * along_v + across.shared_um * a1 + across.own_um * a2;
  const double z_um = fibres.carried_s * z_v + fibres.shared_um * z1 + fibres.own_um * z2;
  along_v = across.decay * along_v + across.spread * a1;
  z_v = fibres.decay * z_v + fibres.spread * z1;

  const double length = geometry.length_um();
  z += random * z_um + drift_um * directed.z;
  z -= length * std::floor(z / length);
  follow(geometry, random * along_um + drift_um * directed.along, key, tick, cells, cell);
}

}  // namespace

std::int64_t ticks_until(double time_s, double tick_s) {
  return static_cast<std::int64_t>(std::floor(time_s / tick_s + 1e-9));  // forgives the rounding of summed times
}

void walk(const Geometry& geometry, std::span<const Walk> walks, std::span<const double> attractant, double tick_s,
          std::int64_t first_tick, std::int64_t end_tick, DrawKey key, MobileCells& cells) {
  std::vector<Gait> gaits;
  for (const Walk& w : walks) gaits.emplace_back(w, tick_s);
  const auto move = [&](const tbb::blocked_range<std::size_t>& range) {
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      const Gait& gait = gaits[std::min<std::size_t>(cells.stage[i], gaits.size() - 1)];
      if (gait.walk.speed_um_s == 0) continue;
      for (auto tick = first_tick; tick < end_tick; ++tick)
        step(geometry, gait, attractant, tick_s, tick, key, cells, i);
    }
  };
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, cells.size(), 256), move);
}

std::array<double, 2> stationary_velocity(const Walk& walk, double u, double v) {
  const auto [along, z] = normal_pair(u, v);
  const double share = walk.speed_um_s * std::sqrt(0.5);
  return {share * std::sqrt(1 - walk.guidance) * along, share * std::sqrt(1 + walk.guidance) * z};
}

}  // namespace knead
