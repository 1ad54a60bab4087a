#pragma once
// Posterior predictive trials: what every draw of a posterior predicts for measured rows, each trial with people and a
// laboratory of its own.

#include <filesystem>
#include <functional>
#include <vector>

#include "sim/config/posterior.hpp"
#include "sim/config/study.hpp"
#include "sim/inference/simulated_trial.hpp"
#include "sim/parallel/ranks.hpp"

namespace knead {

struct PredictedRow {
  RowLookup lookup;  ///< why there are no trials at all
  Scale scale = Scale::logarithm;
  int participants = 0;
  std::vector<std::vector<Trial>> trials;  ///< [draw]; none of a draw without weight, or in which the study fails
};

struct PredictiveQuestion {
  const std::vector<Study>& studies;
  std::vector<Measurement> rows;
  const Posterior& posterior;
  int people;  ///< of a study, drawn from the population around each draw
  int trials_a_draw;
};

/// One a row. What was found before in the ledger is not simulated again.
/// @param look called now and then from any thread; may throw Interrupted
std::vector<PredictedRow> predictive_trials(const PredictiveQuestion& question, const std::filesystem::path& ledger,
                                            const Ranks& ranks, const std::function<void(double share)>& progress,
                                            const std::function<void()>& look);

}  // namespace knead
