#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "sim/numerics/random.hpp"
#include "sim/tissue/fields.hpp"

using namespace knead;

namespace {

using Field = std::vector<double>;
using Fields = std::vector<Field>;

Geometry bare(const Grid& grid) {
  Geometry geometry;
  geometry.grid = grid;
  geometry.capillaries_in_column.assign(static_cast<std::size_t>(grid.nx) * grid.ny, 0.0);
  return geometry;
}

/// Every seventh column has a capillary, every 35th two.
Geometry vascular(const Grid& grid) {
  Geometry geometry = bare(grid);
  for (std::size_t c = 0; c < geometry.capillaries_in_column.size(); c += 7) {
    geometry.capillaries_in_column[c] = c % 35 ? 1 : 2;
  }
  return geometry;
}

Field random_field(const Grid& grid, std::uint64_t seed) {
  Field field(grid.voxels());
  for (std::size_t v = 0; v < field.size(); ++v) field[v] = draw_uniform({seed, 0}, Purpose::test, v);
  return field;
}

double mean(const Field& field) {
  return std::accumulate(field.begin(), field.end(), 0.0) / static_cast<double>(field.size());
}

double largest_difference(const Field& a, const Field& b) {
  double largest = 0;
  for (std::size_t v = 0; v < a.size(); ++v) largest = std::max(largest, std::abs(a[v] - b[v]));
  return largest;
}

}  // namespace

TEST_CASE("without space every species decays by its own exponential however long the step") {
  const Grid grid{6, 5, 4, 25, 25, 25};
  const Transport transport(bare(grid), {{5.2, 4.5e-4, 0, 0}, {0, 1.58e-3, 0, 0}});
  const double dt = 7200, clearance = 1.7e-4;
  Fields fields(2, Field(grid.voxels(), 3.0));
  transport.advance(fields, dt, clearance, Transport::Half::first);
  for (double value : fields[0])
    REQUIRE(value == doctest::Approx(3 * std::exp(-(4.5e-4 + 1.7e-4) * dt)).epsilon(1e-13));
  for (double value : fields[1])
    REQUIRE(value == doctest::Approx(3 * std::exp(-(1.58e-3 + 1.7e-4) * dt)).epsilon(1e-13));
}

TEST_CASE("a planar source has the steady profile of its decay length") {
  const int n = 80;
  const Grid grid{3, n, 2, 10, 10, 10};
  const double D = 5.2, k = 4.5e-4, secretion = 1e-3, h = 20;  // decay length 107 um, a block of 800 um
  const Transport transport(bare(grid), {{D, k, 0, 0}});
  Fields fields(1, Field(grid.voxels(), 0.0));
  for (int step = 0; step < 2000; ++step) {
    transport.advance(fields, h / 2, 0, Transport::Half::first);
    for (int z = 0; z < 2; ++z) {
      for (int x = 0; x < 3; ++x) fields[0][z * 3 * n + x] += secretion * h;
    }
    transport.advance(fields, h / 2, 0, Transport::Half::second);
  }
  const double length = std::sqrt(D / k), box = n * grid.hy_um;
  for (int j = 0; j < n; ++j) {
    const double distance = std::min(j, n - j) * grid.hy_um;
    const double expected = secretion * grid.hy_um / (2 * std::sqrt(D * k)) * std::cosh((box / 2 - distance) / length) /
                            std::sinh(box / 2 / length);
    CHECK(fields[0][3 * j + 1] == doctest::Approx(expected).epsilon(0.005));
  }
}

TEST_CASE("where nothing diffuses each column exchanges by the exact solution of its own equation") {
  const Grid grid{14, 10, 3, 25, 25, 25};
  const Geometry geometry = vascular(grid);
  const double e = 2e-3, plasma = 4, decay = 3e-4, clearance = 1e-4, start = 11, dt = 900;
  const Transport transport(geometry, {{0, decay, plasma, e}});
  Fields fields(1, Field(grid.voxels(), start));
  for (int half = 0; half < 4; ++half) {
    transport.advance(fields, dt, clearance, half % 2 ? Transport::Half::second : Transport::Half::first);
  }
  const double mean_capillaries = mean(geometry.capillaries_in_column);
  for (std::size_t v = 0; v < fields[0].size(); ++v) {
    const double exchange = e * geometry.capillaries_in_column[v % 140] / mean_capillaries;
    const double rate = decay + clearance + exchange, steady = exchange * plasma / rate;
    REQUIRE(fields[0][v] == doctest::Approx(steady + (start - steady) * std::exp(-rate * 4 * dt)).epsilon(1e-12));
  }
}

