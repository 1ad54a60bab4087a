#include <doctest/doctest.h>
#include <tbb/task_arena.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "sim/numerics/diffusion.hpp"
#include "sim/numerics/random.hpp"

using namespace knead;

namespace {

using Field = std::vector<double>;

void step(const Grid& grid, Field& field, double diffusivity, double dt, SweepOrder order = SweepOrder::xyz) {
  const std::vector<DiffusionStep> steps(1, DiffusionStep(grid, diffusivity, dt));
  const std::vector<double*> fields = {field.data()};
  diffuse(grid, steps, fields, order);
}

Field random_field(const Grid& grid, std::uint64_t seed) {
  Field field(grid.voxels());
  for (std::size_t v = 0; v < field.size(); ++v) field[v] = draw_uniform({seed, 0}, Purpose::test, v);
  return field;
}

double sum(const Field& field) {
  long double total = 0;
  for (double value : field) total += value;
  return static_cast<double>(total);
}

double largest_difference(const Field& a, const Field& b) {
  double largest = 0;
  for (std::size_t v = 0; v < a.size(); ++v) largest = std::max(largest, std::abs(a[v] - b[v]));
  return largest;
}

/// Eigenvalue of -h^2 lap on a ring of n for wave number k.
double eigenvalue(int k, int n) { return 2 - 2 * std::cos(2 * std::numbers::pi * k / n); }

/// Solves (1 + a L) x = right on a periodic line by Gaussian elimination of the whole matrix (diagonally dominant).
Field dense_solve(double a, Field right) {
  const int n = static_cast<int>(right.size());
  std::vector<Field> m(n, Field(n, 0.0));
  for (int i = 0; i < n; ++i) {
    m[i][i] += 1 + 2 * a;
    m[i][(i + 1) % n] -= a;
    m[i][(i + n - 1) % n] -= a;
  }
  for (int p = 0; p < n; ++p) {
    for (int i = p + 1; i < n; ++i) {
      const double factor = m[i][p] / m[p][p];
      for (int j = p; j < n; ++j) m[i][j] -= factor * m[p][j];
      right[i] -= factor * right[p];
    }
  }
  for (int p = n - 1; p >= 0; --p) {
    for (int j = p + 1; j < n; ++j) right[p] -= m[p][j] * right[j];
    right[p] /= m[p][p];
  }
  return right;
}

/// u - b L u on a periodic line.
Field explicit_part(double b, const Field& u) {
  const std::size_t n = u.size();
  Field result(n);
  for (std::size_t i = 0; i < n; ++i) result[i] = u[i] - b * (2 * u[i] - u[(i + 1) % n] - u[(i + n - 1) % n]);
  return result;
}

/// The amplification of a mode with z = D dt eigenvalue / h^2, from the schemes' definitions.
double crank_nicolson(double z) { return (1 - z / 2) / (1 + z / 2); }
double tr_bdf2(double z) {
  const double g = 2 - std::sqrt(2.0);
  const double after_tr = (1 - g * z / 2) / (1 + g * z / 2);
  return (after_tr / (g * (2 - g)) - (1 - g) * (1 - g) / (g * (2 - g))) / (1 + (1 - g) / (2 - g) * z);
}

Field cosine(const Grid& grid, int kx, int ky, int kz) {
  Field field(grid.voxels());
  for (int k = 0; k < grid.nz; ++k) {
    for (int j = 0; j < grid.ny; ++j) {
      for (int i = 0; i < grid.nx; ++i) {
        const double phase = double(kx * i) / grid.nx + double(ky * j) / grid.ny + double(kz * k) / grid.nz;
        field[(std::size_t(k) * grid.ny + j) * grid.nx + i] = std::cos(2 * std::numbers::pi * phase);
      }
    }
  }
  return field;
}

}  // namespace

TEST_CASE("a cosine keeps its shape and falls by the schemes' amplification on every axis") {
  const Grid grid{18, 11, 7, 1.0, 2.5, 0.4};
  const double D = 0.9, dt = 1.1;
  const DiffusionStep made(grid, D, dt);
  REQUIRE(made.axes()[0].scheme == AxisStep::Scheme::crank_nicolson);
  REQUIRE(made.axes()[2].scheme == AxisStep::Scheme::tr_bdf2);
  for (const auto& [kx, ky, kz] : {std::array{1, 0, 0}, {0, 2, 0}, {0, 0, 3}, {9, 0, 0}, {3, 5, 1}, {7, 1, 3}}) {
    const Field before = cosine(grid, kx, ky, kz);
    const double factor = crank_nicolson(D * dt * eigenvalue(kx, 18)) *
                          crank_nicolson(D * dt / 6.25 * eigenvalue(ky, 11)) *
                          tr_bdf2(D * dt / 0.16 * eigenvalue(kz, 7));
    for (const auto order : {SweepOrder::xyz, SweepOrder::zyx}) {
      Field after = before;
      step(grid, after, D, dt, order);
      Field expected = before;
      for (double& value : expected) value *= factor;
      CHECK(largest_difference(after, expected) < 3e-15);
    }
  }
}

