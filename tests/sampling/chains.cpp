#include "sim/sampling/chains.hpp"

#include <doctest/doctest.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "sim/sampling/diagnostics.hpp"
#include "tests/first_task_latch.hpp"
#include "tests/sampling/linear_gaussian.hpp"

using namespace knead;
using namespace knead::test;

namespace {

Chains chains_of(std::size_t count, std::size_t dimension, double step) {
  Chains chains{.seed = 7, .steps = {step, step}, .points = {}, .log_likelihoods = {}};
  for (std::size_t c = 0; c < count; ++c) chains.points.push_back(test_normals(dimension, 8, c));
  return chains;
}

/// Mean and SD of a coordinate lie within 4 of their Monte Carlo errors.
void check_coordinate(const std::vector<std::vector<double>>& draws, double mean, double sd) {
  const double n = bulk_effective_size(draws);
  CHECK(n > 300);
  CHECK(rank_normalised_r_hat(draws) < 1.02);
  CHECK(std::abs(mean_of(pooled(draws)) - mean) < 4 * sd / std::sqrt(n));
  auto squares = draws;
  for (auto& chain : squares)
    for (double& x : chain) x = (x - mean) * (x - mean);
  CHECK(std::abs(mean_of(pooled(squares)) - sd * sd) < 4 * sd * sd * std::sqrt(2 / bulk_effective_size(squares)));
}

/// A likelihood that bends the prior: y = x_1 + x_0^2 / 2 is known to be 1 within 0.3.
double banana(const Point& z) {
  const double off = (z[1] + z[0] * z[0] / 2 - 1) / 0.3;
  return -off * off / 2;
}

Target target_of(std::size_t dimension, double (*log_likelihood)(const Point&)) {
  return {dimension, [=](const std::vector<Point>& points) {
            std::vector<double> values;
            for (const Point& z : points) values.push_back(log_likelihood(z));
            return values;
          }};
}

}  // namespace

TEST_CASE("where the data are silent every proposal is accepted") {
  const Target flat{4, [](const std::vector<Point>& points) { return std::vector<double>(points.size(), 0.0); }};
  for (const double step : {0.2, 1.0}) {
    Chains chains = chains_of(4, 4, step);
    CHECK(advance(chains, flat, InformedDirections(4), 200).accepted == 1);
  }
}

TEST_CASE("chains recover a known posterior in 4 dimensions") {
  const LinearGaussian model = drawn_linear_gaussian(6, 4, 0.7, 9);
  for (const bool of_prior : {true, false}) {
    Chains chains = chains_of(4, 4, of_prior ? 0.4 : 0.8);
    const InformedDirections directions = of_prior ? InformedDirections(4) : rough_directions(model);
    advance(chains, model.target(), directions, 500);
    const ChainRound round = advance(chains, model.target(), directions, of_prior ? 20000 : 5000);
    CHECK(round.accepted < 0.9);
    CHECK(round.accepted > 0.05);
    for (std::size_t i = 0; i < 4; ++i) {
      const auto at = static_cast<Eigen::Index>(i);
      check_coordinate(coordinate(round.points, i), model.mean()(at), std::sqrt(model.covariance()(at, at)));
    }
  }
}

TEST_CASE("chains recover a known posterior in 200 dimensions of which 5 are informed") {
  const LinearGaussian model = drawn_linear_gaussian(5, 200, 2, 10);
  const InformedDirections directions = rough_directions(model);
  CHECK(directions.informed() == 5);
  Chains chains = chains_of(4, 200, 0.7);
  advance(chains, model.target(), directions, 300);
  const ChainRound round = advance(chains, model.target(), directions, 2500);
  CHECK(round.accepted > 0.15);
  double least = 1e9;
  for (std::size_t i = 0; i < 200; i += 9) {
    const auto at = static_cast<Eigen::Index>(i);
    check_coordinate(coordinate(round.points, i), model.mean()(at), std::sqrt(model.covariance()(at, at)));
    least = std::min(least, bulk_effective_size(coordinate(round.points, i)));
  }
  // The most informed direction, where the posterior is much narrower than the prior.
  const Eigen::VectorXd row = model.a.row(0).normalized();
  auto along = coordinate(round.points, 0);
  for (std::size_t c = 0; c < along.size(); ++c)
    for (std::size_t n = 0; n < along[c].size(); ++n)
      along[c][n] = row.dot(LinearGaussian::vector_of(round.points[c][n]));
  const double sd = std::sqrt(row.dot(model.covariance() * row));
  CHECK(sd < 0.2);
  check_coordinate(along, row.dot(model.mean()), sd);
  CHECK(least > 500);  // of 10000
  // About the prior itself, a step that has as much accepted is too small to get anywhere.
  Chains of_prior = chains_of(4, 200, 0.1);
  advance(of_prior, model.target(), InformedDirections(200), 300);
  const ChainRound slow = advance(of_prior, model.target(), InformedDirections(200), 2500);
  CHECK(slow.accepted == doctest::Approx(0.45).epsilon(0.2));
  CHECK(bulk_effective_size(coordinate(slow.points, 0)) < least / 10);
}

