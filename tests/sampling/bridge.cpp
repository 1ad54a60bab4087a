// From one known posterior to another.

#include "sim/sampling/bridge.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "tests/sampling/linear_gaussian.hpp"

using namespace knead;
using namespace knead::test;

namespace {

/// Exact draws of a posterior.
std::vector<Point> draws_of(const LinearGaussian& model, int count) {
  const Eigen::MatrixXd root = model.covariance().llt().matrixL();
  std::vector<Point> draws;
  for (int k = 0; k < count; ++k) {
    const Point normals = test_normals(static_cast<std::size_t>(model.a.cols()), 31, static_cast<std::uint64_t>(k));
    const Eigen::VectorXd z = model.mean() + root * LinearGaussian::vector_of(normals);
    draws.emplace_back(z.begin(), z.end());
  }
  return draws;
}

std::vector<double> coordinate_of(const std::vector<Point>& points, std::size_t i) {
  std::vector<double> values;
  for (const Point& z : points) values.push_back(z[i]);
  return values;
}

/// The same data, read as by a rougher instrument that is off.
LinearGaussian rougher(LinearGaussian model, double off) {
  model.y.array() += off;
  model.sd *= 1.3;
  return model;
}

void check_moments(const std::vector<Point>& points, const LinearGaussian& model, double independent) {
  for (std::size_t i = 0; i < points.front().size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    const double sd = std::sqrt(model.covariance()(at, at));
    const std::vector<double> values = coordinate_of(points, i);
    CHECK(std::abs(mean_of(values) - model.mean()(at)) < 4 * sd / std::sqrt(independent));
    CHECK(std::abs(sd_of(values) / sd - 1) < 4 / std::sqrt(2 * independent));
  }
}

}  // namespace

TEST_CASE("particles come from one posterior to another that few of its draws belong to") {
  const LinearGaussian to = drawn_linear_gaussian(8, 6, 0.8, 12), from = rougher(to, 1.2);
  const Bridge path = bridge(from.target(), to.target(), draws_of(from, 2000), rough_directions(to),
                             {.seed = 5, .particles = 1000, .steps = 20, .first_steps = {0.5, 0.5}});
  CHECK(path.effective_at_once < 250);  // less than the moves start from
  REQUIRE(path.stages.size() > 1);
  double before = 0;
  for (const BridgeStage& stage : path.stages) {
    CHECK(stage.exponent > before);
    CHECK(stage.effective > 490);
    CHECK(stage.accepted > 0.1);
    CHECK(stage.accepted < 0.9);
    before = stage.exponent;
  }
  CHECK(before == 1);
  CHECK(path.arrived.size() == 1000);
  CHECK(path.moved_on.size() == 1000);
  CHECK(path.ancestors > 100);
  CHECK(path.ancestors < 1000);
  check_moments(path.arrived, to, 300);
  check_moments(path.moved_on, to, 300);
}

TEST_CASE("where the likelihoods agree nothing is lost, and steps are all there is") {
  const LinearGaussian model = drawn_linear_gaussian(5, 4, 0.7, 13);
  const Bridge path = bridge(model.target(), model.target(), draws_of(model, 400), rough_directions(model),
                             {.seed = 6, .particles = 400, .steps = 6, .first_steps = {0.5, 0.5}});
  REQUIRE(path.stages.size() == 1);
  CHECK(path.stages[0].effective == doctest::Approx(400));
  CHECK(path.effective_at_once == doctest::Approx(400));
  CHECK(path.ancestors == 400);
  check_moments(path.moved_on, model, 400);
}

TEST_CASE("what the better likelihood says nothing of comes back to its prior, whatever the first had made of it") {
  LinearGaussian from = drawn_linear_gaussian(8, 6, 0.8, 12), to = from;
  to.a.rightCols(2).setZero();
  std::vector<std::size_t> untold = {4, 5};
  const Bridge path = bridge(from.target(), to.target(), draws_of(from, 2000), rough_directions(to),
                             {.seed = 5, .particles = 1000, .steps = 6, .first_steps = {0.3, 0.3}, .untold = untold});
  CHECK(path.redrawn == 1);
  for (const std::size_t i : untold) {
    const std::vector<double> values = coordinate_of(path.arrived, i);
    CHECK(std::set<double>(values.begin(), values.end()).size() == values.size());
  }
  // The others as they came out of the moves: fewer than the particles, since some descend from the same draw.
  check_moments(path.arrived, to, 300);

  // Coordinates of which it does say something are kept as likely as it has them.
  const Bridge told = bridge(to.target(), to.target(), draws_of(to, 2000), rough_directions(to),
                             {.seed = 5, .particles = 1000, .steps = 6, .first_steps = {0.3, 0.3}, .untold = {0}});
  CHECK(told.redrawn > 0);
  CHECK(told.redrawn < 1);
  check_moments(told.arrived, to, 600);
}

TEST_CASE("draws without a likelihood are left behind, and with none left there is no way") {
  const LinearGaussian model = drawn_linear_gaussian(5, 4, 0.7, 14);
  const Target to{4, [&](const std::vector<Point>& points) {
                    std::vector<double> values = model.target().log_likelihoods(points);
                    for (std::size_t k = 0; k < points.size(); ++k)
                      if (points[k][0] > 0) values[k] = -std::numeric_limits<double>::infinity();
                    return values;
                  }};
  const Bridge path = bridge(model.target(), to, draws_of(model, 400), rough_directions(model),
                             {.seed = 7, .particles = 50, .steps = 4, .first_steps = {0.5, 0.5}});
  for (const Point& z : path.moved_on) CHECK(z[0] <= 0);
  const Target nowhere{4, [](const std::vector<Point>& points) {
                         return std::vector<double>(points.size(), -std::numeric_limits<double>::infinity());
                       }};
  CHECK_THROWS_AS(bridge(model.target(), nowhere, draws_of(model, 20), rough_directions(model), {}),
                  std::invalid_argument);
}

TEST_CASE("a bridge has the same bits twice") {
  const LinearGaussian to = drawn_linear_gaussian(8, 6, 0.8, 12), from = rougher(to, 1);
  const auto once = [&] {
    return bridge(from.target(), to.target(), draws_of(from, 200), rough_directions(to),
                  {.seed = 5, .particles = 60, .steps = 5, .first_steps = {0.5, 0.5}});
  };
  const Bridge a = once(), b = once();
  CHECK(a.moved_on == b.moved_on);
  CHECK(a.ancestors == b.ancestors);
}