TEST_CASE("a line of any length along any axis agrees with a dense solver") {
  for (const double number : {0.02, 0.7, 1.5, 1.6, 40.0, 5000.0}) {
    for (const int n : {2, 3, 5, 8, 9, 23, 70}) {
      const Field before = random_field({n, 1, 1}, static_cast<std::uint64_t>(n));
      Field expected;
      if (number <= crank_nicolson_limit) {
        expected = dense_solve(number / 2, explicit_part(number / 2, before));
      } else {
        const double g = 2 - std::sqrt(2.0);
        Field right = dense_solve(g * number / 2, explicit_part(g * number / 2, before));
        for (int i = 0; i < n; ++i) right[i] = (right[i] - (1 - g) * (1 - g) * before[i]) / (g * (2 - g));
        expected = dense_solve((1 - g) / (2 - g) * number, right);
      }
      for (const Grid& grid : {Grid{n, 1, 1}, Grid{1, n, 1}, Grid{1, 1, n}}) {
        Field after = before;
        step(grid, after, number, 1.0);
        CHECK(largest_difference(after, expected) < 1e-12);
      }
    }
  }
}

TEST_CASE("a Gaussian spreads by 2 D t on each axis") {
  const Grid grid{64, 32, 32, 1.0, 2.0, 2.0};
  const double D = 0.5, t = 30, dt = 0.5, variance = 36;
  const auto gaussian = [&](double v) {
    Field field(grid.voxels());
    for (std::size_t at = 0; at < field.size(); ++at) {
      const double x = double(at % 64) - 32, y = 2 * (double(at / 64 % 32) - 16), z = 2 * (double(at / 2048) - 16);
      field[at] = std::pow(variance / v, 1.5) * std::exp(-(x * x + y * y + z * z) / (2 * v));
    }
    return field;
  };
  Field field = gaussian(variance);
  for (int n = 0; n < static_cast<int>(t / dt); ++n) step(grid, field, D, dt);
  const Field expected = gaussian(variance + 2 * D * t);
  CHECK(largest_difference(field, expected) < 0.01 * expected[(16 * 32 + 16) * 64 + 32]);
}

TEST_CASE("the error falls with the square of the time step in both schemes") {
  // A short ring keeps D dt / h^2 small, a long one makes it large for a wave that falls by the same exp(-2).
  for (const auto& [n, scheme] : {std::pair{10, AxisStep::Scheme::crank_nicolson}, {640, AxisStep::Scheme::tr_bdf2}}) {
    const Grid grid{n, n == 10 ? 12 : 1, 1};
    const int ky = n == 10 ? 1 : 0;
    const double t = 2.0 / (eigenvalue(1, n) + eigenvalue(ky, grid.ny));
    std::vector<double> errors;
    for (const int steps : {4, 8, 16, 32}) {
      REQUIRE(DiffusionStep(grid, 1.0, t / steps).axes()[0].scheme == scheme);
      Field field = cosine(grid, 1, ky, 0);
      for (int i = 0; i < steps; ++i) step(grid, field, 1.0, t / steps);
      errors.push_back(std::abs(field[0] - std::exp(-2.0)));
    }
    for (int i = 0; i + 1 < 4; ++i) CHECK(std::log2(errors[i] / errors[i + 1]) > 1.9);
  }
}

TEST_CASE("the error falls with the square of the voxel") {
  std::vector<double> errors;
  for (const int n : {8, 16, 32}) {
    const double h = 1.0 / n, wave = 2 * std::numbers::pi, t = 1.0 / (3 * wave * wave);
    const Grid grid{n, n, n, h, h, h};
    Field field = cosine(grid, 1, 1, 1);
    for (int i = 0; i < 200; ++i) step(grid, field, 1.0, t / 200);
    errors.push_back(std::abs(field[0] - std::exp(-1.0)));
  }
  CHECK(std::log2(errors[0] / errors[1]) > 1.9);
  CHECK(std::log2(errors[1] / errors[2]) > 1.9);
}

TEST_CASE("diffusion neither makes nor loses anything") {
  for (const Grid& grid : {Grid{23, 23, 40}, Grid{64, 8, 3}, Grid{1, 2, 33, 1, 0.1, 1}, Grid{5, 1, 1}}) {
    for (const double D : {0.3, 1.4, 30.0, 3000.0}) {
      Field field = random_field(grid, 3);
      const double before = sum(field);
      for (int i = 0; i < 20; ++i) step(grid, field, D, 1.0, i % 2 ? SweepOrder::zyx : SweepOrder::xyz);
      CHECK(std::abs(sum(field) / before - 1) < 20 * 2e-14);
    }
  }
}

