#pragma once
// How likely a row of the measurement table is, given what the model says to it.
//
//   sign +-1   the probability that a trial of n people comes out P < 0.05 with that sign: noncentral t at the study's
//   n sign 0     the probability that it does not come out P < 0.05 others     Student's t about the model's contrast,
//   on the row's scale (logarithms of folds, ratios and
//              1 + percent / 100), with the measurement's standard error, the model's own over n people and the model's
//              discrepancy added in quadrature
//   lower bound  the probability that the measured contrast is at least the number
// A press figure "2x" has a standard deviation of ln 2; a measurement without known spread one that makes a factor
// of 1.5 its 95 % interval, as the verdicts have it.

#include <cstdint>

#include "sim/inference/row_prediction.hpp"

namespace knead {

struct LikelihoodOptions {
  double degrees_of_freedom = 4;  ///< of Student's t: a row that the model cannot meet pulls less the farther it is
  double slip = 0.02;             ///< share of sign rows that say nothing: their three outcomes are then equally likely
  double discrepancy = 0.1;       ///< of the model from any measurement: SD, of a logarithm, or of a score over 10
};

/// Averaged over the nodes of the prediction.
double log_likelihood(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options);

/// Fisher information of a row on the mean contrast, at the prediction's middle node.
double information(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options);

/// The same row as a trial of this model might have given it: another value, or another sign. Keyed by seed and the
/// row's place in its table; a sign row keeps +1, -1 or 0 as it comes out.
Measurement simulated(Measurement row, const RowPrediction& prediction, const LikelihoodOptions& options,
                      std::uint64_t seed, std::uint64_t replicate);

}  // namespace knead
