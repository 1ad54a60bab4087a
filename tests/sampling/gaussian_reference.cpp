#include "sim/sampling/gaussian_reference.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "tests/sampling/linear_gaussian.hpp"

using namespace knead;
using namespace knead::test;

namespace {

const LinearGaussian model = drawn_linear_gaussian(3, 4, 0.5, 1);

/// The posterior of the linear model itself: its information, about its mean.
GaussianReference posterior() {
  const Eigen::VectorXd mean = model.mean();
  return {{model.information()}, {Point(mean.begin(), mean.end())}};
}

/// In units in which the posterior is N(0, I), so that its narrowest direction counts as much as any.
Eigen::VectorXd standardised(const Point& z) {
  static const Eigen::LLT<Eigen::MatrixXd> root(model.covariance());
  return root.matrixL().solve(LinearGaussian::vector_of(z) - model.mean());
}

constexpr int draws = 40000;

/// Moments of that many draws, of variance 2 at most, within 4 of their Monte Carlo errors.
void check_equal(const Eigen::MatrixXd& moments, const Eigen::MatrixXd& wanted) {
  CHECK((moments - wanted).cwiseAbs().maxCoeff() < 4 * std::sqrt(2.0 / draws));
}

}  // namespace

TEST_CASE("a step of 1 draws from the reference") {
  const GaussianReference reference = posterior();
  CHECK(reference.dimension() == 4);
  CHECK(reference.informed() == 3);
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(4);
  Eigen::MatrixXd square = Eigen::MatrixXd::Zero(4, 4);
  for (std::uint64_t i = 0; i < draws; ++i) {
    const Eigen::VectorXd z = standardised(reference.propose(Point(4, 100.0), test_normals(4, 2, i), 1));
    mean += z / draws;
    square += z * z.transpose() / draws;
  }
  check_equal(mean, Eigen::VectorXd::Zero(4));
  check_equal(square, Eigen::MatrixXd::Identity(4, 4));
}

TEST_CASE("proposals leave the reference as it is") {
  const GaussianReference reference = posterior();
  for (const double step : {0.1, 0.6}) {
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(4);
    Eigen::MatrixXd square = Eigen::MatrixXd::Zero(4, 4), lagged = square;
    for (std::uint64_t i = 0; i < draws; ++i) {
      const Point z = reference.propose(Point(4), test_normals(4, 3, i), 1);  // of the reference
      const Eigen::VectorXd moved = standardised(reference.propose(z, test_normals(4, 4, i), step));
      mean += moved / draws;
      square += moved * moved.transpose() / draws;
      lagged += moved * standardised(z).transpose() / draws;
    }
    check_equal(mean, Eigen::VectorXd::Zero(4));
    check_equal(square, Eigen::MatrixXd::Identity(4, 4));
    check_equal(lagged, std::sqrt(1 - step * step) * Eigen::MatrixXd::Identity(4, 4));
  }
}

TEST_CASE("the ratio to the prior is the likelihood of a Gaussian target") {
  const GaussianReference reference = posterior();
  const double constant = reference.log_ratio_to_prior(Point(4)) - model.log_likelihood(Point(4));
  for (std::uint64_t i = 0; i < 20; ++i) {
    const Point z = test_normals(4, 5, i);
    CHECK(reference.log_ratio_to_prior(z) - model.log_likelihood(z) == doctest::Approx(constant));
  }
}

TEST_CASE("the prior itself has no ratio") {
  const GaussianReference prior(3);
  CHECK(prior.informed() == 0);
  CHECK(prior.log_ratio_to_prior({1, 2, 3}) == 0);
  CHECK(prior.propose({5, 5, 5}, {1, 2, 3}, 1) == Point{1, 2, 3});
  CHECK(prior.propose({1, 0, 0}, {0, 1, 0}, 0.6) == Point{0.8, 0.6, 0});
}

TEST_CASE("directions of little information are left to the prior") {
  const Eigen::MatrixXd information = Eigen::Vector3d(0.09, 0.11, 8).asDiagonal();
  const GaussianReference reference({information / 2, information * 1.5}, {{1, 2, 3}, {3, 4, 5}});
  CHECK(reference.informed() == 2);
  // dimension, informed; mean in the informed directions; directions, the most informed first; gains
  const std::vector<double> wanted{3, 2, 0, 3, 4, 0, 0, 1, 0, 1, 0, 8, 0.11};
  const std::vector<double> numbers = reference.numbers();
  REQUIRE(numbers.size() == wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(numbers[i] == doctest::Approx(wanted[i]));
}

TEST_CASE("a reference written down and read back is the same bits") {
  const GaussianReference reference = posterior(), back = GaussianReference::of_numbers(reference.numbers());
  const Point z = test_normals(4, 6, 0), normals = test_normals(4, 6, 1);
  CHECK(back.propose(z, normals, 0.3) == reference.propose(z, normals, 0.3));
  CHECK(back.log_ratio_to_prior(z) == reference.log_ratio_to_prior(z));
  CHECK(back.numbers() == reference.numbers());
  CHECK(GaussianReference::of_numbers(GaussianReference(2).numbers()).dimension() == 2);
  std::vector<double> cut = reference.numbers();
  cut.pop_back();
  CHECK_THROWS_AS(GaussianReference::of_numbers(cut), std::invalid_argument);
}

TEST_CASE("what cannot be a reference is refused") {
  const Eigen::MatrixXd two = Eigen::MatrixXd::Identity(2, 2);
  CHECK_THROWS_AS(GaussianReference({two}, {{1, 2, 3}}), std::invalid_argument);
  CHECK_THROWS_AS(GaussianReference({two}, {{1, 2}, {1}}), std::invalid_argument);
  CHECK_THROWS_AS(GaussianReference({two * std::nan("")}, {{1, 2}}), std::invalid_argument);
  CHECK_THROWS_AS(GaussianReference({}, {{1, 2}}), std::invalid_argument);
  CHECK_THROWS_AS(GaussianReference({two}, {}), std::invalid_argument);
}
