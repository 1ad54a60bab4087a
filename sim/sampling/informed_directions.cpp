#include "sim/sampling/informed_directions.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace knead {
namespace {

constexpr double least_gain = 0.1;   ///< information that is worth a direction; the prior's is 1
constexpr double longest_drift = 2;  ///< in lengths of the noise: a slope is trusted no farther

/// In memory of Eigen's own: the order of its sums depends on where numbers lie, and with it their last bits.
Eigen::VectorXd vector_of(const Point& point) {
  return Eigen::Map<const Eigen::VectorXd>(point.data(), static_cast<Eigen::Index>(point.size()));
}

Eigen::MatrixXd mean_of(const std::vector<Eigen::MatrixXd>& information) {
  if (information.empty()) throw std::invalid_argument("informed directions need information");
  const Eigen::Index dimension = information.front().rows();
  Eigen::MatrixXd mean = Eigen::MatrixXd::Zero(dimension, dimension);
  for (const Eigen::MatrixXd& one : information) {
    if (one.rows() != dimension || one.cols() != dimension || !one.allFinite())
      throw std::invalid_argument("information matrices are not square, not of one size, or not finite");
    mean += one / static_cast<double>(information.size());
  }
  return (mean + mean.transpose()) / 2;
}

/// An eigenvector is known but for its sign: the largest entry becomes positive.
void fix_sign(Eigen::Ref<Eigen::VectorXd> direction) {
  Eigen::Index largest = 0;
  direction.cwiseAbs().maxCoeff(&largest);
  if (direction(largest) < 0) direction = -direction;
}

}  // namespace

InformedDirections::InformedDirections(std::size_t dimension)
    : directions_(static_cast<Eigen::Index>(dimension), 0), gains_(0) {}

InformedDirections::InformedDirections(const std::vector<Eigen::MatrixXd>& information) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(mean_of(information));
  if (solver.info() != Eigen::Success) throw std::runtime_error("the eigenvalues of the information were not found");
  const Eigen::VectorXd& values = solver.eigenvalues();  // ascending
  const Eigen::Index count = std::count_if(values.begin(), values.end(), [](double x) { return x >= least_gain; });
  directions_ = solver.eigenvectors().rightCols(count).rowwise().reverse();
  gains_ = values.tail(count).reverse();
  for (Eigen::Index i = 0; i < count; ++i) fix_sign(directions_.col(i));
}

/// Where a step in the informed directions goes without its noise.
Eigen::VectorXd InformedDirections::drifted(const Eigen::VectorXd& from_informed, const Point& pull,
                                            double step) const {
  if (pull.empty()) return from_informed;
  const Eigen::ArrayXd width = (1 + gains_.array()).rsqrt();
  const Eigen::VectorXd pull_informed = directions_.transpose() * vector_of(pull);
  Eigen::ArrayXd drift = step * step / 2 * width * (pull_informed - from_informed).array();  // over the width
  const double longest = longest_drift * step * std::sqrt(static_cast<double>(gains_.size()));
  const double length = drift.matrix().norm();
  if (length > longest) drift *= longest / length;
  return from_informed + (width * drift).matrix();
}

double InformedDirections::log_proposal(const Point& z, const Point& pull, const Point& proposal, double step) const {
  const Eigen::VectorXd from_informed = directions_.transpose() * vector_of(z);
  const Eigen::VectorXd noise = directions_.transpose() * vector_of(proposal) - drifted(from_informed, pull, step);
  return -(noise.array().square() * (1 + gains_.array())).sum() / (2 * step * step);
}

Point InformedDirections::propose(const Point& z, const Point& pull, const Point& normals, Steps steps) const {
  const Eigen::VectorXd from = vector_of(z), xi = vector_of(normals);
  const Eigen::VectorXd from_informed = directions_.transpose() * from, xi_informed = directions_.transpose() * xi;
  const Eigen::VectorXd informed = drifted(from_informed, pull, steps.informed) +
                                   steps.informed * xi_informed.cwiseProduct((1 + gains_.array()).rsqrt().matrix());
  // Of this only what lies outside the informed directions counts.
  const Eigen::VectorXd rest = std::sqrt(1 - steps.rest * steps.rest) * from + steps.rest * xi;
  const Eigen::VectorXd proposal = rest + directions_ * (informed - directions_.transpose() * rest);
  return {proposal.begin(), proposal.end()};
}

double InformedDirections::log_prior_of_informed(const Point& z) const {
  return -(directions_.transpose() * vector_of(z)).squaredNorm() / 2;
}

}  // namespace knead
