#include <doctest/doctest.h>
#include <tbb/parallel_for.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "sim/tissue/sheets.hpp"
#include "tests/first_task_latch.hpp"
#include "tests/tissue/block.hpp"
#include "tests/tissue/walking.hpp"

using namespace knead;
using test::block;
using test::cells_on;
using test::neutrophil;
using test::walk_for;

namespace {

constexpr DrawKey key = test::walk_key;

/// One sheet so long, in a block so long, that no cell that starts in the middle comes to an end.
Geometry open_space() {
  Geometry geometry;
  geometry.grid = {1, 1, 1, 1e6, 1e6, 1e6};
  geometry.fibres.resize(2);
  geometry.sheets.push_back({{0, 1}, {0, 0}, {1e6, 0}, 1e6, {0, 1}});
  geometry.corners = {{{0, 0}}, {{0, 1}}};
  return geometry;
}

struct Moments {
  double mean = 0, square = 0, product = 0;
};

/// Means of x, x^2 and x y.
Moments moments(const std::vector<double>& x, const std::vector<double>& y) {
  Moments m;
  const auto n = static_cast<double>(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    m.mean += x[i] / n, m.square += x[i] * x[i] / n, m.product += x[i] * y[i] / n;
  return m;
}

/// Chi-square of counts against what is expected, as a share of its 99.99 % quantile.
double chi_square_share(const std::vector<double>& counts, const std::vector<double>& expected) {
  double sum = 0;
  for (std::size_t b = 0; b < counts.size(); ++b)
    sum += (counts[b] - expected[b]) * (counts[b] - expected[b]) / expected[b];
  return sum / quantile(boost::math::chi_squared(static_cast<double>(counts.size() - 1)), 0.9999);
}

}  // namespace

TEST_CASE("free displacement and velocity have the law of the Ornstein-Uhlenbeck process for any tick") {
  constexpr int n = 20000;
  const Geometry geometry = open_space();
  Walk w{.speed_um_s = 0.3, .persistence_s = 60, .guidance = 0.4};
  for (const double time_s : {60.0, 240.0, 1200.0}) {
    for (const double tick_s : {1.0, 20.0, 60.0}) {
      if (time_s / tick_s > 100) continue;
      MobileCells cells = cells_on(geometry, n, w);
      cells.along_um.assign(n, 5e5), cells.z_um.assign(n, 5e5);
      walk_for(geometry, w, {}, tick_s, time_s, cells);
      const double x = time_s / w.persistence_s;
      for (const bool z : {false, true}) {
        std::vector<double> moved = z ? cells.z_um : cells.along_um;
        for (double& m : moved) m -= 5e5;
        const double variance = 0.5 * w.speed_um_s * w.speed_um_s * (z ? 1.4 : 0.6);
        const double tau = w.persistence_s, msd = 2 * variance * tau * tau * (x - 1 + std::exp(-x));
        const double covariance = variance * tau * (1 - std::exp(-x));
        const auto& velocity = z ? cells.velocity_z_um_s : cells.velocity_along_um_s;
        const Moments d = moments(moved, velocity), v = moments(velocity, velocity);
        // Within 4 standard errors of normal variables.
        CHECK(std::abs(d.mean) < 4 * std::sqrt(msd / n));
        CHECK(std::abs(d.square / msd - 1) < 4 * std::sqrt(2.0 / n));
        CHECK(std::abs(v.square / variance - 1) < 4 * std::sqrt(2.0 / n));
        CHECK(std::abs(d.product - covariance) < 4 * std::sqrt((msd * variance + covariance * covariance) / n));
      }
    }
  }
}

TEST_CASE("cells that start together end uniform over the sheets and along the fibres") {
  const Geometry geometry = block();
  double total = 0;
  for (const Sheet& s : geometry.sheets) total += s.length_um;
  for (const double tick_s : {120.0, 900.0}) {
    constexpr int n = 10000;
    MobileCells cells = cells_on(geometry, n, neutrophil);
    cells.sheet.assign(n, 0), cells.along_um.assign(n, 1.0), cells.z_um.assign(n, 10.0);
    walk_for(geometry, neutrophil, {}, tick_s, 86400, cells);
    std::vector<double> counts, expected, slices(20, 0.0), even(20, n / 20.0);
    for (const Sheet& s : geometry.sheets) counts.push_back(0), expected.push_back(n * s.length_um / total);
    double rest = 0, expected_rest = 0;  // of sheets too short for a count of their own
    for (int i = 0; i < n; ++i) {
      counts[cells.sheet[i]] += 1;
      slices[std::min(19, static_cast<int>(cells.z_um[i] / 50))] += 1;
      CHECK(cells.along_um[i] >= 0);
      CHECK(cells.along_um[i] <= geometry.sheets[cells.sheet[i]].length_um);
    }
    for (std::size_t s = counts.size(); s-- > 0;) {
      if (expected[s] >= 10) continue;
      rest += counts[s], expected_rest += expected[s];
      counts.erase(counts.begin() + static_cast<std::ptrdiff_t>(s));
      expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(s));
    }
    if (expected_rest >= 10) counts.push_back(rest), expected.push_back(expected_rest);
    CHECK(chi_square_share(counts, expected) < 1);
    CHECK(chi_square_share(slices, even) < 1);
    const Moments v = moments(cells.velocity_along_um_s, cells.velocity_along_um_s);
    CHECK(v.square == doctest::Approx(0.5 * neutrophil.speed_um_s * neutrophil.speed_um_s).epsilon(0.06));
  }
}

