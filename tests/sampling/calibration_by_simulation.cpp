// Is the sampler right? Parameters from the prior, data from them, a posterior from those: ranks are uniform. And the
// check itself: with a posterior that is wrong they are not.

#include <doctest/doctest.h>

#include <stdexcept>

#include "sim/sampling/chains.hpp"
#include "sim/sampling/diagnostics.hpp"
#include "sim/sampling/rank_statistics.hpp"
#include "tests/sampling/linear_gaussian.hpp"

using namespace knead;
using namespace knead::test;

namespace {

constexpr int replicates = 200, kept = 63, bins = 8;
constexpr std::size_t parameters = 3;

/// As many draws as are kept, far enough apart to be independent: the chains are drawn out until they are.
std::vector<Point> thinned_posterior(const LinearGaussian& model, std::uint64_t seed) {
  Chains chains{.seed = seed, .steps = {0.9, 0.9}, .points = {}, .log_likelihoods = {}};
  for (std::size_t c = 0; c < 3; ++c) chains.points.push_back(test_normals(parameters, seed, 2000 + c));
  const InformedDirections directions = rough_directions(model);
  advance(chains, model.target(), directions, 100);
  for (int steps = 630;; steps *= 2) {
    const ChainRound round = advance(chains, model.target(), directions, steps);
    double least = 1e9;
    for (std::size_t i = 0; i < parameters; ++i)
      least = std::min(least, bulk_effective_size(coordinate(round.points, i)));
    if (least < 4 * kept) continue;
    std::vector<Point> draws;
    for (const auto& chain : round.points)
      for (int n = 1; n <= kept / 3; ++n) draws.push_back(chain[static_cast<std::size_t>(n * steps / (kept / 3) - 1)]);
    return draws;
  }
}

/// P of uniform ranks of each parameter, when the fit takes `assumed` times the SD of the data.
std::vector<double> calibration(double assumed) {
  std::vector<std::vector<int>> ranks(parameters);
  for (int r = 0; r < replicates; ++r) {
    const std::uint64_t seed = 5000 + static_cast<std::uint64_t>(r);
    LinearGaussian model = drawn_linear_gaussian(4, static_cast<int>(parameters), 0.8, seed);
    const Point truth = test_normals(parameters, seed, 1000);  // what the data were made of
    model.sd *= assumed;
    const std::vector<Point> draws = thinned_posterior(model, seed);
    for (std::size_t i = 0; i < parameters; ++i) {
      std::vector<double> of_parameter;
      for (const Point& z : draws) of_parameter.push_back(z[i]);
      ranks[i].push_back(rank_of(truth[i], of_parameter));
    }
  }
  std::vector<double> p;
  for (const auto& of_parameter : ranks) p.push_back(uniformity_p(of_parameter, kept, bins));
  return p;
}

}  // namespace

TEST_CASE("ranks of the truth among the sampler's draws are uniform") {
  for (const double p : calibration(1)) CHECK(p > 0.001);
}

TEST_CASE("ranks of the truth in a wrong posterior are not uniform") {
  for (const double p : calibration(0.5)) CHECK(p < 0.001);
}

TEST_CASE("a rank counts the draws below") {
  CHECK(rank_of(0.5, {1, 0, 0.2, 3}) == 2);
  CHECK(rank_of(-1, {1, 0}) == 0);
  CHECK(rank_of(9, {1, 0}) == 2);
  CHECK(rank_of(9, {}) == 0);
}

TEST_CASE("uniformity by hand") {
  // Two bins of 8 and 2: chi-squared 3.6, with 1 degree of freedom.
  CHECK(uniformity_p({0, 0, 0, 0, 1, 1, 1, 1, 2, 3}, 3, 2) == doctest::Approx(0.0577796));
  CHECK(uniformity_p({0, 1, 2, 3}, 3, 4) == 1);
  // 10 ranks in 3 bins of 4, 3 and 3: as many seen as expected.
  CHECK(uniformity_p({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 9, 3) == doctest::Approx(1));
  CHECK(uniformity_p({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0}, 9, 3) > 0.5);
  CHECK(uniformity_p(std::vector<int>(100, 5), 9, 3) < 1e-20);
  CHECK_THROWS_AS(uniformity_p({}, 3, 2), std::invalid_argument);
  CHECK_THROWS_AS(uniformity_p({4}, 3, 2), std::invalid_argument);
  CHECK_THROWS_AS(uniformity_p({1}, 3, 5), std::invalid_argument);
  CHECK_THROWS_AS(uniformity_p({1}, 3, 1), std::invalid_argument);
}

TEST_CASE("uniformity is judged rightly over many tests") {
  // Of uniform ranks 5 % come out below 0.05, with bins of unequal width too.
  int below = 0;
  constexpr int tests = 1000;
  for (std::uint64_t t = 0; t < tests; ++t) {
    std::vector<int> ranks;
    for (std::uint64_t i = 0; i < 200; ++i)
      ranks.push_back(static_cast<int>(11 * draw_uniform({30, 0}, Purpose::test, t, i)));
    below += uniformity_p(ranks, 10, 4) < 0.05;
  }
  CHECK(below > 25);
  CHECK(below < 80);
}
