#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/tissue/packing.hpp"
#include "tests/tissue/default_parameters.hpp"

using namespace knead;

namespace {

constexpr double interstitium = 0.11;

Packing pack(int fibres, DrawKey key) {
  return pack_fibres(draw_fibre_areas(fibres, default_tissue(), key), interstitium, key);
}

/// Power of a point to site i, by the nearest image.
double power(const Packing& packing, int i, Point2 p) {
  const double x = std::remainder(p.x_um - packing.sites[i].x_um, packing.period.width_um);
  const double y = std::remainder(p.y_um - packing.sites[i].y_um, packing.period.height_um);
  return x * x + y * y - packing.weights[i];
}

bool holds(const Polygon& polygon, Point2 p) {
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
    if ((b.x_um - a.x_um) * (p.y_um - a.y_um) - (b.y_um - a.y_um) * (p.x_um - a.x_um) < 0) return false;
  }
  return true;
}

/// Polygons, with all their images, that hold a point of the block.
std::vector<int> holders(const std::vector<Polygon>& polygons, Rectangle period, Point2 p) {
  std::vector<int> found;
  for (int f = 0; f < static_cast<int>(polygons.size()); ++f) {
    for (int sx = -1; sx <= 1; ++sx) {
      for (int sy = -1; sy <= 1; ++sy) {
        if (holds(polygons[f], {p.x_um + sx * period.width_um, p.y_um + sy * period.height_um})) found.push_back(f);
      }
    }
  }
  return found;
}

std::vector<Polygon> territories(const Packing& packing) {
  std::vector<Polygon> polygons;
  for (const auto& cell : packing.cells) polygons.push_back(polygon_of(cell));
  return polygons;
}

Point2 random_point(const Packing& packing, std::uint64_t i) {
  return {packing.period.width_um * draw_uniform({9, 9}, Purpose::test, i, 0),
          packing.period.height_um * draw_uniform({9, 9}, Purpose::test, i, 1)};
}

}  // namespace

TEST_CASE("territories tile the block and fibres fill all of it but the interstitium") {
  for (const int fibres : {1, 2, 3, 5, 7, 61, 200}) {
    for (std::uint64_t subject = 0; subject < 4; ++subject) {
      const std::vector<double> wanted = draw_fibre_areas(fibres, default_tissue(), {1, subject});
      const Packing packing = pack_fibres(wanted, interstitium, {1, subject});
      const double block = packing.period.width_um * packing.period.height_um;
      double territory = 0, fibre = 0;
      for (int f = 0; f < fibres; ++f) {
        territory += area_um2(polygon_of(packing.cells[f]));
        fibre += area_um2(packing.outlines[f]);
        CHECK(area_um2(packing.outlines[f]) == doctest::Approx(wanted[f]).epsilon(0.01));
      }
      CHECK(territory == doctest::Approx(block).epsilon(1e-12));
      CHECK(fibre == doctest::Approx((1 - interstitium) * block).epsilon(0.001));
    }
  }
}

TEST_CASE("a point belongs to the one territory whose site has the least power and to at most one fibre") {
  const Packing packing = pack(61, {1, 1});
  const std::vector<Polygon> cells = territories(packing);
  int inside = 0;
  const int points = 4000;
  for (int i = 0; i < points; ++i) {
    const Point2 p = random_point(packing, i);
    int nearest = 0;
    for (int f = 1; f < 61; ++f) {
      if (power(packing, f, p) < power(packing, nearest, p)) nearest = f;
    }
    REQUIRE(holders(cells, packing.period, p) == std::vector<int>{nearest});
    const std::vector<int> fibres = holders(packing.outlines, packing.period, p);
    REQUIRE(fibres.size() <= 1);
    if (!fibres.empty()) {
      REQUIRE(fibres[0] == nearest);
      ++inside;
    }
  }
  const double share = double(inside) / points;  // binomial
  CHECK(std::abs(share - (1 - interstitium)) < 4 * std::sqrt(interstitium * (1 - interstitium) / points));
}

