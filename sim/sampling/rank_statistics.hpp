#pragma once
// Is the fitter right? Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): where parameters are drawn
// from the prior, data simulated and a posterior fitted, the rank of the true value among posterior draws is uniform.

#include <vector>

namespace knead {

/// How many of the draws lie below the truth: 0 to their number.
int rank_of(double truth, const std::vector<double>& draws);

/// P of Pearson's chi-squared that ranks 0 to `largest` are uniform, over `bins` bins of equal width, or
/// nearly so where they do not divide the ranks.
double uniformity_p(const std::vector<int>& ranks, int largest, int bins);

}  // namespace knead
