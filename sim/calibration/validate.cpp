#include "sim/calibration/validate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/calibration/evaluations.hpp"
#include "sim/calibration/predictive_trials.hpp"
#include "sim/sampling/diagnostics.hpp"

namespace knead {

namespace {

constexpr int trials_of_verdict = 1000;
constexpr double no_weight = -std::numeric_limits<double>::infinity();

std::filesystem::path ledger_of(const Posterior& posterior, const std::filesystem::path& folder) {
  return folder / (posterior.name + ".validate.part");
}

bool was_fitted(const Posterior& posterior, const Measurement& row) {
  const std::vector<std::string>& keys = posterior.fitted_rows;
  return std::find(keys.begin(), keys.end(), row_key(row)) != keys.end();
}

/// Trials by the draws' weights: systematic resampling, so that equal weights give each draw as many.
std::vector<Trial> weighted_trials(const std::vector<std::vector<Trial>>& of_draws,
                                   const std::vector<double>& weights) {
  std::vector<Trial> trials;
  const std::vector<int> counts = systematic_counts(weights, trials_of_verdict);
  for (std::size_t k = 0; k < counts.size(); ++k)
    for (int taken = 0; taken < counts[k]; ++taken)
      trials.push_back(of_draws[k][static_cast<std::size_t>(taken) % of_draws[k].size()]);
  return trials;
}

/// Log weights of the draws.
std::vector<double> log_weights_of(const Posterior& posterior) {
  std::vector<double> weights;
  for (const double weight : posterior.weights) weights.push_back(std::log(weight));
  return weights;
}

/// The same without the likelihood of one study's rows: none of a draw whose weight cannot tell what it would then be.
std::vector<double> log_weights_without(const Posterior& posterior, const std::string& study) {
  const auto at = std::find(posterior.studies.begin(), posterior.studies.end(), study) - posterior.studies.begin();
  std::vector<double> weights = log_weights_of(posterior);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const std::vector<double>& of_studies = posterior.log_likelihood[k];
    const bool known = at < std::ssize(of_studies) && std::isfinite(of_studies[static_cast<std::size_t>(at)]);
    weights[k] = known ? weights[k] - of_studies[static_cast<std::size_t>(at)] : no_weight;
  }
  return weights;
}

/// Without the draws in which the row's study failed.
std::vector<double> of_simulated(std::vector<double> log_weights, const PredictedRow& predicted) {
  for (std::size_t k = 0; k < log_weights.size(); ++k)
    if (predicted.trials[k].empty()) log_weights[k] = no_weight;
  return log_weights;
}

int failed_of(const PredictedRow& predicted, const Posterior& posterior) {
  int failed = 0;
  for (std::size_t k = 0; k < posterior.draws(); ++k) failed += posterior.weights[k] > 0 && predicted.trials[k].empty();
  return failed;
}

/// How uncertain the parameters are is no error of the model's: its standard error is that within a draw, of their
/// median draw.
double standard_error_within(const PredictedRow& predicted, const std::vector<double>& weights) {
  std::vector<double> errors;
  for (const std::vector<Trial>& trials : predicted.trials) errors.push_back(standard_error(trials));
  return weighted_quantile(errors, weights, 0.5);
}

/// @param log_weights of the draws; of those without trials none
RowVerdict judged(const Measurement& row, const PredictedRow& predicted, const std::vector<double>& log_weights) {
  if (!predicted.lookup.place) return unjudged(row, predicted.lookup);
  if (effective_size(log_weights) == 0) return unjudged(row, {{}, false, "the study fails in every draw"});
  const std::vector<double> weights = normalised(log_weights);
  return judge_trials(row, predicted.scale, predicted.participants, weighted_trials(predicted.trials, weights),
                      standard_error_within(predicted, weights));
}

}  // namespace

std::vector<ValidatedRow> validate(const ValidationQuestion& question, const std::filesystem::path& folder,
                                   const Ranks& ranks, const std::function<void(double)>& progress,
                                   const std::function<void()>& look) {
  const std::optional<Posterior>& other = question.exercise_only;
  const double whole = other ? 2 : 1;
  const auto predicted = [&](const Posterior& posterior, const std::vector<Measurement>& rows, double done) {
    return predictive_trials(
        {question.studies, rows, posterior, question.people, question.trials_a_draw}, ledger_of(posterior, folder),
        ranks, [&](double share) { progress((done + share) / whole); }, look);
  };
  const Posterior& posterior = question.posterior;
  const std::vector<PredictedRow> all = predicted(posterior, question.rows, 0);
  std::vector<ValidatedRow> validated;
  for (std::size_t i = 0; i < question.rows.size(); ++i) {
    const Measurement& row = question.rows[i];
    ValidatedRow& result = validated.emplace_back();
    result.fitted = was_fitted(posterior, row);
    result.verdict = judged(row, all[i], of_simulated(log_weights_of(posterior), all[i]));
    if (!all[i].lookup.place) continue;
    result.failed = failed_of(all[i], posterior);
    if (!result.fitted) continue;
    const std::vector<double> log_weights = of_simulated(log_weights_without(posterior, row.study_file), all[i]);
    result.left_out_effective = effective_size(log_weights);
    if (result.left_out_effective >= fewest_effective_draws) result.left_out = judged(row, all[i], log_weights);
  }
  if (!other) return validated;

  std::vector<Measurement> unseen;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < question.rows.size(); ++i)
    if (all[i].lookup.place && !was_fitted(*other, question.rows[i])) {
      unseen.push_back(question.rows[i]);
      places.push_back(i);
    }
  const std::vector<PredictedRow> without_treatment = predicted(*other, unseen, 1);
  for (std::size_t u = 0; u < unseen.size(); ++u) {
    ValidatedRow& result = validated[places[u]];
    result.exercise_only =
        judged(unseen[u], without_treatment[u], of_simulated(log_weights_of(*other), without_treatment[u]));
    result.exercise_only_failed = failed_of(without_treatment[u], *other);
  }
  return validated;
}

void remove_validation_ledgers(const ValidationQuestion& question, const std::filesystem::path& folder) {
  remove_ledgers(ledger_of(question.posterior, folder));
  if (question.exercise_only) remove_ledgers(ledger_of(*question.exercise_only, folder));
}

}  // namespace knead
