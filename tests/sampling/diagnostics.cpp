#include "sim/sampling/diagnostics.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "sim/numerics/quantile.hpp"
#include "tests/sampling/moments.hpp"

using namespace knead;
using namespace knead::test;

namespace {

using Draws = std::vector<std::vector<double>>;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// x_n = rho x_(n-1) + noise, of variance 1.
Draws autoregressive(std::size_t chains, std::size_t n, double rho) {
  Draws draws(chains);
  for (std::size_t c = 0; c < chains; ++c) {
    double x = test_normal(20, c, 0);
    for (std::size_t i = 1; i <= n; ++i) {
      x = rho * x + std::sqrt(1 - rho * rho) * test_normal(20, c, i);
      draws[c].push_back(x);
    }
  }
  return draws;
}

/// Chain c becomes mean[c] + sd[c] x.
Draws moved(Draws draws, const std::vector<double>& mean, const std::vector<double>& sd) {
  for (std::size_t c = 0; c < draws.size(); ++c)
    for (double& x : draws[c]) x = mean[c] + sd[c] * x;
  return draws;
}

}  // namespace

TEST_CASE("R-hat is about 1 for chains alike and larger for others") {
  const Draws alike = autoregressive(4, 1000, 0);
  CHECK(rank_normalised_r_hat(alike) < 1.01);
  CHECK(rank_normalised_r_hat(alike) > 0.99);
  CHECK(rank_normalised_r_hat(moved(alike, {0, 0, 0, 1.5}, {1, 1, 1, 1})) > 1.1);
  CHECK(rank_normalised_r_hat(moved(alike, {0, 0, 0, 0}, {1, 1, 1, 4})) > 1.1);  // seen by folding alone
  // A chain that drifts differs from itself.
  Draws drifting = alike;
  for (auto& chain : drifting)
    for (std::size_t i = 0; i < chain.size(); ++i) chain[i] += 3 * static_cast<double>(i) / 1000;
  CHECK(rank_normalised_r_hat(drifting) > 1.1);
  // Ranks do not care for a scale.
  Draws heavy = alike;
  for (auto& chain : heavy)
    for (double& x : chain) x = std::exp(20 * x);
  CHECK(rank_normalised_r_hat(heavy) < 1.05);
  CHECK(bulk_effective_size(heavy) == doctest::Approx(bulk_effective_size(alike)));
}

TEST_CASE("R-hat by hand") {
  // Halves (1 2) (5 6) (3 4) (7 8): their ranks are the draws.
  const Draws chains{{1, 2, 5, 6}, {3, 4, 7, 8}};
  const auto z = [](double rank) { return boost::math::quantile(boost::math::normal{}, (rank - 0.375) / 8.25); };
  double within = 0, square = 0;  // the means add up to 0
  for (int half = 0; half < 4; ++half) {
    const double low = z(2 * half + 1), high = z(2 * half + 2), mean = (low + high) / 2;
    within += (high - low) * (high - low) / 2 / 4;
    square += mean * mean / 3;
  }
  CHECK(rank_normalised_r_hat(chains) == doctest::Approx(std::sqrt((within / 2 + square) / within)));
  // The middle draw of an odd number is not looked at.
  CHECK(rank_normalised_r_hat({{1, 2, 1e9, 5, 6}, {3, 4, -1e9, 7, 8}}) == rank_normalised_r_hat(chains));
}

TEST_CASE("R-hat of chains that stand still") {
  CHECK(rank_normalised_r_hat(Draws(3, std::vector<double>(10, 0.1))) == 1);
  CHECK(rank_normalised_r_hat({std::vector<double>(10, 0.1), std::vector<double>(10, 0.7)}) == infinity);
  CHECK(rank_normalised_r_hat(
            {std::vector<double>(7, 0.1), std::vector<double>(7, 0.3), std::vector<double>(7, 0.7)}) == infinity);
  CHECK(bulk_effective_size(Draws(3, std::vector<double>(10, 0.1))) == 0);
  CHECK(bulk_effective_size({std::vector<double>(100, 0.1), std::vector<double>(100, 0.7)}) < 4);
}

TEST_CASE("diagnostics refuse what they cannot judge") {
  CHECK_THROWS_AS(rank_normalised_r_hat({}), std::invalid_argument);
  CHECK_THROWS_AS(rank_normalised_r_hat({{1, 2, 3}}), std::invalid_argument);
  CHECK_THROWS_AS(bulk_effective_size({{1, 2, 3, 4}, {1, 2, 3, 4, 5}}), std::invalid_argument);
  CHECK(std::isnan(rank_normalised_r_hat({{1, 2, 3, std::nan("")}})));
  CHECK(std::isnan(bulk_effective_size({{1, 2, 3, -infinity}})));
}