TEST_CASE("every edge is shared with the neighbour it names across the border too") {
  const Packing packing = pack(61, {1, 2});
  int edges = 0, crossing = 0;
  const auto length = [](const PowerCell& cell, std::size_t e) {
    const Point2 a = cell[e].corner, b = cell[(e + 1) % cell.size()].corner;
    return std::hypot(b.x_um - a.x_um, b.y_um - a.y_um);
  };
  for (int f = 0; f < 61; ++f) {
    for (std::size_t e = 0; e < packing.cells[f].size(); ++e) {
      const PowerEdge& edge = packing.cells[f][e];
      const PowerCell& other = packing.cells[edge.neighbour];
      int matches = 0;
      for (std::size_t k = 0; k < other.size(); ++k) {
        const bool back =
            other[k].neighbour == f && other[k].shift_x == -edge.shift_x && other[k].shift_y == -edge.shift_y;
        if (back && std::abs(length(other, k) - length(packing.cells[f], e)) < 1e-6) ++matches;
      }
      CHECK(matches == 1);
      ++edges;
      crossing += edge.shift_x != 0 || edge.shift_y != 0;
    }
  }
  CHECK(edges == 6 * 61);  // Euler on a torus, three edges a corner
  CHECK(crossing > 0);
}

TEST_CASE("neighbouring fibres are parted by an endomysium of a few micrometres") {
  const Packing packing = pack(61, {1, 3});
  CHECK(packing.endomysium_um > 2);
  CHECK(packing.endomysium_um < 8);
  for (int f = 0; f < 61; ++f) {
    for (const Point2 q : packing.outlines[f]) {
      const Polygon cell = polygon_of(packing.cells[f]);
      double nearest = 1e9;
      for (std::size_t i = 0; i < cell.size(); ++i) {
        const Point2 a = cell[i], b = cell[(i + 1) % cell.size()];
        const double cross = (b.x_um - a.x_um) * (q.y_um - a.y_um) - (b.y_um - a.y_um) * (q.x_um - a.x_um);
        nearest = std::min(nearest, cross / std::hypot(b.x_um - a.x_um, b.y_um - a.y_um));
      }
      CHECK(nearest == doctest::Approx(packing.endomysium_um / 2).epsilon(1e-6));
    }
  }
}

TEST_CASE("drawn areas have the declared mean and spread") {
  const int n = 20000;
  const std::vector<double> areas = draw_fibre_areas(n, default_tissue(), {3, 0});
  const double mean = std::accumulate(areas.begin(), areas.end(), 0.0) / n;
  double variance = 0;
  for (double a : areas) variance += (a - mean) * (a - mean) / (n - 1);
  CHECK(std::abs(mean / 5400 - 1) < 4 * 0.22 / std::sqrt(n));
  CHECK(std::sqrt(variance) / mean == doctest::Approx(0.22).epsilon(0.03));
}

TEST_CASE("counts of types are the nearest to their fractions") {
  TissueParameters<double> parameters = default_tissue();
  for (const int fibres : {1, 10, 61, 97}) {
    for (const double I : {0.0, 0.44, 0.52, 1.0}) {
      parameters.type_I_fraction = I;
      const auto types = draw_fibre_types(fibres, parameters, {1, 1});
      const auto count = [&](FibreType t) { return double(std::count(types.begin(), types.end(), t)); };
      CHECK(std::abs(count(FibreType::I) - I * fibres) < 1);
      CHECK(std::abs(count(FibreType::IIa) - (1 - I) * 0.6 * fibres) < 1);
      CHECK(std::abs(count(FibreType::IIx) - (1 - I) * 0.4 * fibres) < 1);
    }
  }
  const auto one = draw_fibre_types(61, default_tissue(), {1, 1}),
             other = draw_fibre_types(61, default_tissue(), {1, 2});
  CHECK(one != other);
}