TEST_CASE("a field at plasma level without decay stays there") {
  const Grid grid{14, 10, 3, 25, 25, 25};
  const Transport transport(vascular(grid), {{500, 0, 1.96, 0.013}});
  Fields fields(1, Field(grid.voxels(), 1.96));
  for (int half = 0; half < 50; ++half) {
    transport.advance(fields, 900, 0, half % 2 ? Transport::Half::second : Transport::Half::first);
  }
  for (double value : fields[0]) REQUIRE(value == doctest::Approx(1.96).epsilon(1e-12));
}

TEST_CASE("long steps of a fast exchange agree with capillaries resolved by short steps") {
  // Lactate. The reference keeps exchange within the capillaries' own columns: an explicit, independent scheme.
  const Grid grid{20, 20, 1, 25, 25, 25};
  Geometry geometry = bare(grid);
  for (int i = 0; i < 60; ++i) {
    geometry.capillaries_in_column[static_cast<std::size_t>(400 * draw_uniform({1, 1}, Purpose::test, i))] += 1;
  }
  const double D = 500, e = 0.013, t = 120;
  Field reference(400, 1.0), next(400);
  const double dt = 0.05, number = D * dt / 625;
  for (int step = 0; step < static_cast<int>(t / dt); ++step) {
    for (int j = 0; j < 20; ++j) {
      for (int i = 0; i < 20; ++i) {
        const auto at = [&](int x, int y) { return reference[(y + 20) % 20 * 20 + (x + 20) % 20]; };
        const double lap = at(i - 1, j) + at(i + 1, j) + at(i, j - 1) + at(i, j + 1) - 4 * at(i, j);
        const double rate = e * geometry.capillaries_in_column[j * 20 + i] * 400 / 60;
        next[j * 20 + i] = at(i, j) + number * lap - dt * rate * at(i, j);
      }
    }
    reference.swap(next);
  }
  const Transport transport(geometry, {{D, 0, 0, e}});
  for (const int steps : {1, 4, 40}) {
    Fields fields(1, Field(400, 1.0));
    for (int i = 0; i < steps; ++i) transport.advance(fields, t / steps, 0, Transport::Half::first);
    CHECK(std::log(mean(fields[0])) == doctest::Approx(std::log(mean(reference))).epsilon(0.1));
  }
}

TEST_CASE("the second half step is the transpose of the first") {
  const Grid grid{14, 10, 6, 25, 25, 25};
  const Transport transport(vascular(grid), {{5.2, 4.5e-4, 0, 3e-3}});
  const Field u = random_field(grid, 1), v = random_field(grid, 2);
  Fields forward = {u}, backward = {v};
  transport.advance(forward, 300, 1e-4, Transport::Half::first);
  transport.advance(backward, 300, 1e-4, Transport::Half::second);
  const double vFu = std::inner_product(v.begin(), v.end(), forward[0].begin(), 0.0);
  const double uGv = std::inner_product(u.begin(), u.end(), backward[0].begin(), 0.0);
  CHECK(vFu == doctest::Approx(uGv).epsilon(1e-13));
}

