#pragma once
// Data y = A z + sd e of parameters z ~ N(0, I): the posterior is known.

#include <Eigen/Dense>
#include <vector>

#include "sim/sampling/informed_directions.hpp"
#include "sim/sampling/target.hpp"
#include "tests/sampling/moments.hpp"

namespace knead::test {

struct LinearGaussian {
  Eigen::MatrixXd a;  ///< data x parameters
  Eigen::VectorXd y;
  double sd = 1;

  static Eigen::VectorXd vector_of(const Point& z) {
    return Eigen::Map<const Eigen::VectorXd>(z.data(), static_cast<Eigen::Index>(z.size()));
  }
  Eigen::MatrixXd information() const { return a.transpose() * a / (sd * sd); }
  Eigen::MatrixXd covariance() const {
    return (Eigen::MatrixXd::Identity(a.cols(), a.cols()) + information()).inverse();
  }
  Eigen::VectorXd mean() const { return covariance() * a.transpose() * y / (sd * sd); }
  double log_likelihood(const Point& z) const { return -(y - a * vector_of(z)).squaredNorm() / (2 * sd * sd); }
  Target target() const {
    return {static_cast<std::size_t>(a.cols()), [this](const std::vector<Point>& points) {
              std::vector<double> values;
              for (const Point& z : points) values.push_back(log_likelihood(z));
              return values;
            }};
  }
};

/// Rows of normal numbers, and data of a true point of normal numbers.
inline LinearGaussian drawn_linear_gaussian(int data, int parameters, double sd, std::uint64_t seed) {
  LinearGaussian model{Eigen::MatrixXd(data, parameters), Eigen::VectorXd(data), sd};
  for (int i = 0; i < data; ++i)
    for (int j = 0; j < parameters; ++j)
      model.a(i, j) = test_normal(seed, static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(j));
  const Point truth = test_normals(static_cast<std::size_t>(parameters), seed, 1000);
  const Point noise = test_normals(static_cast<std::size_t>(data), seed, 1001);
  model.y = model.a * LinearGaussian::vector_of(truth) + sd * LinearGaussian::vector_of(noise);
  return model;
}

/// What a warm-up comes to: half of the information.
inline InformedDirections rough_directions(const LinearGaussian& model) {
  return InformedDirections({model.information() / 2});
}

}  // namespace knead::test
