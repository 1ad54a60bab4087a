#pragma once
// How a t test comes out: below, not different, above, at P < 0.05 on two sides.

#include <array>

namespace knead {

struct TTestOutcomes {
  std::array<double, 3> probability;  ///< P < 0.05 downwards, neither, P < 0.05 upwards
  std::array<double, 3> slope;        ///< of each along the noncentrality
};

/// A noncentral t of these degrees of freedom against the quantile t of Student's: with s = sqrt(chi2 / freedom), the
/// probability above is the mean of Phi(noncentrality - t s) over s, by Gauss quadrature within 1e-10.
TTestOutcomes t_test_outcomes(int freedom, double noncentrality);

}  // namespace knead
