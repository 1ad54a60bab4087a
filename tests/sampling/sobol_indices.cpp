// Sobol indices against functions whose indices are known.

#include "sim/sampling/sobol_indices.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <stdexcept>

using knead::saltelli_points;
using knead::sobol_indices;
using knead::SobolIndex;
using knead::SobolIndices;

namespace {

using Inputs = std::vector<double>;
using Function = std::function<double(const Inputs&)>;

std::vector<double> outputs_of(const Function& f, std::size_t inputs, std::size_t n, std::uint64_t seed) {
  std::vector<double> outputs;
  for (const Inputs& point : saltelli_points(inputs, n, seed)) outputs.push_back(f(point));
  return outputs;
}

SobolIndices indices_of(const Function& f, std::size_t inputs, std::size_t n, std::uint64_t seed = 1,
                        int bootstraps = 400) {
  return sobol_indices(outputs_of(f, inputs, n, seed), inputs, bootstraps, seed);
}

bool holds(const SobolIndex& index, double value) { return index.low <= value && value <= index.high; }

/// Ishigami and Homma 1990, with a = 7 and b = 0.1, of three inputs in (-pi, pi).
double ishigami(const Inputs& u) {
  const auto x = [&](int i) { return std::numbers::pi * (2 * u[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}
const Inputs ishigami_first{0.3139, 0.4424, 0}, ishigami_total{0.5576, 0.4424, 0.2437};

/// Sobol's g-function: the larger a, the less an input matters.
const Inputs g_a{0, 1, 4.5, 9, 99, 99};
double g_function(const Inputs& u) {
  double product = 1;
  for (std::size_t i = 0; i < g_a.size(); ++i) product *= (std::abs(4 * u[i] - 2) + g_a[i]) / (1 + g_a[i]);
  return product;
}
double g_part(std::size_t i) { return 1.0 / 3 / std::pow(1 + g_a[i], 2); }
double g_variance() {
  double product = 1;
  for (std::size_t i = 0; i < g_a.size(); ++i) product *= 1 + g_part(i);
  return product - 1;
}

}  // namespace

TEST_CASE("Saltelli's design exchanges one column at a time") {
  const auto points = saltelli_points(3, 8, 1);
  REQUIRE(points.size() == 8 * 5);
  for (std::size_t row = 0; row < 8; ++row)
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t column = 0; column < 3; ++column)
        CHECK(points[(i + 2) * 8 + row][column] == points[(i == column ? 8 : 0) + row][column]);
  CHECK(saltelli_points(3, 8, 1) == points);
  CHECK(saltelli_points(3, 8, 2) != points);
}

TEST_CASE("no two of many inputs go together, however few the rows") {
  const auto largest = [](std::size_t inputs, std::size_t n) {
    const auto points = saltelli_points(inputs, n, 1);
    double most = 0;
    for (std::size_t i = 0; i < 2 * inputs; ++i)
      for (std::size_t j = 0; j < i; ++j) {
        double product = 0;
        for (std::size_t row = 0; row < n; ++row) {
          const auto share = [&](std::size_t axis) {
            return points[(axis < inputs ? 0 : n) + row][axis % inputs] - 0.5;
          };
          product += 12 * share(i) * share(j) / static_cast<double>(n);
        }
        most = std::max(most, std::abs(product));
      }
    return most;
  };
  CHECK(largest(6, 64) < 0.25);    // a Sobol sequence
  CHECK(largest(40, 512) < 0.25);  // so here
  CHECK(largest(40, 64) < 0.55);   // a Latin hypercube, where two axes of the sequence have 0.93
  CHECK(largest(80, 256) < 0.35);  // so here, for 0.94
}

TEST_CASE("the Ishigami function has its analytic indices") {
  const SobolIndices indices = indices_of(ishigami, 3, 2048);
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(holds(indices.first[i], ishigami_first[i]));
    CHECK(holds(indices.total[i], ishigami_total[i]));
    CHECK(indices.first[i].value == doctest::Approx(ishigami_first[i]).epsilon(0.02).scale(1));
    CHECK(indices.total[i].value == doctest::Approx(ishigami_total[i]).epsilon(0.02).scale(1));
  }
  CHECK(holds(indices.alone, 0.7563));
  CHECK(indices.mean == doctest::Approx(3.5).epsilon(0.01));
  CHECK(indices.variance == doctest::Approx(13.845).epsilon(0.02));
  CHECK(indices.rows == 2048);
}

TEST_CASE("in an additive model first order and total are the share of the variance") {
  const Inputs weight{3, 2, 1, 0};
  const auto f = [&](const Inputs& u) { return 1e6 + weight[0] * u[0] + weight[1] * u[1] + weight[2] * u[2]; };
  const SobolIndices indices = indices_of(f, 4, 512);
  for (std::size_t i = 0; i < 4; ++i) {
    const double share = weight[i] * weight[i] / 14;
    CHECK(holds(indices.first[i], share));
    CHECK(holds(indices.total[i], share));
    CHECK(indices.total[i].value == doctest::Approx(share).epsilon(0.01).scale(1));
  }
  CHECK(holds(indices.alone, 1));
}

TEST_CASE("the g-function has its analytic indices") {
  const SobolIndices indices = indices_of(g_function, 6, 4096);
  for (std::size_t i = 0; i < 6; ++i) {
    CAPTURE(i);
    const double first = g_part(i) / g_variance(),
                 total = (1 + g_variance()) * g_part(i) / (1 + g_part(i)) / g_variance();
    CHECK(indices.first[i].value == doctest::Approx(first).epsilon(0.02).scale(1));
    CHECK(indices.total[i].value == doctest::Approx(total).epsilon(0.02).scale(1));
    CHECK(holds(indices.first[i], first));
    CHECK(holds(indices.total[i], total));
  }
}

TEST_CASE("95 % intervals hold the true index about so often") {
  int first = 0, total = 0;
  const int seeds = 100;
  for (int seed = 1; seed <= seeds; ++seed) {
    const SobolIndices indices = indices_of(ishigami, 3, 256, static_cast<std::uint64_t>(seed), 200);
    for (std::size_t i = 0; i < 3; ++i) {
      first += holds(indices.first[i], ishigami_first[i]);
      total += holds(indices.total[i], ishigami_total[i]);
    }
  }
  CAPTURE(first);
  CAPTURE(total);
  CHECK(first >= 0.85 * 3 * seeds);
  CHECK(total >= 0.85 * 3 * seeds);
}

TEST_CASE("an inert input has no share at all") {
  const SobolIndices indices = indices_of([](const Inputs& u) { return std::exp(u[0]) * u[1]; }, 3, 128);
  CHECK(indices.first[2].value == 0);
  CHECK(indices.total[2].value == 0);
  CHECK(holds(indices.first[2], 0));
  CHECK(holds(indices.total[2], 0));
}

TEST_CASE("what does not vary has no indices but 0") {
  const SobolIndices indices = indices_of([](const Inputs&) { return 0.1; }, 2, 64);
  CHECK(indices.variance == 0);
  CHECK(indices.mean == 0.1);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(indices.first[i].value == 0);
    CHECK(indices.total[i].high == 0);
  }
}

TEST_CASE("a row that is not whole is left out") {
  std::vector<double> outputs = outputs_of(ishigami, 3, 64, 1), without;
  outputs[3] = outputs[2 * 64 + 7] = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (i % 64 != 3 && i % 64 != 7) without.push_back(outputs[i]);
  const SobolIndices indices = sobol_indices(outputs, 3, 100, 1), expected = sobol_indices(without, 3, 100, 1);
  CHECK(indices.rows == 62);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(indices.first[i].value == expected.first[i].value);
    CHECK(indices.total[i].high == expected.total[i].high);
  }
  const std::vector<double> none(5 * 4, std::numeric_limits<double>::quiet_NaN());
  CHECK(sobol_indices(none, 3, 10, 1).rows == 0);
  CHECK(std::isnan(sobol_indices(none, 3, 10, 1).total[0].value));
  CHECK_THROWS_AS(sobol_indices(std::vector<double>(7), 3, 10, 1), std::invalid_argument);
}

TEST_CASE("the same outputs give the same bits") {
  const auto once = indices_of(ishigami, 3, 128), again = indices_of(ishigami, 3, 128);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(once.first[i].low == again.first[i].low);
    CHECK(once.total[i].high == again.total[i].high);
  }
}