TEST_CASE("a slope that is far off steers the chains to the same posterior, and a good one there sooner") {
  const LinearGaussian model = drawn_linear_gaussian(60, 40, 0.3, 12);
  const InformedDirections directions({model.information()});
  const Eigen::VectorXd mean = model.mean();
  const Eigen::MatrixXd covariance = model.covariance();
  const auto least_effective = [&](Target target, Steps steps) {
    Chains chains = chains_of(8, 40, 0.5);
    chains.steps = steps;
    advance(chains, target, directions, 2000);
    const ChainRound round = advance(chains, target, directions, 8000);
    double least = 1e9;
    for (std::size_t i = 0; i < 40; ++i) {
      const auto draws = coordinate(round.points, i);
      const double n = bulk_effective_size(draws), sd = std::sqrt(covariance(i, i));
      least = std::min(least, n);
      CAPTURE(i);
      CHECK(std::abs(mean_of(pooled(draws)) - mean[i]) < 4.5 * sd / std::sqrt(n));
      CHECK(sd_of(pooled(draws)) == doctest::Approx(sd).epsilon(std::max(0.1, 4 / std::sqrt(2 * n))));
    }
    return least;
  };
  Target wrong = model.target(), right = wrong;
  const auto slope = [&](const Point& z) {
    return Eigen::VectorXd(model.a.transpose() * (model.y - model.a * LinearGaussian::vector_of(z)) / 0.09);
  };
  right.pull = [&](const Point& z) {
    const Eigen::VectorXd pull = slope(z);
    return Point(pull.begin(), pull.end());
  };
  wrong.pull = [&](const Point& z) {
    const Eigen::VectorXd pull = 0.4 * slope(z).array() + 3 * LinearGaussian::vector_of(z).array().sin();
    return Point(pull.begin(), pull.end());
  };
  const double walking = least_effective(model.target(), {0.35, 0.9});
  least_effective(wrong, {0.4, 0.9});
  CHECK(least_effective(right, {0.9, 0.9}) > 3 * walking);
}

TEST_CASE("chains follow a bent posterior") {
  double sum = 0, first = 0, second = 0, square = 0;
  for (double x = -6; x < 6; x += 0.01) {
    for (double y = -8; y < 6; y += 0.01) {
      const double density = std::exp(banana({x, y}) - (x * x + y * y) / 2);
      sum += density;
      first += density * y;
      second += density * y * y;
      square += density * x * x;
    }
  }
  const double mean = first / sum, sd = std::sqrt(second / sum - mean * mean);
  Chains chains = chains_of(8, 2, 0.5);
  const Eigen::MatrixXd information = Eigen::Vector2d(0.5, 2).asDiagonal();
  const InformedDirections directions({information});
  advance(chains, target_of(2, banana), directions, 500);
  const ChainRound round = advance(chains, target_of(2, banana), directions, 15000);
  const auto draws = coordinate(round.points, 1);
  const double n = bulk_effective_size(draws);
  CHECK(n > 1000);
  CHECK(std::abs(mean_of(pooled(draws)) - mean) < 4 * sd / std::sqrt(n));
  CHECK(sd_of(pooled(draws)) == doctest::Approx(sd).epsilon(0.05));
  auto squares = coordinate(round.points, 0);
  CHECK(std::abs(mean_of(pooled(squares))) < 4 * std::sqrt(square / sum / bulk_effective_size(squares)));
  for (auto& chain : squares)
    for (double& x : chain) x *= x;
  CHECK(mean_of(pooled(squares)) == doctest::Approx(square / sum).epsilon(0.05));
}