TEST_CASE("no cell is ever inside a fibre") {
  const Geometry geometry = block(19);
  MobileCells cells = cells_on(geometry, 300, neutrophil);
  for (std::int64_t tick = 0; tick < 20; ++tick) {
    walk(geometry, {&neutrophil, 1}, {}, 30, tick, tick + 1, key, cells);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Point2 p = point_of(geometry, cells.sheet[i], cells.along_um[i]);
      for (const Fibre& f : geometry.fibres) CHECK(test::outside_um(geometry, f, p) > 0);
    }
  }
}

TEST_CASE("a cell under a lamina that never turns comes round its fibre to where it was") {
  const Geometry geometry = block();
  Walk steady{.speed_um_s = 0.1, .persistence_s = 1e24};
  for (const int steps : {1, 7, 400}) {
    MobileCells cells;
    seed_on_fibres(geometry, 122, 0, 0, steady, key, cells);
    cells.velocity_z_um_s.assign(cells.size(), 0.0);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      double perimeter = 0;
      for (const Sheet& s : geometry.sheets) perimeter += borders(s, cells.fibre[i]) ? s.length_um : 0.0;
      MobileCells one;
      one.append(
          {.name = cells.name[i], .sheet = cells.sheet[i], .fibre = cells.fibre[i], .along_um = cells.along_um[i]});
      one.velocity_along_um_s[0] = cells.velocity_along_um_s[i];
      const double turn_s = perimeter / std::abs(cells.velocity_along_um_s[i]);
      for (int k = 0; k < steps; ++k) {
        walk(geometry, {&steady, 1}, {}, turn_s / steps, k, k + 1, key, one);
        CHECK(borders(geometry.sheets[one.sheet[0]], cells.fibre[i]));
      }
      const Point2 from = point_of(geometry, cells.sheet[i], cells.along_um[i]);
      CHECK(test::apart_um(geometry, from, point_of(geometry, one.sheet[0], one.along_um[0])) < 1e-3);
      CHECK(std::abs(one.velocity_along_um_s[0]) ==
            doctest::Approx(std::abs(cells.velocity_along_um_s[i])).epsilon(1e-5));
    }
  }
}

TEST_CASE("cells under a lamina stay with their fibre and become uniform around it") {
  const Geometry geometry = block(7);
  constexpr int n = 7000;
  MobileCells cells;
  const Walk w{.speed_um_s = 0.1, .persistence_s = 120};
  seed_on_fibres(geometry, n, 0, 0, w, key, cells);
  const std::vector<std::int32_t> fibre = cells.fibre;
  for (std::size_t i = 0; i < cells.size(); ++i) {  // all start on one sheet of their fibre
    for (int s = 0; s < static_cast<int>(geometry.sheets.size()); ++s) {
      if (borders(geometry.sheets[s], fibre[i])) cells.sheet[i] = s;
    }
    cells.along_um[i] = 0.5 * geometry.sheets[cells.sheet[i]].length_um;
  }
  walk_for(geometry, w, {}, 300, 2 * 86400, cells);
  CHECK(cells.fibre == fibre);
  for (int f = 0; f < 7; ++f) {
    std::vector<double> counts, expected;
    double perimeter = 0;
    for (const Sheet& s : geometry.sheets) perimeter += borders(s, f) ? s.length_um : 0.0;
    for (int s = 0; s < static_cast<int>(geometry.sheets.size()); ++s) {
      double count = 0;
      for (std::size_t i = 0; i < cells.size(); ++i) count += fibre[i] == f && cells.sheet[i] == s;
      if (!borders(geometry.sheets[s], f)) {
        CHECK(count == 0);
      } else if (geometry.sheets[s].length_um > 0.01 * perimeter) {
        counts.push_back(count), expected.push_back(1000 * geometry.sheets[s].length_um / perimeter);
      }
    }
    CHECK(chi_square_share(counts, expected) < 1);
  }
}

