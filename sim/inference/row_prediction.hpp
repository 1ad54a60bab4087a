#pragma once
// What a set of parameters says to one row of the measurement table: the mean contrast that the study would measure,
// and how much one person's contrast differs from it.

#include <array>
#include <optional>

#include "models/laboratory_parameters.hpp"
#include "sim/inference/simulated_trial.hpp"

namespace knead {

/// d as in simulated_trial.hpp: ln(treated / control), ln(leg / own baseline), or the level. Signs of observables on a
/// scale of differences take the difference; their folds, ratios and percentages stay logarithms.
struct ContrastMoments {
  double mean = 0;   ///< of d over people, as measured
  double sd = 0;     ///< of one person's d about it; of parallel groups, of one person's level, pooled over the two
  double error = 0;  ///< SD of the mean itself: of few people's from the population's, of a model's from a better one's
};

/// Gauss-Legendre weights of the three backgrounds of a blot.
inline constexpr std::array<double, 3> background_weights{5 / 18.0, 8 / 18.0, 5 / 18.0};

/// A blot has an unknown background: its contrast at the three Gauss-Legendre nodes of the background's prior, which
/// are to be averaged with their weights. Other assays have one node.
struct RowPrediction {
  int nodes = 1;
  std::array<ContrastMoments, 3> at{};
  std::array<double, 3> weight{1, 0, 0};
  double unit = 1;  ///< what the model's discrepancy is a share of: 1 for a logarithm, 10 for a score, else the level
};

/// How people differ in d beyond what the laboratory adds.
struct PeopleSpread {
  /// Of |d|, where the people of the samples are one and the same person (a fit of the mean subject); without it the
  /// samples' own variance over their people is taken.
  std::optional<double> share_of_d;
};

/// The prediction for a row from the people of some samples, each weighing alike. Laboratory's noise is taken to second
/// order in logarithms, and exactly in levels and their differences. Nothing where a logarithm does not exist: where
/// one side of a ratio is 0.
std::optional<RowPrediction> predict(const Measurement& row, const RowInSamples& place, const TrueSamples& truth,
                                     const LaboratoryParameters<double>& laboratory, const PeopleSpread& spread);

}  // namespace knead