TEST_CASE("a state copied half way goes on with the same bits") {
  const LinearGaussian model = drawn_linear_gaussian(6, 4, 0.7, 9);
  const InformedDirections directions = rough_directions(model);
  Chains whole = chains_of(3, 4, 0.7), first = whole;
  const ChainRound all = advance(whole, model.target(), directions, 100);
  const ChainRound early = advance(first, model.target(), directions, 37);
  Chains copy{.seed = first.seed,
              .steps_done = first.steps_done,
              .steps = first.steps,
              .points = first.points,
              .log_likelihoods = first.log_likelihoods};
  const ChainRound late = advance(copy, model.target(), directions, 63);
  CHECK(copy.steps_done == 100);
  CHECK(copy.points == whole.points);
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(early.points[c].back() == all.points[c][36]);
    for (std::size_t n = 0; n < 63; ++n) {
      CHECK(late.points[c][n] == all.points[c][37 + n]);
      CHECK(late.log_likelihoods[c][n] == all.log_likelihoods[c][37 + n]);
      CHECK(late.log_likelihoods[c][n] == model.log_likelihood(late.points[c][n]));
    }
  }
  // Chains and seeds have draws of their own.
  CHECK(all.points[0] != all.points[1]);
  Chains other = chains_of(3, 4, 0.7);
  other.seed = 8;
  CHECK(advance(other, model.target(), directions, 100).points != all.points);
}

TEST_CASE("chains are the same bits on any number of threads") {
  const LinearGaussian model = drawn_linear_gaussian(6, 4, 0.7, 9);
  const auto on = [&](int threads) {
    FirstTaskLatch latch(threads);
    const Target target{4, [&](const std::vector<Point>& points) {
                          std::vector<double> values(points.size());
                          tbb::parallel_for(std::size_t{0}, points.size(), [&](std::size_t i) {
                            latch.hold();
                            values[i] = model.log_likelihood(points[i]);
                          });
                          return values;
                        }};
    Chains chains = chains_of(4, 4, 0.7);
    const auto points =
        on_threads(threads, [&] { return advance(chains, target, rough_directions(model), 50).points; });
    CHECK(latch.threads_held() == threads);
    return points;
  };
  CHECK(on(1) == on(2));
}

TEST_CASE("chains do not go where there is no likelihood") {
  const Target half = target_of(2, [](const Point& z) {
    return z[0] > 0 ? 0.0 : z[1] > 0 ? -std::numeric_limits<double>::infinity() : std::nan("");
  });
  Chains chains = chains_of(4, 2, 0.9);
  for (Point& point : chains.points) point[0] = std::abs(point[0]);
  const ChainRound round = advance(chains, half, InformedDirections(2), 4000);
  const auto draws = coordinate(round.points, 0);
  CHECK(*std::min_element(draws[0].begin(), draws[0].end()) > 0);
  const double half_normal = std::sqrt(2 / std::acos(-1.0)), sd = std::sqrt(1 - half_normal * half_normal);
  CHECK(std::abs(mean_of(pooled(draws)) - half_normal) < 4 * sd / std::sqrt(bulk_effective_size(draws)));
  // From where there is none they leave at the first chance.
  Chains lost = chains_of(1, 2, 0.9);
  lost.points = {{-1, 1}};
  advance(lost, half, InformedDirections(2), 50);
  CHECK(lost.points[0][0] > 0);
}

TEST_CASE("a step asks for one batch of a proposal a chain") {
  std::vector<std::size_t> batches;
  const Target flat{2, [&](const std::vector<Point>& points) {
                      batches.push_back(points.size());
                      return std::vector<double>(points.size());
                    }};
  Chains chains = chains_of(3, 2, 0.5);
  CHECK(advance(chains, flat, InformedDirections(2), 2).accepted == 1);
  CHECK(batches == std::vector<std::size_t>{3, 3, 3});  // the first for the points themselves
  advance(chains, flat, InformedDirections(2), 2);
  CHECK(batches.size() == 5);
  chains.steps = {0, 0.5};
  CHECK_THROWS_AS(advance(chains, flat, InformedDirections(2), 1), std::invalid_argument);
  chains.steps = {0.5, 0.5};
  CHECK_THROWS_AS(advance(chains, flat, InformedDirections(3), 1), std::invalid_argument);
}

TEST_CASE("the step is tuned towards 30 % within its bounds") {
  CHECK(tuned_step(0.5, 0.3) == doctest::Approx(0.5));
  CHECK(tuned_step(0.5, 0.4) > 0.5);
  CHECK(tuned_step(0.5, 0.2) < 0.5);
  CHECK(tuned_step(0.9, 1) == 1);
  CHECK(tuned_step(0.011, 0) == 0.01);
  // Rounds of warm-up end where about 30 % are accepted.
  const LinearGaussian model = drawn_linear_gaussian(6, 4, 0.3, 9);
  Chains chains = chains_of(4, 4, 1);
  double accepted = 0;
  for (int round = 0; round < 15; ++round) {
    accepted = advance(chains, model.target(), InformedDirections(4), 200).accepted;
    chains.steps = {tuned_step(chains.steps.informed, accepted), tuned_step(chains.steps.rest, accepted)};
  }
  CHECK(accepted == doctest::Approx(0.3).epsilon(0.3));
}
