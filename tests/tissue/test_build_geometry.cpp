#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "sim/tissue/build_geometry.hpp"
#include "sim/tissue/capillaries.hpp"
#include "sim/tissue/exchange.hpp"
#include "tests/tissue/default_parameters.hpp"

using namespace knead;

namespace {

Geometry build(TissueSettings settings = {}, DrawKey key = {1, 1}) {
  return build_geometry(settings, default_tissue(), 0.11, key);
}

bool same(const Geometry& a, const Geometry& b) {
  const auto same_fibre = [](const Fibre& f, const Fibre& g) {
    return f.type == g.type && f.area_um2 == g.area_um2 && f.centre.x_um == g.centre.x_um &&
           f.centre.y_um == g.centre.y_um;
  };
  const auto same_pericyte = [](const Pericyte& p, const Pericyte& q) {
    return p.z_um == q.z_um && p.voxel == q.voxel;
  };
  return a.grid == b.grid && a.territory == b.territory && a.capillaries_in_column == b.capillaries_in_column &&
         std::equal(a.fibres.begin(), a.fibres.end(), b.fibres.begin(), b.fibres.end(), same_fibre) &&
         std::equal(a.pericytes.begin(), a.pericytes.end(), b.pericytes.begin(), b.pericytes.end(), same_pericyte);
}

}  // namespace

TEST_CASE("the grid is the smallest that divides the block and its domains") {
  const Geometry g = build();
  CHECK(g.domains() == 610);
  CHECK(g.grid.nz == 40);
  CHECK(g.grid.hz_um == doctest::Approx(25));
  CHECK(g.grid.hx_um <= 25);
  CHECK(g.width_um() / (g.grid.nx - 1) > 25);
  double area = 0;
  for (const auto& fibre : g.fibres) area += fibre.area_um2;
  CHECK(area == doctest::Approx(0.89 * g.width_um() * g.height_um()).epsilon(0.001));

  TissueSettings odd;
  odd.voxel_um = 30;  // does not divide a domain of 100 um: four voxels of 25
  CHECK(build(odd).grid.nz == 40);
}

TEST_CASE("every voxel belongs to exactly one domain and stands within its stretch") {
  const Geometry g = build();
  std::vector<int> owners(g.grid.voxels(), 0);
  for (int d = 0; d < g.domains(); ++d) {
    const auto voxels = territory_of(g, d);
    CHECK(voxels.size() >= 4);
    CHECK(std::is_sorted(voxels.begin(), voxels.end()));
    for (const auto v : voxels) {
      ++owners[v];
      CHECK(v / (g.grid.nx * g.grid.ny) / 4 == d % g.domains_per_fibre);
    }
  }
  CHECK(std::all_of(owners.begin(), owners.end(), [](int n) { return n == 1; }));
}

TEST_CASE("territories are as large as the fibres they stand for") {
  TissueSettings fine;
  fine.voxel_um = 3;
  fine.length_um = 3;
  fine.domain_length_um = 3;
  const Geometry g = build(fine);
  for (std::size_t f = 0; f < g.fibres.size(); ++f) {
    const double area = static_cast<double>(territory_of(g, static_cast<int>(f)).size()) * g.grid.hx_um * g.grid.hy_um;
    CHECK(area == doctest::Approx(g.fibres[f].area_um2 / 0.89).epsilon(0.08));
  }
}

TEST_CASE("capillaries have their density and lie in corners evenly") {
  const DrawKey key{1, 4};
  const Packing packing = pack_fibres(draw_fibre_areas(61, default_tissue(), key), 0.11, key);
  const double area_mm2 = packing.period.width_um * packing.period.height_um * 1e-6;
  for (const double density : {0.0, 100.0, 245.0, 320.0, 500.0}) {
    const auto capillaries = place_capillaries(packing, density, key);
    CHECK(std::abs(static_cast<double>(capillaries.size()) - density * area_mm2) <= 0.5);
    std::vector<int> around(61, 0);
    std::set<std::pair<double, double>> places;
    for (const auto& c : capillaries) {
      places.insert({c.at.x_um, c.at.y_um});
      CHECK(c.at.x_um >= 0);
      CHECK(c.at.x_um < packing.period.width_um);
      std::vector<std::pair<double, int>> power;
      for (int f = 0; f < 61; ++f) {
        const double x = std::remainder(c.at.x_um - packing.sites[f].x_um, packing.period.width_um);
        const double y = std::remainder(c.at.y_um - packing.sites[f].y_um, packing.period.height_um);
        power.push_back({x * x + y * y - packing.weights[f], f});
      }
      std::sort(power.begin(), power.end());
      const std::size_t meet = density < 330 ? 3 : 2;
      CHECK(power[meet - 1].first - power[0].first < 1e-6);
      for (std::size_t k = 0; k < meet; ++k) ++around[power[k].second];
    }
    CHECK(places.size() == capillaries.size());
    if (density == 245) CHECK(*std::min_element(around.begin(), around.end()) >= 3);
  }
  CHECK_THROWS_AS(place_capillaries(packing, 1500, key), std::invalid_argument);
}