TEST_CASE("effective number of draws of an autoregressive process") {
  for (const double rho : {-0.3, 0.0, 0.5, 0.9}) {
    CAPTURE(rho);
    const double n = 4 * 5000, analytic = n * (1 - rho) / (1 + rho);
    CHECK(bulk_effective_size(autoregressive(4, 5000, rho)) == doctest::Approx(analytic).epsilon(0.15));
  }
  // Chains about different means are worth little more than one draw each.
  CHECK(bulk_effective_size(moved(autoregressive(4, 5000, 0), {0, 10, 20, 30}, {1, 1, 1, 1})) < 10);
}

TEST_CASE("weights and how many they are worth") {
  CHECK(effective_size({0, 0, 0, 0}) == doctest::Approx(4));
  CHECK(effective_size({-1e4, -1e4, -infinity}) == doctest::Approx(2));
  CHECK(effective_size({std::log(3.0), std::log(1.0)}) == doctest::Approx(16 / 10.0));
  CHECK(effective_size({-infinity, -infinity}) == 0);
  CHECK(effective_size({}) == 0);
  const std::vector<double> weights = normalised({1000 + std::log(3.0), 1000, -infinity});
  CHECK(weights[0] == doctest::Approx(0.75));
  CHECK(weights[1] == doctest::Approx(0.25));
  CHECK(weights[2] == 0);
  CHECK_THROWS_AS(normalised({-infinity, -infinity}), std::invalid_argument);
  CHECK_THROWS_AS(normalised({}), std::invalid_argument);
}

TEST_CASE("a weighted quantile of equal weights is the quantile") {
  for (const std::size_t n : {1, 2, 7, 100}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(test_normal(21, n, i));
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const std::vector<double> weights(n, 1 / static_cast<double>(n));
    for (const double q : {0.0, 0.025, 0.3, 0.5, 0.975, 1.0})
      CHECK(weighted_quantile(values, weights, q) == doctest::Approx(quantile(sorted, q)));
  }
}

TEST_CASE("weighted quantiles by hand") {
  // Of weights 1/2 1/4 1/4 n = 8/3: the middle 3/8 of the distribution, from 5/16 to 11/16, are half 1, half 2.
  const std::vector<double> values{3, 1, 2}, weights{0.25, 0.5, 0.25};
  CHECK(weighted_quantile(values, weights, 0.5) == doctest::Approx(1.5));
  CHECK(weighted_quantile(values, weights, 0) == doctest::Approx(1));
  CHECK(weighted_quantile(values, weights, 1) == doctest::Approx((0.25 * 3 + 0.125 * 2) / 0.375));
  // What has no weight changes nothing, wherever it lies; what has all of it is the answer.
  CHECK(weighted_quantile({3, 1, 2, -50, 1.5, 50}, {0.25, 0.5, 0.25, 0, 0, 0}, 0.5) == doctest::Approx(1.5));
  for (const double q : {0.0, 0.4, 1.0}) CHECK(weighted_quantile({5, 6, 7}, {0, 1, 0}, q) == 6);
  CHECK(weighted_quantile({5, 6}, {1 - 1e-12, 1e-12}, 0.975) == doctest::Approx(5));
  CHECK_THROWS_AS(weighted_quantile({}, {}, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(weighted_quantile({1, 2}, {1}, 0.5), std::invalid_argument);
}

TEST_CASE("weighted draws of a wide normal give the quantiles of a narrow one") {
  std::vector<double> values, log_weights;
  for (std::uint64_t i = 0; i < 40000; ++i) {
    const double x = 2 * test_normal(22, 0, i);
    values.push_back(x);
    log_weights.push_back(-x * x / 2 + x * x / 8);
  }
  const std::vector<double> weights = normalised(log_weights);
  CHECK(weighted_quantile(values, weights, 0.5) == doctest::Approx(0).epsilon(0.03));
  CHECK(weighted_quantile(values, weights, 0.975) == doctest::Approx(1.96).epsilon(0.03));
  CHECK(weighted_quantile(values, weights, 0.025) == doctest::Approx(-1.96).epsilon(0.03));
}

TEST_CASE("systematic counts follow the weights") {
  CHECK(systematic_counts({0.25, 0.25, 0.25, 0.25}, 8) == std::vector<int>{2, 2, 2, 2});
  CHECK(systematic_counts({0.5, 0, 0.125, 0.375}, 8) == std::vector<int>{4, 0, 1, 3});
  const std::vector<double> weights{0.013, 0.321, 0.2, 0.4, 0.066};
  const std::vector<int> counts = systematic_counts(weights, 100);
  int sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    sum += counts[k];
    CHECK(std::abs(counts[k] - 100 * weights[k]) < 1);
  }
  CHECK(sum == 100);
}
