#pragma once
// Whether chains have forgotten where they began, and how many independent draws they are worth (Vehtari et al. 2021,
// doi:10.1214/20-BA1221).

#include <vector>

namespace knead {

/// How often each of some draws is taken where `count` are taken by their weights, evenly spaced (systematic
/// resampling): of equal weights as often as all others.
std::vector<int> systematic_counts(const std::vector<double>& weights, int count);

/// The larger of split R-hat of the rank-normalised draws and of their folded distances from the median. Chains
/// [chain][draw] of equal length, of at least four draws; infinity where every chain stands still at another value, 1
/// where all draws are equal, NaN where a draw is not finite.
double rank_normalised_r_hat(const std::vector<std::vector<double>>& chains);

/// Effective number of draws for the mean ("bulk", of rank-normalised split chains), by Geyer's initial monotone
/// sequence. 0 where all draws are equal, as nothing has moved; NaN where a draw is not finite.
double bulk_effective_size(const std::vector<std::vector<double>>& chains);

/// (sum w)^2 / sum w^2 of weights given by their logarithms; 0 where all are minus infinity (Kish 1965).
double effective_size(const std::vector<double>& log_weights);

/// The weights, adding up to 1. Throws std::invalid_argument where all are minus infinity.
std::vector<double> normalised(const std::vector<double>& log_weights);

/// The value below which weights (adding up to 1) of a share q lie: the mean of the weighted distribution over a share
/// 1/n of it, from q (1 - 1/n) on, with n the effective number of values (Akinshin 2023, arXiv:2304.07265, type 7).
/// Equal weights give `quantile` of numerics, and a value without weight changes nothing.
double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double q);

}  // namespace knead
