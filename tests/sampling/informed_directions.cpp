#include "sim/sampling/informed_directions.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "tests/sampling/linear_gaussian.hpp"

using namespace knead;
using namespace knead::test;

TEST_CASE("outside the informed directions a proposal keeps the prior, and within them it takes steps of their width") {
  Eigen::MatrixXd information = Eigen::MatrixXd::Zero(3, 3);
  information(0, 0) = 8;  // the posterior is a third of the prior wide there
  const InformedDirections directions({information});
  REQUIRE(directions.informed() == 1);
  const Point z{1, 2, 3}, normals{1, -1, 0.5};
  const Point both = directions.propose(z, {}, normals, {0.6, 0.6});
  CHECK(both[0] == doctest::Approx(1 + 0.6 / 3));
  CHECK(both[1] == doctest::Approx(0.8 * 2 - 0.6));
  CHECK(both[2] == doctest::Approx(0.8 * 3 + 0.6 * 0.5));
  const Point rest = directions.propose(z, {}, normals, {0, 0.6}),
              informed = directions.propose(z, {}, normals, {0.6, 0});
  CHECK(rest[0] == doctest::Approx(1));
  CHECK(rest[1] == doctest::Approx(both[1]));
  CHECK(informed[0] == doctest::Approx(both[0]));
  CHECK(informed[1] == doctest::Approx(2));
  CHECK(informed[2] == doctest::Approx(3));
}

TEST_CASE("a direction need not lie along a coordinate") {
  const LinearGaussian model = drawn_linear_gaussian(2, 5, 0.5, 1);
  const InformedDirections directions({model.information()});
  CHECK(directions.informed() == 2);
  const Point z = test_normals(5, 2, 0), normals = test_normals(5, 2, 1);
  // A move of the rest changes no prediction, one of the informed directions nothing else.
  const Eigen::VectorXd before = LinearGaussian::vector_of(z);
  const Eigen::VectorXd rest = LinearGaussian::vector_of(directions.propose(z, {}, normals, {0, 0.8}));
  const Eigen::VectorXd informed = LinearGaussian::vector_of(directions.propose(z, {}, normals, {0.8, 0}));
  CHECK((model.a * (rest - before)).norm() < 1e-12);
  CHECK((rest - before).norm() > 0.1);
  const Eigen::MatrixXd project = model.a.transpose() * (model.a * model.a.transpose()).inverse() * model.a;
  CHECK((informed - before - project * (informed - before)).norm() < 1e-12);
  // In units of the posterior's own width, which in the span of the data is (I + information)^(-1/2), steps are even.
  Eigen::MatrixXd square = Eigen::MatrixXd::Zero(2, 2);
  const Eigen::LLT<Eigen::MatrixXd> root(model.a * model.covariance() * model.a.transpose());
  constexpr int draws = 20000;
  for (std::uint64_t i = 0; i < draws; ++i) {
    const Eigen::VectorXd moved = LinearGaussian::vector_of(directions.propose(z, {}, test_normals(5, 3, i), {0.8, 0}));
    const Eigen::VectorXd unit = root.matrixL().solve(model.a * (moved - before));
    square += unit * unit.transpose() / draws;
  }
  CHECK((square - 0.64 * Eigen::MatrixXd::Identity(2, 2)).cwiseAbs().maxCoeff() < 4 * std::sqrt(2.0 / draws));
}

TEST_CASE("the prior of the informed directions is that of what the random walk moves") {
  Eigen::MatrixXd information = Eigen::MatrixXd::Zero(2, 2);
  information(1, 1) = 3;
  const InformedDirections directions({information});
  CHECK(directions.log_prior_of_informed({7, 2}) == doctest::Approx(-2));
  CHECK(InformedDirections(2).log_prior_of_informed({7, 2}) == 0);
}

TEST_CASE("directions of little information are left to the prior") {
  const Eigen::MatrixXd information = Eigen::Vector3d(0.09, 0.11, 8).asDiagonal();
  CHECK(InformedDirections({information / 2, information * 1.5}).informed() == 2);
  CHECK(InformedDirections(3).informed() == 0);
  CHECK(InformedDirections(3).propose({1, 0, 0}, {}, {0, 1, 0}, {0.6, 0.6}) == Point{0.8, 0.6, 0});
}

TEST_CASE("a pull drifts by half a squared step, and not beyond twice the noise's length") {
  const Eigen::MatrixXd information = Eigen::Vector2d(3, 0).asDiagonal();
  const InformedDirections directions({information});
  const Point still{0, 0};
  // Width 1/2: from 0.8 a pull of 4.8 moves by 0.5^2 / 2 / 4 (4.8 - 0.8).
  CHECK(directions.propose({0.8, 0.3}, {4.8, 9}, still, {0.5, 0})[0] == doctest::Approx(0.8 + 0.125));
  CHECK(directions.propose({0.8, 0.3}, {4.8, 9}, still, {0.5, 0})[1] == doctest::Approx(0.3));
  CHECK(directions.propose({0, 0}, {1e6, 0}, still, {0.5, 0})[0] == doctest::Approx(2 * 0.5 * 0.5));
  // The density is that of the noise about where the drift leads.
  const Point from{0.8, 0.3}, pull{4.8, 9}, to = directions.propose(from, pull, {1.3, 0}, {0.5, 0});
  CHECK(directions.log_proposal(from, pull, to, 0.5) == doctest::Approx(-1.3 * 1.3 / 2));
  CHECK(directions.log_proposal(from, {}, from, 0.5) == 0);
}

TEST_CASE("what cannot be information is refused") {
  const Eigen::MatrixXd two = Eigen::MatrixXd::Identity(2, 2), three = Eigen::MatrixXd::Identity(3, 3);
  CHECK_THROWS_AS(InformedDirections({two, three}), std::invalid_argument);
  CHECK_THROWS_AS(InformedDirections({two * std::nan("")}), std::invalid_argument);
  CHECK_THROWS_AS(InformedDirections(std::vector<Eigen::MatrixXd>{}), std::invalid_argument);
}
