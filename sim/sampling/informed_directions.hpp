#pragma once
// The few directions on which the data inform, and how far to step along each; in all others the posterior is the
// prior.

#include <Eigen/Core>
#include <vector>

#include "sim/sampling/target.hpp"

namespace knead {

/// Two steps, or two shares: in the directions on which the data inform, and in the rest.
struct Steps {
  double informed, rest;
};

/// Leading eigenvectors V and eigenvalues g of the Fisher information, averaged over points of the posterior: the
/// likelihood-informed subspace of Cui, Law & Marzouk 2016 (doi:10.1016/j.jcp.2015.10.008). Along a direction the
/// posterior is about 1 / sqrt(1 + g) wide, the prior 1.
class InformedDirections {
 public:
  /// None: the prior is all there is.
  explicit InformedDirections(std::size_t dimension);

  /// @param information Fisher information matrices at some points, all of one size
  /// Directions with less information than a tenth of the prior's are left to the rest.
  explicit InformedDirections(const std::vector<Eigen::MatrixXd>& information);

  std::size_t dimension() const { return static_cast<std::size_t>(directions_.rows()); }
  std::size_t informed() const { return static_cast<std::size_t>(gains_.size()); }

  /// In the informed directions a random walk, V'z + step (1 + g)^(-1/2) V'normals, or with a pull a step of Langevin's
  /// (Roberts & Tweedie 1996, Bernoulli 2:341) that drifts by step^2 / 2 (1 + g)^-1 V'(pull - z), which is
  /// cut to twice the length of its noise; in the rest an autoregressive step, sqrt(1 - step^2) z + step normals, which
  /// leaves the prior as it is. At a step of 0 they stay.
  /// @param pull at z: about the slope of the log likelihood; empty: none
  Point propose(const Point& z, const Point& pull, const Point& normals, Steps steps) const;

  /// ln of the density with which a point is proposed from z over the informed directions, but for a constant.
  double log_proposal(const Point& z, const Point& pull, const Point& proposal, double step) const;

  /// ln of the prior's density over the informed directions, but for a constant: what the random walk does not keep.
  double log_prior_of_informed(const Point& z) const;

 private:
  Eigen::VectorXd drifted(const Eigen::VectorXd& from_informed, const Point& pull, double step) const;

  Eigen::MatrixXd directions_;  ///< dimension x informed, orthonormal columns
  Eigen::VectorXd gains_;       ///< informed
};

}  // namespace knead
