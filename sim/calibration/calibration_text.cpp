#include "sim/calibration/calibration_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/numerics/quantile.hpp"
#include "sim/sampling/diagnostics.hpp"

namespace knead {

namespace {

/// Median and central 95 % of a parameter over weighted draws.
std::string interval(const Posterior& posterior, std::size_t parameter) {
  std::vector<double> values;
  for (const auto& draw : posterior.values) values.push_back(draw[parameter]);
  const auto at = [&](double q) { return weighted_quantile(values, posterior.weights, q); };
  return fmt::format("{:.3g} ({:.3g} to {:.3g})", at(0.5), at(0.025), at(0.975));
}

std::string profile_words(const Profile& profile) {
  std::string words;
  const double highest = *std::max_element(profile.value.begin(), profile.value.end());
  for (const double value : profile.value) words += fmt::format("{}{:.1f}", words.empty() ? "" : ", ", value - highest);
  return words;
}

std::string parameter_table(const Problem& problem, const CalibrationResult& result) {
  std::string text =
      "| parameter | unit | prior | best fit | posterior (95 %) | exercise alone | R-hat | effective draws | profile "
      "says | "
      "profile |\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < problem.free; ++i) {
    const Parameter& parameter = all_parameters()[problem.coordinates[i].position];
    const Prior& prior = problem.coordinates[i].prior;
    const Profile& profile = result.profiles[i];
    const Posterior& without = result.exercise_only.posterior;
    text += fmt::format("| `{}` | {} | {:.3g} to {:.3g}{} | {:.3g} | {} | {} | {:.2f} | {:.0f} | {} | {} |\n",
                        problem.coordinates.name(i), parameter.unit, prior.low, prior.high,
                        prior.shape == Prior::Shape::log_uniform ? ", log" : "",
                        problem.coordinates.value(i, result.best.at[i]), interval(result.all.posterior, i),
                        without.draws() ? interval(without, i) : "", result.chains.mixing[i].r_hat,
                        result.chains.mixing[i].effective, name_of(profile.identifiability), profile_words(profile));
  }
  return text;
}

std::string row_table(const CalibrationResult& result) {
  std::string text =
      "| study | observable | condition | hours | log likelihood as declared | best fit | R-hat of its contrast | "
      "effective "
      "draws |\n|---|---|---|---|---|---|---|---|\n";
  for (std::size_t r = 0; r < result.rows.size(); ++r) {
    const Measurement& row = result.rows[r];
    text += fmt::format("| {} | {} | {} | {} | {:.1f} | {:.1f} | {:.2f} | {:.0f} |\n", row.study, row.observable,
                        row.condition, row.when == Measurement::When::peak ? "peak" : fmt::format("{:g}", row.time_h),
                        result.declared_rows[r], result.best_rows[r], result.chains.row_mixing[r].r_hat,
                        result.chains.row_mixing[r].effective);
  }
  return text;
}

std::string chains_of(const Problem& problem, const ChainsReport& report) {
  const ChainSettings& chains = problem.settings.chains;
  const auto worst = [](const std::vector<Mixing>& mixing) {
    Mixing result{0, mixing.front().effective};
    for (const Mixing& m : mixing) result = {std::max(result.r_hat, m.r_hat), std::min(result.effective, m.effective)};
    return result;
  };
  const Mixing free = worst(report.mixing), rows = worst(report.row_mixing);
  return fmt::format(
      "{} chains of {} kept steps of the median person, {:.0f} % accepted. Worst R-hat {:.2f} and fewest effective "
      "draws "
      "{:.0f} over the free parameters; {:.2f} and {:.0f} over the rows' contrasts; {:.2f} and {:.0f} over the "
      "parameters "
      "carried along.\n",
      chains.chains, chains.steps, 100 * report.accepted, free.r_hat, free.effective, rows.r_hat, rows.effective,
      report.worst_carried.r_hat, report.worst_carried.effective);
}

std::string bridge_of(const Problem& problem, const CalibratedPosterior& fitted, const char* from) {
  std::string text = fmt::format(
      "`{}`: {} draws of {}, taken to {} people of each study; weighed at once they would be "
      "worth {:.0f}.",
      fitted.posterior.name, fitted.began, from, problem.settings.reweight.people, fitted.effective_at_once);
  for (const BridgeStage& stage : fitted.stages)
    text += fmt::format(" At exponent {:.3g} they were worth {:.0f}, and {:.0f} % of {} steps of each were accepted.",
                        stage.exponent, stage.effective, 100 * stage.accepted, problem.settings.reweight.steps);
  if (fitted.untold > 0)
    text += fmt::format(
        " {} parameters, of which the rows say nothing, were then drawn anew from their priors ({:.0f} % took).",
        fitted.untold, 100 * fitted.redrawn);
  std::vector<double> persistence = fitted.persistence;
  std::sort(persistence.begin(), persistence.end());
  text += fmt::format(
      " {} different draws are kept, which descend from {}; over the last {} steps a free parameter stays "
      "correlated with itself by {:.2f} (median; {:.2f} at most).",
      fitted.posterior.draws(), fitted.ancestors, problem.settings.reweight.steps, quantile(persistence, 0.5),
      persistence.back());
  if (fitted.blocks > 0)
    text += fmt::format(
        " {} of them were run again as full blocks of the median person; by the blocks' likelihood they are worth "
        "{:.1f}.",
        fitted.blocks, fitted.effective_blocks);
  return text + "\n";
}

}  // namespace

std::string report_of(const Problem& problem, const CalibrationResult& result) {
  std::string text = fmt::format("# Calibration `{}`\n\n{}\n\n", problem.settings.name, problem.settings.about);
  text += fmt::format(
      "{} rows of {} studies; {} free parameters and {} carried along from their priors; {} well-mixed "
      "simulations of all studies.\n\n",
      result.rows.size(), problem.studies.size(), problem.free, problem.coordinates.size() - problem.free,
      result.evaluations);
  text += chains_of(problem, result.chains) + "\n" + bridge_of(problem, result.all, "the chains") + "\n";
  if (result.exercise_only.posterior.draws() > 0)
    text += bridge_of(problem, result.exercise_only, "the posterior of all rows") + "\n";
  text += "Log posterior of each start's end, best first:";
  for (const Optimum& start : result.best.starts) text += fmt::format(" {:.1f}", start.value);
  text += "\n\n## Free parameters\n\n" + parameter_table(problem, result);
  text +=
      "\nThe profile is the log likelihood maximised over the other free parameters, less its largest value, at 5 "
      "and 95 % of the prior and, between them, where a search of the likelihood ended.\n\n## Rows\n\n" +
      row_table(result);
  return text;
}

}  // namespace knead