TEST_CASE("splitting against a nonlinear uptake is of second order") {
  const Grid grid{14, 10, 1, 25, 25, 25};
  const Transport transport(vascular(grid), {{5.2, 4.5e-4, 0.7, 3e-4}});
  const Field source = random_field(grid, 3);
  // N: c' = s - c^2 / 1e3, exactly: c = a tanh(...) through the addition theorem, a = sqrt(1e3 s).
  const auto react = [&](Field& c, double h) {
    for (std::size_t v = 0; v < c.size(); ++v) {
      const double a = std::sqrt(1e3 * 1e-3 * source[v]), th = a * std::tanh(h * 1e-3 * source[v] / a);
      c[v] = (c[v] + th) / (1 + c[v] * th / (a * a));
    }
  };
  const auto run = [&](int steps) {
    Fields fields = {random_field(grid, 4)};
    const double h = 1200.0 / steps;
    for (int i = 0; i < steps; ++i) {
      transport.advance(fields, h / 2, 0, Transport::Half::first);
      react(fields[0], h);
      transport.advance(fields, h / 2, 0, Transport::Half::second);
    }
    return fields[0];
  };
  const Field reference = run(2048);
  double last = largest_difference(run(32), reference);
  for (const int steps : {64, 128, 256}) {
    const double error = largest_difference(run(steps), reference);
    CHECK(std::log2(last / error) > 1.8);
    last = error;
  }
}

TEST_CASE("in a culture wells share nothing") {
  Geometry geometry = bare({5, 1, 1, 80, 80, 80});
  geometry.space = Space::wells;
  const Transport transport(geometry, {{5.2, 0, 0, 1e-3}});
  Fields fields = {{0, 1, 0, 7, 0}};
  transport.advance(fields, 3600, 0, Transport::Half::first);
  CHECK(fields[0] == Field{0, 1, 0, 7, 0});
}

TEST_CASE("a well-mixed tissue has one concentration that keeps what there is by weight") {
  Geometry geometry = bare({3, 1, 1, 80, 80, 80});
  geometry.space = Space::well_mixed;
  geometry.fibres.resize(3);
  for (int f = 0; f < 3; ++f) geometry.fibres[f].area_um2 = 1000.0 * (f + 1);
  const Transport transport(geometry, {{5.2, 0, 0, 0}});
  Fields fields = {{6, 0, 2}};
  transport.advance(fields, 3600, 0, Transport::Half::first);
  for (const double concentration : fields[0]) CHECK(concentration == doctest::Approx((6.0 + 2 * 3) / 6));
}

TEST_CASE("what cyclo-oxygenase makes at rest is made at the share that works, here and in plasma") {
  const double decay = 5e-4, rest = 2, share = 0.2, dt = 900;
  SpeciesTransport made{5.2, decay, rest, 1e-4, rest}, other = made;
  made.by_cyclo_oxygenase = true;
  Geometry geometry = bare({4, 4, 4, 25, 25, 25});
  geometry.capillaries_in_column.assign(16, 1);
  const Transport transport(geometry, {made, other});
  Fields fields(2, Field(64, rest)), whole = fields, unsaid = fields;
  transport.advance(fields, dt, 0, Transport::Half::first, {1, 1, share});
  for (const double value : fields[0])
    CHECK(value == doctest::Approx(rest * (share + (1 - share) * std::exp(-(decay + 1e-4) * dt))));
  for (const double value : fields[1]) CHECK(value == doctest::Approx(rest));
  transport.advance(whole, dt, 1e-4, Transport::Half::first, {1, 1, 1});
  transport.advance(unsaid, dt, 1e-4, Transport::Half::first);
  CHECK(whole == unsaid);
}

TEST_CASE("the largest voxel is half the shortest decay length") {
  const std::vector<SpeciesTransport> species = {{5.2, 4.5e-4, 0, 0}, {5.2, 1.58e-3, 0, 0}, {0, 1, 0, 0}};
  CHECK(decay_length_um(species[0], 0) == doctest::Approx(107.5).epsilon(1e-3));
  CHECK(largest_voxel_um(species, 0) == doctest::Approx(0.5 * std::sqrt(5.2 / 1.58e-3)));
  CHECK(largest_voxel_um(species, 1e-3) == doctest::Approx(0.5 * std::sqrt(5.2 / 2.58e-3)));
  CHECK(largest_voxel_um(std::vector<SpeciesTransport>{{5.2, 0, 0, 0}}, 0) == std::numeric_limits<double>::infinity());
}

TEST_CASE("a rate that is negative or not a number is refused") {
  CHECK_THROWS_AS(Transport(bare({4, 4, 4}), {{-1, 0, 0, 0}}), std::invalid_argument);
  CHECK_THROWS_AS(Transport(bare({4, 4, 4}), {{1, std::nan(""), 0, 0}}), std::invalid_argument);
}