TEST_CASE("the path of a cell depends on no other cell and not on how the time is cut") {
  const Geometry geometry = block(19);
  const MobileCells start = cells_on(geometry, 1000, neutrophil);
  MobileCells whole = start, cut = start, few = start;
  walk_for(geometry, neutrophil, {}, 30, 3600, whole);
  std::int64_t done = 0;
  for (const double time_s : {1.0, 29.0, 30.0, 31.0, 500.0, 1200.0 + 1e-9, 1799.9999999, 3600.0 - 1e-7, 3600.0}) {
    const std::int64_t due = ticks_until(time_s, 30);
    walk(geometry, {&neutrophil, 1}, {}, 30, done, due, key, cut);
    done = due;
  }
  CHECK(cut == whole);
  std::vector<std::uint8_t> odd(1000);
  for (std::size_t i = 0; i < odd.size(); ++i) odd[i] = i % 2;
  few.remove(odd), whole.remove(odd);
  walk_for(geometry, neutrophil, {}, 30, 3600, few);
  CHECK(few == whole);
}

TEST_CASE("ticks lie on one grid before and after time zero") {
  CHECK(ticks_until(0, 30) == 0);
  CHECK(ticks_until(29.9, 30) == 0);
  CHECK(ticks_until(30, 30) == 1);
  CHECK(ticks_until(-1, 30) == -1);
  CHECK(ticks_until(-30, 30) == -1);
  CHECK(ticks_until(28 * 86400.0, 30) == 80640);
  double summed = 0;
  for (int i = 0; i < 1000; ++i) summed += 0.1;  // falls short of 100 by rounding
  CHECK(ticks_until(summed, 100) == 1);
}

TEST_CASE("a cell walks as its stage does") {
  const Geometry geometry = block(7);
  const std::vector<Walk> walks = {{.speed_um_s = 0}, {.speed_um_s = 0.01}, {.speed_um_s = 0.3}};
  MobileCells cells = cells_on(geometry, 3000, neutrophil);
  for (std::size_t i = 0; i < cells.size(); ++i) cells.stage[i] = static_cast<std::uint8_t>(i % 4);
  cells.velocity_z_um_s.assign(cells.size(), 0.0);
  const MobileCells start = cells;
  walk(geometry, walks, {}, 30, 0, 10, key, cells);
  double moved[4] = {};
  for (std::size_t i = 0; i < cells.size(); ++i)
    moved[i % 4] += std::abs(std::remainder(cells.z_um[i] - start.z_um[i], geometry.length_um()));
  CHECK(moved[0] == 0);
  CHECK(moved[1] > 0);
  CHECK(moved[2] == doctest::Approx(30 * moved[1]).epsilon(0.1));
  CHECK(moved[3] == doctest::Approx(moved[2]).epsilon(0.1));
}

// The threads' first tasks are one walk each of their own copy; the chunks of all copies are then anybody's.
TEST_CASE("cells that walk on several threads give the bits of one") {
  const Geometry geometry = block(19);
  Walk w = neutrophil;
  w.chemotaxis = 0.5;
  std::vector<double> field(geometry.grid.voxels());
  for (std::size_t v = 0; v < field.size(); ++v) field[v] = 1 + draw_uniform(key, Purpose::test, v);
  const MobileCells start = cells_on(geometry, 5000, w);
  const auto advance = [&] {
    MobileCells cells = start;
    walk_for(geometry, w, field, 30, 600, cells);
    return cells;
  };
  const MobileCells alone = test::on_threads(1, advance);
  for (const int threads : {2, 4}) {
    test::FirstTaskLatch latch(threads);
    std::vector<MobileCells> copies(threads);
    test::on_threads(threads, [&] {
      tbb::parallel_for(0, threads, [&](int i) {
        latch.hold();
        copies[i] = advance();
      });
    });
    CHECK(latch.threads_held() == threads);
    for (const MobileCells& cells : copies) CHECK(cells == alone);
  }
}
