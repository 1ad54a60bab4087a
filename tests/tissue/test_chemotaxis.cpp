#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "sim/tissue/sheets.hpp"
#include "tests/tissue/block.hpp"
#include "tests/tissue/walking.hpp"

using namespace knead;
using test::block;
using test::cells_on;
using test::neutrophil;
using test::walk_for;

TEST_CASE("an attractant directs the stated share of the motion up its gradient and leaves the rest random") {
  const Geometry geometry = block();
  const Grid& grid = geometry.grid;
  constexpr int n = 20000;
  constexpr double length_um = 100, time_s = 600;
  std::vector<double> field(grid.voxels());
  for (std::size_t v = 0; v < field.size(); ++v)
    field[v] = std::exp(static_cast<double>(v / (grid.nx * grid.ny)) * grid.hz_um / length_um);
  const Walk w{.speed_um_s = 0.3, .persistence_s = 60, .guidance = 0, .chemotaxis = 0.6, .half_gradient = 0.05};
  const double q = 10 * std::sinh(grid.hz_um / length_um) / grid.hz_um, b = 0.6 * q / (0.05 + q);
  const double x = time_s / 60, msd = 0.09 * 3600 * (x - 1 + std::exp(-x));
  for (const double tick_s : {20.0, 120.0}) {
    MobileCells cells = cells_on(geometry, n, w);
    cells.z_um.assign(n, 400.0);
    walk_for(geometry, w, field, tick_s, time_s, cells);
    double mean = 0, variance = 0;
    for (const double z : cells.z_um) mean += (z - 400) / n;
    for (const double z : cells.z_um) variance += (z - 400 - mean) * (z - 400 - mean) / n;
    CHECK(std::abs(mean - b * w.speed_um_s * time_s) < 4 * std::sqrt(msd / n));
    CHECK(std::abs(variance / ((1 - b * b) * msd) - 1) < 4 * std::sqrt(2.0 / n));
  }
}

TEST_CASE("cells gather where the attractant across the fibres is high and only if they follow it") {
  const Geometry geometry = block();
  const Grid& grid = geometry.grid;
  std::vector<double> field(grid.voxels());
  for (std::size_t v = 0; v < field.size(); ++v) {
    const double i = static_cast<double>(v % grid.nx) + 0.5, j = static_cast<double>(v / grid.nx % grid.ny) + 0.5;
    field[v] = 2 + std::cos(2 * std::numbers::pi * i / grid.nx) + 0.9 * std::cos(2 * std::numbers::pi * j / grid.ny);
  }
  const auto mean_met = [&](double chemotaxis) {
    Walk w = neutrophil;
    w.chemotaxis = chemotaxis;
    MobileCells cells = cells_on(geometry, 4000, w);
    walk_for(geometry, w, field, 30, 4 * 3600, cells);
    double sum = 0;
    for (std::size_t i = 0; i < cells.size(); ++i)
      sum += field[voxel_of(geometry, cells.sheet[i], cells.along_um[i], cells.z_um[i])];
    return sum / 4000;
  };
  const double indifferent = mean_met(0), drawn = mean_met(0.3), keen = mean_met(0.8);
  CHECK(indifferent == doctest::Approx(2).epsilon(0.05));
  CHECK(drawn > 2.3);
  CHECK(keen > drawn + 0.2);
}

TEST_CASE("an attractant that is even or absent changes no bit") {
  const Geometry geometry = block(7);
  Walk w = neutrophil;
  w.chemotaxis = 0.9;
  MobileCells none = cells_on(geometry, 500, w), even = none, zero = none;
  walk_for(geometry, w, {}, 30, 3600, none);
  walk_for(geometry, w, std::vector<double>(geometry.grid.voxels(), 3.7), 30, 3600, even);
  walk_for(geometry, w, std::vector<double>(geometry.grid.voxels(), 0.0), 30, 3600, zero);
  CHECK(even == none);
  CHECK(zero == none);
}
