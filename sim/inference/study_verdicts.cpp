#include "sim/inference/study_verdicts.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "models/variants.hpp"
#include "sim/config/moments.hpp"
#include "sim/experiment/free_pressure.hpp"
#include "sim/experiment/prior_draw.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/experiment/traits.hpp"

namespace knead {

namespace {

constexpr int representative_domains = 8;      // one block of lanes
constexpr int most_subjects = 8;               // a prior draw or a spread of people moves more than the others would
constexpr double well_mixed_tolerance = 0.03;  // of the splitting; far less than what a prior draw or a person changes
constexpr int trials_a_draw = 50;              // enough to tell on which side of a half they lie
constexpr double short_study_s = 6 * 3600.0;
constexpr int people_a_draw = 3, people_a_long_draw = 1;  // draws differ far more than their people do
constexpr int draws_of_short_study = 200, draws_of_long_study = 40;
constexpr double low_cv = 0.15, high_cv = 0.5;

/// In every draw of a posterior, too.
Study with_sourced_links_alone(const Study& study) {
  Study sourced = with_parameters(study, sourced_variant(study.parameters));
  std::vector<std::size_t> links;
  for (const std::string_view link : sourceless_links) links.push_back(*find_parameter(link));
  sourced.posterior.take_out(links);
  return sourced;
}

/// A parameter in a draw from the priors, which are of declared values: where a body or the study sets another, the draw
/// keeps its ratio to the declared one, and what makes the limb stays as it is.
double drawn_for(const Study& study, std::size_t position, double drawn) {
  const Parameter& parameter = all_parameters()[position];
  const double value = study.parameters.values[position];
  if (value == parameter.value) return drawn;
  if (parameter.module == "limb" && belongs_to_study(parameter)) return value;
  return trait_at(position, value, parameter.value, drawn);
}

Study with_prior_draw(Study study, int draw) {
  ParameterSet drawn;
  for (std::size_t i = 0; i < drawn.values.size(); ++i)
    drawn.values[i] =
        drawn_for(study, i, draw_prior(all_parameters()[i], study.seed, static_cast<std::uint64_t>(draw)));
  study.posterior = {};
  study = with_parameters(study, drawn);
  free_pressure(study);  // it is drawn as massage.pressure
  return study;
}

std::vector<PriorDraw> make_prior_draws(const Study& mixed, int count, const VerdictOptions& options) {
  std::vector<Study> studies;
  for (int draw = 0; draw < count; ++draw) {
    studies.push_back(with_prior_draw(mixed, draw));
    int& people = studies.back().subjects.count;
    people = std::min(people, mixed.until_s <= short_study_s ? people_a_draw : people_a_long_draw);
  }
  const std::optional<LimbResponses> responses = limb_responses(studies);
  std::vector<PriorDraw> draws(studies.size());
  std::mutex mutex;
  int done = 0;
  tbb::parallel_for(std::size_t{0}, studies.size(), [&](std::size_t i) {
    draws[i] = {run_study(studies[i], {.responses = responses ? &*responses : nullptr}),
                values_of<LaboratoryParameters>(studies[i].parameters)};
    if (!options.progress) return;
    const std::lock_guard lock(mutex);
    options.progress(static_cast<double>(++done) / count);
  });
  return draws;
}

}  // namespace

Study well_mixed(const Study& study, bool peaks) {
  Study mixed = study;
  mixed.tissue.kind = Tissue::Kind::well_mixed;
  mixed.tissue.domains = representative_domains;
  mixed.subjects.count = std::min(study.subjects.count, most_subjects);
  mixed.coupling.tolerance = well_mixed_tolerance;
  mixed.output.snapshot_every_s = 0;
  mixed.output.snapshot_subjects.clear();
  if (peaks) return mixed;
  mixed.output.series_s = 1e9;  // nothing but the biopsies is read
  mixed.until_s = 1;
  for (const Arm& arm : study.arms)
    for (const BiopsyTime& biopsy : study.sampling.biopsies)
      mixed.until_s = std::max(mixed.until_s, sample_window_s(study, biopsy, arm).high);
  return mixed;
}

int affordable_prior_draws(const Study& well_mixed_study) {
  return well_mixed_study.until_s <= short_study_s ? draws_of_short_study : draws_of_long_study;
}

RowTable study_verdicts(const Study& study, const TrueSamples& truth, const VerdictOptions& options) {
  std::vector<Measurement> rows = options.measurements;
  std::erase_if(rows, [&](const Measurement& row) { return row.study_file != study.name; });
  RowTable table;
  if (rows.empty()) return table;
  table.title = study.name + ": the model against what was measured";
  const TrialOptions trials{.laboratory = values_of<LaboratoryParameters>(study.parameters)};
  table.rows = judge(rows, study.rows, truth, trials);
  if (study.posterior) table.fitted = fitted_rows_beside(study.posterior.of->path);

  const bool peaks =
      std::any_of(rows.begin(), rows.end(), [](const Measurement& row) { return row.when != Measurement::When::at; });
  const Study mixed = well_mixed(study, peaks);
  const auto judged = [&](const Study& variant, const RunOptions& run) {
    return judge(rows, study.rows, run_study(variant, run), trials);
  };
  table.at_low_spread = judged(mixed, {.subject_cv = low_cv});
  table.at_high_spread = judged(mixed, {.subject_cv = high_cv});
  const std::optional<LimbResponses> responses = limb_responses(mixed);  // the same with and without those links
  const RunOptions same_limb{.responses = responses ? &*responses : nullptr};
  mark_by_construction(table.rows, judged(mixed, same_limb), judged(with_sourced_links_alone(mixed), same_limb));
  const int draws = options.prior_draws.value_or(affordable_prior_draws(mixed));
  if (draws > 0) add_prior_predictive(table.rows, study.rows, make_prior_draws(mixed, draws, options), trials_a_draw);
  return table;
}

}  // namespace knead