TEST_CASE("the capillaries of the columns are those of the block") {
  const Geometry g = build();
  double sum = 0;
  for (double n : g.capillaries_in_column) sum += n;
  CHECK(sum == static_cast<double>(g.capillaries.size()));
  for (const auto& c : g.capillaries) CHECK(g.capillaries_in_column[column_of(g.grid, c.at)] >= 1);
}

TEST_CASE("pericytes sit on their capillaries and share no voxel") {
  const Geometry g = build();
  std::set<int> voxels;
  const int plane = g.grid.nx * g.grid.ny;
  for (const auto& p : g.pericytes) {
    CHECK(voxels.insert(p.voxel).second);
    CHECK(p.voxel % plane == column_of(g.grid, g.capillaries[p.capillary].at));
    CHECK(p.voxel / plane == static_cast<int>(p.z_um / g.grid.hz_um));
  }
  CHECK(g.pericytes.size() == 10 * g.capillaries.size());
  // So many that columns with two capillaries are full.
  const auto crowd = place_pericytes(g.grid, g.capillaries, g.length_um() / g.grid.nz, {1, 1});
  std::set<int> taken;
  for (const auto& p : crowd) CHECK(taken.insert(p.voxel).second);
}

TEST_CASE("a key makes the block and another key another") {
  CHECK(same(build({}, {1, 1}), build({}, {1, 1})));
  CHECK(!same(build({}, {1, 1}), build({}, {1, 2})));
  CHECK(!same(build({}, {1, 1}), build({}, {2, 1})));
}

TEST_CASE("a culture has one well a domain and no vessels") {
  const Geometry g = culture_geometry(50, default_tissue(), 0.11, {1, 1});
  CHECK(g.domains() == 50);
  CHECK(g.grid.voxels() == 50);
  for (int d = 0; d < 50; ++d) {
    REQUIRE(territory_of(g, d).size() == 1);
    CHECK(territory_of(g, d)[0] == d);
  }
  CHECK(g.pericytes.empty());
  CHECK(std::count_if(g.fibres.begin(), g.fibres.end(), [](const Fibre& f) { return f.type == FibreType::I; }) == 26);
}

TEST_CASE("a well-mixed tissue has the shares of fibre types, IIx evenly among type II") {
  auto parameters = default_tissue();
  for (const double IIa_share : {1.0, 0.6, 0.25, 0.0}) {
    parameters.type_IIa_share = IIa_share;
    const Geometry g = well_mixed_geometry(100, 100, parameters, 0.11);
    const auto count = [&](int begin, int end, FibreType type) {
      return std::count_if(g.fibres.begin() + begin, g.fibres.begin() + end,
                           [type](const Fibre& f) { return f.type == type; });
    };
    CHECK(count(0, 52, FibreType::I) == 52);
    CHECK(count(52, 100, FibreType::I) == 0);
    CHECK(std::abs(count(52, 100, FibreType::IIx) - 48 * (1 - IIa_share)) <= 0.5);
    CHECK(std::abs(count(52, 76, FibreType::IIx) - 24 * (1 - IIa_share)) <= 1);
  }
}

TEST_CASE("settings that cannot be are refused") {
  const auto refused = [](auto change) {
    TissueSettings settings;
    change(settings);
    CHECK_THROWS_AS(build(settings), std::invalid_argument);
  };
  refused([](TissueSettings& s) { s.fibres = 0; });
  refused([](TissueSettings& s) { s.length_um = 250; });
  refused([](TissueSettings& s) { s.length_um = 50; });
  refused([](TissueSettings& s) { s.voxel_um = 0; });
  refused([](TissueSettings& s) { s.voxel_um = 200; });
  CHECK_THROWS_AS(culture_geometry(0, default_tissue(), 0.11, {1, 1}), std::invalid_argument);
}
