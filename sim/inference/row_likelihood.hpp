#pragma once
// How likely a row of the measurement table is, given what the model says to it.
//
//   sign +-1  the probability that a trial of n people comes out P < 0.05 with that sign: noncentral t at the study's n
//   sign 0    the probability that it does not come out P < 0.05
//   others    density of Student's t about the model's contrast, on the row's scale: logarithms of folds, ratios and
//             1 + percent / 100, the unit of values. Its scale is the measurement's standard error, the model's own
//             over n people and the model's discrepancy, added in quadrature.
// An error of the model's mean adds to its standard error.
//   lower bound  the probability that the measured contrast is at least the number, which has no error of its own
// A press figure "2x" has a standard deviation of ln 2; a measurement without known spread one that makes a factor
// of 1.5 (of the change for percent) its 95 % interval, as the verdicts have it. Where the table does not say how many
// took part it is taken to be 8.

#include <cstdint>

#include "sim/inference/row_prediction.hpp"

namespace knead {

struct LikelihoodOptions {
  double degrees_of_freedom = 4;  ///< of Student's t: a row that the model cannot meet pulls less the farther it is
  double slip = 0.02;             ///< share of sign rows that say nothing: their three outcomes are then equally likely
  double discrepancy = 0.1;       ///< of the model from any measurement: SD, of a logarithm, or of a score over 10
};

/// Averaged over the nodes of the prediction. Never infinite.
double log_likelihood(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options);

/// Slope of the log likelihood along the mean contrast, all nodes moved alike.
double score(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options);

/// Fisher information of a row on the mean contrast, at the prediction's middle node; 0 where the outcome is certain.
double information(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options);

/// The same row as a trial of this model might have given it, keyed by seed, replicate and the row's study, observable,
/// condition and time. A sign row keeps +1, -1 or 0 as it comes out. A number is another one, with a spread that is the
/// same as before on the row's scale. A lower bound stays if it is reached, else the row is the number that was
/// measured.
Measurement simulated(Measurement row, const RowPrediction& prediction, const LikelihoodOptions& options,
                      std::uint64_t seed, std::uint64_t replicate);

}  // namespace knead
