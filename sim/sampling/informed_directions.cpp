#include "sim/sampling/informed_directions.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace knead {
namespace {

constexpr double least_gain = 0.1;  ///< information that is worth a direction; the prior's is 1

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

Point InformedDirections::propose(const Point& z, const Point& normals, Steps steps) const {
  const Eigen::VectorXd from = vector_of(z), xi = vector_of(normals);
  const Eigen::VectorXd from_informed = directions_.transpose() * from, xi_informed = directions_.transpose() * xi;
  const Eigen::VectorXd informed =
      from_informed + steps.informed * xi_informed.cwiseProduct((1 + gains_.array()).rsqrt().matrix());
  // Of this only what lies outside the informed directions counts.
  const Eigen::VectorXd rest = std::sqrt(1 - steps.rest * steps.rest) * from + steps.rest * xi;
  const Eigen::VectorXd proposal = rest + directions_ * (informed - directions_.transpose() * rest);
  return {proposal.begin(), proposal.end()};
}

double InformedDirections::log_prior_of_informed(const Point& z) const {
  return -(directions_.transpose() * vector_of(z)).squaredNorm() / 2;
}

}  // namespace knead
