#include "sim/sampling/gaussian_reference.hpp"

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

Eigen::MatrixXd mean_of(const std::vector<Eigen::MatrixXd>& information, Eigen::Index dimension) {
  Eigen::MatrixXd mean = Eigen::MatrixXd::Zero(dimension, dimension);
  for (const Eigen::MatrixXd& one : information) {
    if (one.rows() != dimension || one.cols() != dimension || !one.allFinite())
      throw std::invalid_argument("an information matrix has another size than the points, or is not finite");
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

GaussianReference::GaussianReference(std::size_t dimension)
    : mean_(Eigen::VectorXd::Zero(static_cast<Eigen::Index>(dimension))),
      directions_(static_cast<Eigen::Index>(dimension), 0),
      gains_(0) {}

GaussianReference::GaussianReference(const std::vector<Eigen::MatrixXd>& information, const std::vector<Point>& points)
    : GaussianReference(points.empty() ? 0 : points.front().size()) {
  if (information.empty() || points.empty()) throw std::invalid_argument("a reference needs information and points");
  const Eigen::Index size = mean_.size();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(mean_of(information, size));
  if (solver.info() != Eigen::Success) throw std::runtime_error("the eigenvalues of the information were not found");
  const Eigen::VectorXd& values = solver.eigenvalues();  // ascending
  const Eigen::Index informed = std::count_if(values.begin(), values.end(), [](double x) { return x >= least_gain; });
  directions_ = solver.eigenvectors().rightCols(informed).rowwise().reverse();
  gains_ = values.tail(informed).reverse();
  for (Eigen::Index i = 0; i < informed; ++i) fix_sign(directions_.col(i));

  Eigen::VectorXd mean = Eigen::VectorXd::Zero(size);
  for (const Point& point : points) {
    if (static_cast<Eigen::Index>(point.size()) != size) throw std::invalid_argument("points of different dimensions");
    mean += vector_of(point) / static_cast<double>(points.size());
  }
  mean_ = directions_ * (directions_.transpose() * mean);
}

std::size_t GaussianReference::dimension() const { return static_cast<std::size_t>(mean_.size()); }
std::size_t GaussianReference::informed() const { return static_cast<std::size_t>(gains_.size()); }

Point GaussianReference::propose(const Point& z, const Point& normals, double step) const {
  const Eigen::VectorXd xi = vector_of(normals);
  const Eigen::VectorXd narrowing = (1 + gains_.array()).rsqrt() - 1;
  const Eigen::VectorXd in_informed = directions_.transpose() * xi;
  const Eigen::VectorXd noise = xi + directions_ * narrowing.cwiseProduct(in_informed);  // C^(1/2) xi
  const Eigen::VectorXd proposal = mean_ + std::sqrt(1 - step * step) * (vector_of(z) - mean_) + step * noise;
  return {proposal.begin(), proposal.end()};
}

double GaussianReference::log_ratio_to_prior(const Point& z) const {
  // -(z - m)' (I + V diag(g) V') (z - m) / 2 + z' z / 2; outside the span of V, which m is in, the two are the same.
  const Eigen::VectorXd at = directions_.transpose() * vector_of(z), middle = directions_.transpose() * mean_;
  return at.dot(middle) - gains_.dot((at - middle).cwiseAbs2()) / 2;
}

std::vector<double> GaussianReference::numbers() const {
  std::vector<double> all{static_cast<double>(dimension()), static_cast<double>(informed())};
  all.insert(all.end(), mean_.begin(), mean_.end());
  all.insert(all.end(), directions_.data(), directions_.data() + directions_.size());
  all.insert(all.end(), gains_.begin(), gains_.end());
  return all;
}

GaussianReference GaussianReference::of_numbers(const std::vector<double>& numbers) {
  if (numbers.size() < 2) throw std::invalid_argument("the numbers of a reference are too few");
  const auto dimension = static_cast<Eigen::Index>(numbers[0]), informed = static_cast<Eigen::Index>(numbers[1]);
  if (dimension < 0 || informed < 0 || informed > dimension ||
      static_cast<Eigen::Index>(numbers.size()) != 2 + dimension + dimension * informed + informed)
    throw std::invalid_argument("the numbers of a reference do not fit its dimension");
  GaussianReference reference(static_cast<std::size_t>(dimension));
  const double* at = numbers.data() + 2;
  reference.mean_ = Eigen::Map<const Eigen::VectorXd>(at, dimension);
  at += dimension;
  reference.directions_ = Eigen::Map<const Eigen::MatrixXd>(at, dimension, informed);
  at += dimension * informed;
  reference.gains_ = Eigen::Map<const Eigen::VectorXd>(at, informed);
  return reference;
}

}  // namespace knead