TEST_CASE("Crank-Nicolson within its limit makes no new extremum and TR-BDF2 is positive up to 4.12") {
  for (const double number : {0.1, 1.0, crank_nicolson_limit, 1.51, 4.12}) {
    for (const Grid& grid : {Grid{31, 17, 9}, Grid{2, 3, 64}}) {
      Field field(grid.voxels(), 0.0);
      field[grid.voxels() / 2] = 1;
      step(grid, field, number, 1.0);
      for (double value : field) REQUIRE(value >= -1e-17);
      for (double value : field) REQUIRE(value <= 1);
    }
  }
}

TEST_CASE("where D dt / h^2 is large a checkerboard dies at once") {
  const Grid grid{8, 8, 8};
  Field field(grid.voxels());
  for (std::size_t v = 0; v < field.size(); ++v) field[v] = (v + v / 8 + v / 64) % 2 ? 1.0 : -1.0;
  step(grid, field, 1e4, 1.0);
  for (double value : field) REQUIRE(std::abs(value) < 1e-8);
}

TEST_CASE("turning the axes turns the result and the order of sweeps does not matter") {
  const Grid grid{12, 9, 20, 1.0, 1.3, 0.5}, turned{20, 12, 9, 0.5, 1.0, 1.3};
  const Field before = random_field(grid, 5);
  const auto turn = [&](const Field& field) {
    Field result(field.size());
    for (int k = 0; k < 20; ++k) {
      for (int j = 0; j < 9; ++j) {
        for (int i = 0; i < 12; ++i) result[(j * 12 + i) * 20 + k] = field[(k * 9 + j) * 12 + i];
      }
    }
    return result;
  };
  Field straight = before, reversed = before, around = turn(before);
  step(grid, straight, 0.8, 1.0, SweepOrder::xyz);
  step(grid, reversed, 0.8, 1.0, SweepOrder::zyx);
  step(turned, around, 0.8, 1.0);
  CHECK(largest_difference(straight, reversed) < 1e-14);
  CHECK(largest_difference(turn(straight), around) < 1e-14);
}

TEST_CASE("a line has the same bits wherever it lies among the lanes") {
  const int n = 29;
  const Field line = random_field({n, 1, 1}, 7);
  for (const double number : {0.9, 12.0}) {
    for (const int others : {1, 2, 7, 8, 13, 33, 70}) {
      for (int axis = 0; axis < 3; ++axis) {
        Grid grid{others, others, others, 1e9, 1e9, 1e9};  // nothing crosses between lines
        const std::size_t stride = axis == 0 ? 1 : axis == 1 ? others : std::size_t(others) * others;
        (axis == 0 ? grid.nx : axis == 1 ? grid.ny : grid.nz) = n;
        (axis == 0 ? grid.hx_um : axis == 1 ? grid.hy_um : grid.hz_um) = 1;
        (axis == 2 ? grid.nx : grid.nz) = 1;
        Field field(grid.voxels());
        const std::size_t pitch = axis == 2 ? grid.ny : stride;
        for (std::size_t v = 0; v < field.size(); ++v) field[v] = line[v / pitch % n];
        step(grid, field, number, 1.0);
        Field alone = line;
        step({n, 1, 1}, alone, number, 1.0);
        bool same = true;
        for (std::size_t v = 0; v < field.size(); ++v) same = same && field[v] == alone[v / pitch % n];
        CHECK(same);
      }
    }
  }
}

TEST_CASE("one thread and two give the same bits") {
  const Grid grid{37, 30, 41};
  const auto run = [&](int threads) {
    std::vector<Field> fields;
    std::vector<double*> values;
    std::vector<DiffusionStep> steps;
    for (std::uint64_t s = 0; s < 3; ++s) fields.push_back(random_field(grid, s));
    for (std::size_t s = 0; s < 3; ++s) {
      values.push_back(fields[s].data());
      steps.emplace_back(grid, 0.4 + 2.0 * double(s), 1.0);
    }
    tbb::task_arena arena(threads);
    arena.execute([&] {
      for (int i = 0; i < 20; ++i) diffuse(grid, steps, values, i % 2 ? SweepOrder::zyx : SweepOrder::xyz);
    });
    return fields;
  };
  CHECK(run(1) == run(2));
}

TEST_CASE("a diffusivity or step that is not a number of its kind is refused") {
  const Grid grid{4, 4, 4};
  CHECK_THROWS_AS(DiffusionStep(grid, -1.0, 1.0), std::invalid_argument);
  CHECK_THROWS_AS(DiffusionStep(grid, 1.0, -1.0), std::invalid_argument);
  CHECK_THROWS_AS(DiffusionStep(grid, std::nan(""), 1.0), std::invalid_argument);
  Field field = random_field(grid, 1);
  const Field before = field;
  step(grid, field, 0.0, 1.0);
  CHECK(field == before);
}
