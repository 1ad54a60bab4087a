#pragma once
// A posterior against any measurement table: what its draws predict for every row, and what they would predict had a
// row's whole study been left out.

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "sim/config/posterior.hpp"
#include "sim/config/study.hpp"
#include "sim/inference/agreement.hpp"
#include "sim/parallel/ranks.hpp"

namespace knead {

/// Draws that are worth fewer than this, once a study is left out, tell nothing.
inline constexpr double fewest_effective_draws = 10;

struct ValidatedRow {
  RowVerdict verdict;                        ///< of the posterior's draws, as they are weighted
  bool fitted = false;                       ///< the row is among those that the posterior was fitted to
  std::optional<RowVerdict> left_out;        ///< of the same draws, weighted as if its study had not been fitted
  double left_out_effective = 0;             ///< what the draws are then worth
  std::optional<RowVerdict> exercise_only;   ///< of a posterior of exercise alone that was not fitted to the row
  int failed = 0, exercise_only_failed = 0;  ///< draws of either that are dropped, as the row's study fails in them
};

struct ValidationQuestion {
  std::vector<Study> studies;     ///< those that the rows' study files name and that there are
  std::vector<Measurement> rows;  ///< of the table, in its order
  Posterior posterior;
  std::optional<Posterior> exercise_only;
  int people = 4;  ///< of a study, drawn from the population around each draw
  int trials_a_draw = 8;
};

/// Posterior predictive trials of every row, each with people and a laboratory of its own; a row's verdict is made of a
/// thousand of them, taken by the draws' weights. To leave a study out its likelihood is taken out of the weights,
/// which are not smoothed (plain importance weights). What was found before in `folder` is not simulated again.
std::vector<ValidatedRow> validate(const ValidationQuestion& question, const std::filesystem::path& folder,
                                   const Ranks& ranks, const std::function<void(double share)>& progress,
                                   const std::function<void()>& look);

/// Removes what a finished validation has kept.
void remove_validation_ledgers(const ValidationQuestion& question, const std::filesystem::path& folder);

}  // namespace knead
