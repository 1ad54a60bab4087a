#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/tissue/sheets.hpp"
#include "tests/tissue/block.hpp"

using namespace knead;
using test::apart_um;

namespace {

/// The sheets of a packing, in a block that is one voxel.
Geometry sheets_of(const Packing& packing) {
  Geometry geometry;
  geometry.grid = {1, 1, 1, packing.period.width_um, packing.period.height_um, 100};
  lay_sheets(packing, geometry);
  return geometry;
}

Packing pack(int fibres, DrawKey key) {
  return pack_fibres(draw_fibre_areas(fibres, default_tissue(), key), 0.11, key);
}

double total_length_um(const Geometry& geometry) {
  double sum = 0;
  for (const Sheet& s : geometry.sheets) sum += s.length_um;
  return sum;
}

/// Sites on a square lattice, where four cells meet at every corner, moved by up to `noise_um`.
Packing lattice(int edge, double noise_um) {
  Packing packing;
  packing.period = {edge * 50.0, edge * 50.0};
  for (int i = 0; i < edge * edge; ++i) {
    const double x = noise_um * draw_uniform({1, 1}, Purpose::test, i, 0),
                 y = noise_um * draw_uniform({1, 1}, Purpose::test, i, 1);
    packing.sites.push_back({i % edge * 50.0 + 25 + x, i / edge * 50.0 + 25 + y});
  }
  packing.weights.assign(packing.sites.size(), 2500.0);
  packing.cells = power_diagram(packing.period, packing.sites, packing.weights);
  return packing;
}

void check_closed(const Geometry& geometry, int fibres) {
  // Euler's formula on a torus.
  CHECK(static_cast<int>(geometry.corners.size()) - static_cast<int>(geometry.sheets.size()) + fibres == 0);
  std::size_t ends = 0;
  for (std::size_t c = 0; c < geometry.corners.size(); ++c) {
    const auto& corner = geometry.corners[c];
    CHECK(corner.size() >= 3);
    ends += corner.size();
    const auto place = [&](SheetEnd e) {
      const Sheet& s = geometry.sheets[e.sheet];
      CHECK(s.corners[e.end] == static_cast<int>(c));
      return point_of(geometry, e.sheet, e.end == 0 ? 0.0 : s.length_um);
    };
    for (const SheetEnd& e : corner) CHECK(apart_um(geometry, place(e), place(corner[0])) < 0.05);
  }
  CHECK(ends == 2 * geometry.sheets.size());
}

}  // namespace

TEST_CASE("sheets are the edges of the packing once each and close around every fibre") {
  for (const int fibres : {1, 2, 3, 7, 61, 200}) {
    for (const std::uint64_t seed : {1, 2, 3}) {
      const Packing packing = pack(fibres, {seed, 5});
      const Geometry geometry = sheets_of(packing);
      double perimeters = 0;
      for (const PowerCell& cell : packing.cells) perimeters += perimeter_um(polygon_of(cell));
      CHECK(total_length_um(geometry) == doctest::Approx(0.5 * perimeters).epsilon(1e-6));
      check_closed(geometry, fibres);
    }
  }
}

TEST_CASE("edges too short to walk on are taken out and their ends made one corner") {
  for (const double noise : {0.0, 1e-12, 1e-7, 1e-4, 1e-2, 1.0}) {
    const Packing packing = lattice(6, noise);
    const Geometry geometry = sheets_of(packing);
    check_closed(geometry, 36);
    CHECK(total_length_um(geometry) == doctest::Approx(2 * 36 * 50.0).epsilon(0.03));
    for (const Sheet& s : geometry.sheets) CHECK(s.length_um >= shortest_sheet_um);
    if (noise < 1e-6) CHECK(geometry.corners.size() == 36);
    if (noise > 1e-1) CHECK(geometry.corners.size() == 72);
  }
}

TEST_CASE("a point of a sheet lies between its two fibres and outside every fibre") {
  const DrawKey key{3, 1};
  const Geometry geometry = test::block(61, key);
  const Packing packing = pack(61, key);
  const auto power = [&](int f, Point2 p) {
    const double d = apart_um(geometry, p, packing.sites[f]);
    return d * d - packing.weights[f];
  };
  for (int s = 0; s < static_cast<int>(geometry.sheets.size()); ++s) {
    const Sheet& sheet = geometry.sheets[s];
    CHECK(std::hypot(sheet.to.x_um - sheet.from.x_um, sheet.to.y_um - sheet.from.y_um) ==
          doctest::Approx(sheet.length_um));
    for (int i = 0; i < 10; ++i) {
      const Point2 p = point_of(geometry, s, sheet.length_um * draw_uniform({1, 1}, Purpose::test, s, i));
      CHECK(p.x_um >= 0);
      CHECK(p.x_um < geometry.width_um());
      CHECK(p.y_um >= 0);
      CHECK(p.y_um < geometry.height_um());
      const double here = power(sheet.fibres[0], p);
      CHECK(std::abs(here - power(sheet.fibres[1], p)) < 1e-6);
      for (int f = 0; f < 61; ++f) {
        CHECK(power(f, p) > here - 1e-6);
        CHECK(test::outside_um(geometry, geometry.fibres[f], p) > 0.5 * packing.endomysium_um - 1e-6);
      }
    }
  }
}

TEST_CASE("every capillary has its place on a sheet") {
  TissueSettings settings;
  TissueParameters<double> parameters = default_tissue();
  parameters.capillary_density = 400;  // more than there are corners: some lie in middles of edges
  const Geometry geometry = build_geometry(settings, parameters, 0.11, {1, 1});
  int middles = 0;
  for (const Capillary& c : geometry.capillaries) {
    REQUIRE(c.sheet >= 0);
    CHECK(apart_um(geometry, point_of(geometry, c.sheet, c.along_um), c.at) < 1e-6);
    const double length = geometry.sheets[c.sheet].length_um;
    middles += c.along_um > 1e-6 && c.along_um < length - 1e-6;
    CHECK(c.along_um >= 0);
    CHECK(c.along_um <= length);
  }
  CHECK(middles == static_cast<int>(geometry.capillaries.size() - geometry.corners.size()));
}

TEST_CASE("a place has its voxel and its domains") {
  const Geometry geometry = test::block();
  const Grid& grid = geometry.grid;
  for (int s = 0; s < static_cast<int>(geometry.sheets.size()); ++s) {
    const double along = geometry.sheets[s].length_um * draw_uniform({1, 2}, Purpose::test, s, 0);
    for (const double z : {0.0, 99.999, 100.001, 512.0, geometry.length_um()}) {
      const int voxel = voxel_of(geometry, s, along, z);
      const Point2 p = point_of(geometry, s, along);
      const double x = (voxel % grid.nx + 0.5) * grid.hx_um, y = (voxel / grid.nx % grid.ny + 0.5) * grid.hy_um;
      CHECK(std::abs(p.x_um - x) <= 0.5 * grid.hx_um + 1e-9);
      CHECK(std::abs(p.y_um - y) <= 0.5 * grid.hy_um + 1e-9);
      CHECK(std::abs(z - (voxel / (grid.nx * grid.ny) + 0.5) * grid.hz_um) <= 0.5 * grid.hz_um + 1e-9);
      const auto domains = domains_beside(geometry, s, z);
      for (int side : {0, 1}) {
        CHECK(domains[side] / geometry.domains_per_fibre == geometry.sheets[s].fibres[side]);
        CHECK(domains[side] % geometry.domains_per_fibre == std::min(9, static_cast<int>(z / 100)));
      }
    }
  }
}
