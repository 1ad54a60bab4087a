// The ticks at which mobile cells are timed, in which they move 4 to 5 um: how far they come and when they first touch
// what they seek differ by less than 2 % from ticks four times smaller.

#include <doctest/doctest.h>

#include <cmath>

#include "sim/tissue/seed_cells.hpp"
#include "sim/tissue/sheets.hpp"
#include "tests/tissue/block.hpp"

using namespace knead;

namespace {

constexpr DrawKey key{11, 2};
constexpr double per_min = 1.0 / 60, per_h = 1.0 / 3600;

/// A block in which every second fibre has one domain that is sought, from which an attractant spreads.
struct Scene {
  Geometry geometry = test::block();
  std::vector<std::uint8_t> sought = std::vector<std::uint8_t>(geometry.domains(), 0);
  std::vector<double> attractant = std::vector<double>(geometry.grid.voxels(), 0.1);

  Scene() {
    const Grid& grid = geometry.grid;
    for (int f = 0; f < 61; f += 2) {
      sought[f * geometry.domains_per_fibre + f * 7 % geometry.domains_per_fibre] = 1;
      const double middle_z = (f * 7 % geometry.domains_per_fibre + 0.5) * 100;
      for (int v = 0; v < static_cast<int>(grid.voxels()); ++v) {
        const Point2 p{(v % grid.nx + 0.5) * grid.hx_um, (v / grid.nx % grid.ny + 0.5) * grid.hy_um};
        const double z = (v / (grid.nx * grid.ny) + 0.5) * grid.hz_um;
        attractant[v] += std::exp(-std::hypot(test::apart_um(geometry, p, geometry.fibres[f].centre),
                                              std::remainder(z - middle_z, geometry.length_um())) /
                                  80);
      }
    }
  }

  bool touched_by(const MobileCells& cells, std::size_t i) const {
    const auto beside = domains_beside(geometry, cells.sheet[i], cells.z_um[i]);
    return sought[beside[0]] || sought[beside[1]];
  }
};

struct Estimate {
  double mean, square_error;
};

Estimate estimate(double sum, double squares, double n) { return {sum / n, (squares / n - sum * sum / n / n) / n}; }

/// Straight distance from the start after a time.
Estimate moved_um(const Scene& scene, const Walk& w, std::span<const double> attractant, double tick_s, double time_s) {
  constexpr int n = 8000;
  const Geometry& geometry = scene.geometry;
  MobileCells cells;
  seed_on_sheets(geometry, n, 0, 0, w, key, cells);
  std::vector<double> x(n, 0.0), y(n, 0.0), z(n, 0.0);
  constexpr int stretches = 12;  // in each, no cell comes half a period far
  for (int stretch = 0; stretch < stretches; ++stretch) {
    const MobileCells before = cells;
    const auto tick_at = [&](int s) { return ticks_until(s * time_s / stretches, tick_s); };
    walk(geometry, {&w, 1}, attractant, tick_s, tick_at(stretch), tick_at(stretch + 1), key, cells);
    for (int i = 0; i < n; ++i) {
      const Point2 from = point_of(geometry, before.sheet[i], before.along_um[i]);
      const Point2 to = point_of(geometry, cells.sheet[i], cells.along_um[i]);
      x[i] += std::remainder(to.x_um - from.x_um, geometry.width_um());
      y[i] += std::remainder(to.y_um - from.y_um, geometry.height_um());
      z[i] += std::remainder(cells.z_um[i] - before.z_um[i], geometry.length_um());
    }
  }
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) sum += std::hypot(x[i], y[i], z[i]), squares += x[i] * x[i] + y[i] * y[i] + z[i] * z[i];
  return estimate(sum, squares, n);
}

/// Time to the end of the tick after which a cell first touches what is sought, cut at a time; of cells that do not
/// touch it from the start.
Estimate contact_s(const Scene& scene, const Walk& w, std::span<const double> attractant, double tick_s,
                   double time_s) {
  MobileCells cells;
  seed_on_sheets(scene.geometry, 14000, 0, 0, w, key, cells);
  double sum = 0, squares = 0;
  const auto take_out = [&](double now_s) {
    std::vector<std::uint8_t> there(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      there[i] = now_s >= time_s || scene.touched_by(cells, i);
      if (there[i]) sum += now_s, squares += now_s * now_s;
    }
    cells.remove(there);
  };
  take_out(0);
  const auto n = static_cast<double>(cells.size());
  for (std::int64_t tick = 0; tick < ticks_until(time_s, tick_s); ++tick) {
    walk(scene.geometry, {&w, 1}, attractant, tick_s, tick, tick + 1, key, cells);
    take_out(static_cast<double>(tick + 1) * tick_s);
  }
  CHECK(cells.size() == 0);
  return estimate(sum, squares, n);
}

void check_tick(const Walk& w, double tick_s, double time_s) {
  const Scene scene;
  const std::span<const double> attractant =
      w.chemotaxis > 0 ? std::span<const double>(scene.attractant) : std::span<const double>();
  for (const auto measure : {&moved_um, &contact_s}) {
    const Estimate coarse = measure(scene, w, attractant, tick_s, time_s);
    const Estimate fine = measure(scene, w, attractant, tick_s / 4, time_s);
    const double difference = coarse.mean / fine.mean - 1;
    const double standard_error = std::sqrt(coarse.square_error + fine.square_error) / fine.mean;
    CAPTURE(fine.mean);
    CAPTURE(difference);
    CHECK(standard_error < 0.009);
    CHECK(std::abs(difference) < 0.02);
  }
}

}  // namespace

TEST_CASE("neutrophils may walk in ticks of 15 s") {
  check_tick({.speed_um_s = 17 * per_min, .persistence_s = 60}, 15, 3600);
}

TEST_CASE("neutrophils that follow an attractant may walk in ticks of 15 s") {
  check_tick({.speed_um_s = 17 * per_min, .persistence_s = 60, .chemotaxis = 0.5}, 15, 3600);
}

TEST_CASE("macrophages may walk in ticks of 2 min") {
  check_tick({.speed_um_s = 2 * per_min, .persistence_s = 27 * 60}, 120, 8 * 3600);
}

TEST_CASE("fibroblasts and satellite cells may walk in ticks of 10 min") {
  check_tick({.speed_um_s = 30 * per_h, .persistence_s = 3600}, 600, 86400);
}
