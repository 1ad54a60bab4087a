#include "sim/calibration/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/calibration/evaluations.hpp"
#include "sim/calibration/row_model.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/sampling/diagnostics.hpp"

namespace knead {

namespace {

constexpr int trials_of_verdict = 1000;
constexpr std::size_t numbers_a_trial = 3;

/// Trials of every row that is modelled, [row][draw][trial].
using DrawTrials = std::vector<std::vector<std::vector<Trial>>>;

std::filesystem::path ledger_of(const Posterior& posterior, const std::filesystem::path& folder) {
  return folder / (posterior.name + ".validate.part");
}

/// Trials of one posterior's draws.
class Predictions {
 public:
  Predictions(const ValidationQuestion& question, const Posterior& posterior, const std::filesystem::path& folder,
              const Ranks& ranks, const std::function<void()>& look)
      : question_(question),
        posterior_(posterior),
        model_(question.studies, question.rows, Fidelity::people, question.people, 0),
        evaluations_(ledger_of(posterior, folder), identity(), width(), ranks,
                     [this](const Point& values) { return trials_of(values); }) {
    model_.set_look(look);
  }

  const RowModel& model() const { return model_; }

  DrawTrials trials(const std::function<void(double)>& progress) {
    constexpr std::size_t batch = 16;
    DrawTrials all(model_.rows().size());
    for (std::size_t k = 0; k < posterior_.draws(); k += batch) {
      progress(static_cast<double>(k) / static_cast<double>(posterior_.draws()));
      const std::vector<Point> some(
          posterior_.values.begin() + static_cast<std::ptrdiff_t>(k),
          posterior_.values.begin() + static_cast<std::ptrdiff_t>(std::min(posterior_.draws(), k + batch)));
      for (const std::vector<double>& numbers : evaluations_.at(some)) add(numbers, all);
    }
    progress(1);
    return all;
  }

 private:
  std::size_t trials_a_draw() const { return static_cast<std::size_t>(question_.trials_a_draw); }
  std::size_t width() const { return model_.rows().size() * trials_a_draw() * numbers_a_trial; }

  std::string identity() const {
    std::string all =
        fmt::format("{} {} {} {}\n", KNEAD_VERSION, posterior_.checksum, question_.people, question_.trials_a_draw);
    for (const Study& study : question_.studies) all += resolved_yaml(study);
    for (const Measurement& row : model_.rows()) all += fmt::format("{} {}\n", row.study_file, row.line);
    return all;
  }

  std::vector<double> trials_of(const Point& values) const {
    std::vector<double> numbers(width(), std::numeric_limits<double>::quiet_NaN());
    const auto samples = model_.simulate({posterior_.positions, values});
    if (!samples) return numbers;
    std::size_t at = 0;
    for (std::size_t r = 0; r < model_.rows().size(); ++r) {
      const std::size_t s = model_.part_of_row()[r];
      const Laboratory laboratory(values_of<LaboratoryParameters>(model_.parts()[s].parameters));
      for (std::size_t t = 0; t < trials_a_draw(); ++t) {
        // Trial 1 would take the people as they are; all of these are resampled.
        const Trial trial = simulate_trial(model_.rows()[r], model_.place(r), (*samples)[s], laboratory, t + 2);
        for (const double number : {trial.contrast, trial.mean_d, trial.sd_d}) numbers[at++] = number;
      }
    }
    return numbers;
  }

  void add(const std::vector<double>& numbers, DrawTrials& all) const {
    std::size_t at = 0;
    for (auto& row : all) {
      row.emplace_back();
      for (std::size_t t = 0; t < trials_a_draw(); ++t, at += numbers_a_trial)
        row.back().push_back({numbers[at], numbers[at + 1], numbers[at + 2]});
    }
  }

  const ValidationQuestion& question_;
  const Posterior& posterior_;
  RowModel model_;
  Evaluations evaluations_;
};

/// Trials by the draws' weights: systematic resampling, so that equal weights give each draw as many.
std::vector<Trial> weighted_trials(const std::vector<std::vector<Trial>>& of_draws,
                                   const std::vector<double>& weights) {
  std::vector<Trial> trials;
  std::size_t draw = 0, taken = 0;
  double below = weights[0];
  for (int t = 0; t < trials_of_verdict; ++t) {
    const double u = (t + 0.5) / trials_of_verdict;
    while (below < u && draw + 1 < weights.size()) {
      below += weights[++draw];
      taken = 0;
    }
    trials.push_back(of_draws[draw][taken++ % of_draws[draw].size()]);
  }
  return trials;
}

/// Log weights of the draws without the likelihood of one study's rows.
std::vector<double> log_weights_without(const Posterior& posterior, const std::string& study) {
  std::vector<double> weights;
  const auto at = std::find(posterior.studies.begin(), posterior.studies.end(), study) - posterior.studies.begin();
  for (std::size_t k = 0; k < posterior.draws(); ++k) {
    const double weight = std::log(posterior.weights[k]);
    // A draw in which the model failed has neither weight nor likelihood.
    weights.push_back(std::isfinite(weight) ? weight - posterior.log_likelihood[k][static_cast<std::size_t>(at)]
                                            : weight);
  }
  return weights;
}

}  // namespace

std::vector<ValidatedRow> validate(const ValidationQuestion& question, const std::filesystem::path& folder,
                                   const Ranks& ranks, const std::function<void(double)>& progress,
                                   const std::function<void()>& look) {
  const double whole = question.exercise_only ? 2 : 1;
  Predictions predictions(question, question.posterior, folder, ranks, look);
  const DrawTrials trials = predictions.trials([&](double share) { progress(share / whole); });
  DrawTrials without_treatment;
  if (question.exercise_only) {
    Predictions other(question, *question.exercise_only, folder, ranks, look);
    without_treatment = other.trials([&](double share) { progress((1 + share) / whole); });
  }

  const RowModel& model = predictions.model();
  std::vector<ValidatedRow> validated;
  for (std::size_t i = 0; i < question.rows.size(); ++i) {
    const Measurement& row = question.rows[i];
    ValidatedRow result;
    result.fitted = question.fitted[i];
    const auto modelled = std::find_if(model.rows().begin(), model.rows().end(),
                                       [&](const Measurement& known) { return known.line == row.line; });
    if (modelled == model.rows().end()) {
      result.verdict = unjudged(row, model.lookup(row));
      validated.push_back(result);
      continue;
    }
    const std::size_t r = static_cast<std::size_t>(modelled - model.rows().begin());
    const auto judged = [&](const DrawTrials& of, const std::vector<double>& weights) {
      return judge_trials(row, model.scale(r), model.participants(r), weighted_trials(of[r], weights));
    };
    result.verdict = judged(trials, question.posterior.weights);
    if (result.fitted) {
      const std::vector<double> log_weights = log_weights_without(question.posterior, row.study_file);
      result.left_out_effective = effective_size(log_weights);
      if (result.left_out_effective >= fewest_effective_draws)
        result.left_out = judged(trials, normalised(log_weights));
    }
    if (question.exercise_only && question.treated[i])
      result.exercise_only = judged(without_treatment, question.exercise_only->weights);
    validated.push_back(result);
  }
  return validated;
}

void remove_validation_ledgers(const ValidationQuestion& question, const std::filesystem::path& folder) {
  remove_ledgers(ledger_of(question.posterior, folder));
  if (question.exercise_only) remove_ledgers(ledger_of(*question.exercise_only, folder));
}

}  // namespace knead
