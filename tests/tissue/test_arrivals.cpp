#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/tissue/arrivals.hpp"
#include "sim/tissue/sheets.hpp"
#include "tests/tissue/block.hpp"

using namespace knead;

namespace {

constexpr DrawKey key{2, 9};
const Walk steady{.speed_um_s = 0.3, .persistence_s = 60, .guidance = 0.2};

/// All cells that come while every site expects `total` in `steps` equal steps.
MobileCells arrived(const Geometry& geometry, double total, int steps, int kind = 0, DrawKey by = key) {
  Arrivals arrivals = no_arrivals(geometry);
  MobileCells cells;
  const std::vector<double> expected(arrival_sites(geometry), total / steps);
  int sum = 0;
  for (int k = 0; k < steps; ++k) sum += arrive(geometry, expected, kind, k, steady, by, arrivals, cells);
  CHECK(sum == static_cast<int>(cells.size()));
  return cells;
}

/// Where each name started.
std::map<std::uint64_t, std::pair<int, double>> starts(const MobileCells& cells) {
  std::map<std::uint64_t, std::pair<int, double>> found;
  for (std::size_t i = 0; i < cells.size(); ++i) found[cells.name[i]] = {cells.sheet[i], cells.z_um[i]};
  return found;
}

}  // namespace

TEST_CASE("numbers that arrive at sites are Poisson") {
  const Geometry geometry = test::block();
  const int sites = arrival_sites(geometry);
  CHECK(sites == static_cast<int>(geometry.capillaries.size()) * 10);
  for (const double total : {0.2, 3.0}) {
    Arrivals arrivals = no_arrivals(geometry);
    MobileCells cells;
    arrive(geometry, std::vector<double>(sites, total), 0, 0, steady, key, arrivals, cells);
    double mean = 0, square = 0;
    for (const auto number : arrivals.number) mean += 1.0 * number / sites, square += 1.0 * number * number / sites;
    // The variance of a Poisson sample's variance is (m + 2 m^2) / n.
    CHECK(std::abs(mean - total) < 4 * std::sqrt(total / sites));
    CHECK(std::abs(square - mean * mean - total) < 4 * std::sqrt((total + 2 * total * total) / sites));
  }
}

TEST_CASE("the same cells arrive however the time is cut") {
  const Geometry geometry = test::block();
  const MobileCells once = arrived(geometry, 2.0, 1);
  CHECK(once.size() > 1500);
  CHECK(starts(once).size() == once.size());
  CHECK(starts(arrived(geometry, 2.0, 16)) == starts(once));
  CHECK(starts(arrived(geometry, 2.0, 1024)) == starts(once));
  CHECK(starts(arrived(geometry, 2.0, 16, 1)) != starts(once));
  CHECK(starts(arrived(geometry, 2.0, 16, 0, {2, 10})) != starts(once));
}

TEST_CASE("an arm that calls one more at one site leaves the arrivals of the others as they are") {
  const Geometry geometry = test::block();
  std::vector<double> expected(arrival_sites(geometry), 0.5);
  const auto names = [&] {
    Arrivals arrivals = no_arrivals(geometry);
    MobileCells cells;
    arrive(geometry, expected, 0, 0, steady, key, arrivals, cells);
    return starts(cells);
  };
  const auto before = names();
  expected[17] += 20;
  const auto after = names();
  CHECK(after.size() > before.size() + 5);
  CHECK(std::includes(after.begin(), after.end(), before.begin(), before.end()));
}

TEST_CASE("cells arrive on their capillary within their site with a stationary velocity") {
  const Geometry geometry = test::block();
  std::vector<double> expected(arrival_sites(geometry), 0.0);
  constexpr int site = 234;
  expected[site] = 3000;
  Arrivals arrivals = no_arrivals(geometry);
  MobileCells cells;
  arrive(geometry, expected, 0, 77, steady, key, arrivals, cells);
  const double n = static_cast<double>(cells.size());
  CHECK(std::abs(n - 3000) < 4 * std::sqrt(3000.0));
  const Capillary& capillary = geometry.capillaries[site / 10];
  double z = 0, along2 = 0, z2 = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    CHECK(test::apart_um(geometry, point_of(geometry, cells.sheet[i], cells.along_um[i]), capillary.at) < 1e-6);
    CHECK(static_cast<int>(cells.z_um[i] / 100) == site % 10);
    CHECK(cells.born_s[i] == 77);
    z += (cells.z_um[i] - 450) / n;
    along2 += cells.velocity_along_um_s[i] * cells.velocity_along_um_s[i] / n;
    z2 += cells.velocity_z_um_s[i] * cells.velocity_z_um_s[i] / n;
  }
  CHECK(std::abs(z) < 4 * 100 / std::sqrt(12 * n));
  CHECK(std::abs(along2 / (0.09 * 0.4) - 1) < 4 * std::sqrt(2 / n));
  CHECK(std::abs(z2 / (0.09 * 0.6) - 1) < 4 * std::sqrt(2 / n));
  const int voxel = voxel_of_site(geometry, site), plane = geometry.grid.nx * geometry.grid.ny;
  CHECK(std::abs((voxel / plane + 0.5) * geometry.grid.hz_um - 450) <= geometry.grid.hz_um);
}
