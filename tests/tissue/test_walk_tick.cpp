// The tick at which mobile cells are timed: what they reach differs by less than 2 % from a tick four times smaller.

#include <doctest/doctest.h>

#include <cmath>

#include "sim/tissue/seed_cells.hpp"
#include "sim/tissue/sheets.hpp"
#include "tests/tissue/block.hpp"

using namespace knead;

namespace {

/// A quantity of every cell at two ticks: the same cells from the same places, so that their differences vary less.
struct Pair {
  double coarse = 0, fine = 0, square = 0;
  int n = 0;

  void add(double a, double b) { coarse += a, fine += b, square += (a - b) * (a - b), ++n; }
  double difference() const { return coarse / fine - 1; }
  double standard_error() const {
    const double mean = (coarse - fine) / n;
    return std::sqrt((square / n - mean * mean) / n) / (fine / n);
  }
};

struct Outcome {
  std::vector<double> moved_um;   ///< straight distance from the start after the first hour (or ten persistence times)
  std::vector<double> contact_s;  ///< first at the end of a tick beside a domain that is sought, at most the whole time
};

struct Setting {
  Walk walk;
  double tick_s, displacement_s, time_s;
};

Outcome outcome(const Geometry& geometry, const Setting& setting, std::span<const double> attractant,
                const std::vector<std::uint8_t>& sought, double tick_s) {
  constexpr DrawKey key{11, 2};
  constexpr int n = 12000;
  MobileCells cells;
  seed_on_sheets(geometry, n, 0, 0, setting.walk, key, cells);
  std::vector<double> x(n, 0.0), y(n, 0.0), z(n, 0.0);
  std::vector<Point2> last(n);
  std::vector<double> last_z = cells.z_um;
  const auto at = [&](int i) { return point_of(geometry, cells.sheet[i], cells.along_um[i]); };
  for (int i = 0; i < n; ++i) last[i] = at(i);
  Outcome outcome{std::vector<double>(n), std::vector<double>(n, setting.time_s)};
  const std::int64_t ticks = ticks_until(setting.time_s, tick_s), moved = ticks_until(setting.displacement_s, tick_s);
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    walk(geometry, {&setting.walk, 1}, attractant, tick_s, tick, tick + 1, key, cells);
    for (int i = 0; i < n; ++i) {
      if (tick < moved) {
        const Point2 p = at(i);
        x[i] += std::remainder(p.x_um - last[i].x_um, geometry.width_um());
        y[i] += std::remainder(p.y_um - last[i].y_um, geometry.height_um());
        z[i] += std::remainder(cells.z_um[i] - last_z[i], geometry.length_um());
        last[i] = p, last_z[i] = cells.z_um[i];
        outcome.moved_um[i] = std::hypot(x[i], y[i], z[i]);
      }
      const auto beside = domains_beside(geometry, cells.sheet[i], cells.z_um[i]);
      const bool touches = sought[beside[0]] || sought[beside[1]];
      if (touches) outcome.contact_s[i] = std::min(outcome.contact_s[i], static_cast<double>(tick + 1) * tick_s);
    }
  }
  return outcome;
}

void check(const Setting& setting, bool attracted) {
  const Geometry geometry = test::block();
  // Every third fibre has one domain that is sought, and what attracts comes from there.
  std::vector<std::uint8_t> sought(geometry.domains(), 0);
  for (int f = 0; f < 61; f += 3) sought[f * geometry.domains_per_fibre + f * 7 % geometry.domains_per_fibre] = 1;
  std::vector<double> field;
  if (attracted) {
    const Grid& grid = geometry.grid;
    field.assign(grid.voxels(), 0.1);
    for (int d = 0; d < geometry.domains(); ++d) {
      if (!sought[d]) continue;
      const Point2 c = geometry.fibres[d / geometry.domains_per_fibre].centre;
      const double cz = (d % geometry.domains_per_fibre + 0.5) * 100;
      for (std::size_t v = 0; v < field.size(); ++v) {
        const auto i = static_cast<int>(v) % grid.nx, j = static_cast<int>(v) / grid.nx % grid.ny;
        const auto k = static_cast<int>(v) / (grid.nx * grid.ny);
        const double across = test::apart_um(geometry, c, {(i + 0.5) * grid.hx_um, (j + 0.5) * grid.hy_um});
        const double along = std::remainder((k + 0.5) * grid.hz_um - cz, geometry.length_um());
        field[v] += std::exp(-std::hypot(across, along) / 80);
      }
    }
  }
  const Outcome coarse = outcome(geometry, setting, field, sought, setting.tick_s);
  const Outcome fine = outcome(geometry, setting, field, sought, setting.tick_s / 4);
  Pair moved, contact;
  for (std::size_t i = 0; i < fine.moved_um.size(); ++i) {
    moved.add(coarse.moved_um[i], fine.moved_um[i]);
    if (coarse.contact_s[i] > setting.tick_s) contact.add(coarse.contact_s[i], fine.contact_s[i]);
  }
  for (const Pair& pair : {moved, contact}) {
    CAPTURE(pair.difference());
    CAPTURE(pair.standard_error());
    CHECK(pair.standard_error() < 0.007);
    CHECK(std::abs(pair.difference()) < 0.02);
    MESSAGE("" << pair.fine / pair.n << " " << pair.difference() << " +- " << pair.standard_error());
  }
}

constexpr double per_min = 1.0 / 60, per_h = 1.0 / 3600;

}  // namespace

TEST_CASE("neutrophils may walk in ticks of 30 s") {
  check({{.speed_um_s = 17 * per_min, .persistence_s = 60}, 30, 3600, 3 * 3600}, false);
}

TEST_CASE("neutrophils that follow an attractant may walk in ticks of 30 s") {
  check({{.speed_um_s = 17 * per_min, .persistence_s = 60, .chemotaxis = 0.5}, 30, 3600, 3 * 3600}, true);
}

TEST_CASE("macrophages may walk in ticks of 2 min") {
  check({{.speed_um_s = 2 * per_min, .persistence_s = 27 * 60}, 120, 6 * 3600, 16 * 3600}, false);
}

TEST_CASE("fibroblasts and satellite cells may walk in ticks of 10 min") {
  check({{.speed_um_s = 30 * per_h, .persistence_s = 3600}, 600, 86400, 2 * 86400}, false);
}
