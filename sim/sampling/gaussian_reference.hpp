#pragma once
// A Gaussian that resembles a posterior: the prior N(0, I), narrowed in the few directions on which the data inform.

#include <Eigen/Core>
#include <vector>

#include "sim/sampling/target.hpp"

namespace knead {

/// Two steps, or two shares: in the directions on which the data inform, and in the rest.
struct Steps {
  double informed, rest;
};

/// N(m, C) with C = (I + V diag(g) V')^-1, V of few orthonormal columns and m in their span. After the likelihood-
/// informed subspace of Cui, Law & Marzouk 2016 (doi:10.1016/j.jcp.2015.10.008): V and g are the leading eigenvectors
/// and eigenvalues of the Fisher information, averaged over points of the posterior.
class GaussianReference {
 public:
  /// The prior itself.
  explicit GaussianReference(std::size_t dimension);

  /// @param information Fisher information matrices at some points, dimension x dimension each
  /// @param points of the posterior, whose mean in the informed directions becomes m
  /// Directions with less information than a tenth of the prior's are left to the prior.
  GaussianReference(const std::vector<Eigen::MatrixXd>& information, const std::vector<Point>& points);

  std::size_t dimension() const;
  std::size_t informed() const;  ///< directions

  /// m + sqrt(1 - s^2) (z - m) + s C^(1/2) normals, with a step s of its own in the informed directions and in the
  /// rest: leaves N(m, C) as it is. 0 <= s <= 1; at 0 it stays.
  Point propose(const Point& z, const Point& normals, Steps steps) const;

  /// ln of the density of N(m, C) over that of the prior, but for a constant.
  double log_ratio_to_prior(const Point& z) const;

  /// All numbers of it and back, for a checkpoint.
  std::vector<double> numbers() const;
  static GaussianReference of_numbers(const std::vector<double>& numbers);

 private:
  Eigen::VectorXd mean_;        ///< dimension
  Eigen::MatrixXd directions_;  ///< dimension x informed
  Eigen::VectorXd gains_;       ///< informed
};

}  // namespace knead
