#include "sim/inference/study_verdicts.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <mutex>
#include <optional>

#include "models/variants.hpp"
#include "sim/experiment/prior_draw.hpp"
#include "sim/experiment/run_study.hpp"

namespace knead {

namespace {

constexpr int culture_domains = 8;          // one block of lanes
constexpr double culture_tolerance = 0.03;  // of the splitting; far less than what a prior draw or a person changes
constexpr int trials_a_draw = 50;           // enough to tell on which side of a half they lie
constexpr double low_cv = 0.15, high_cv = 0.5;

Study with_sourced_links_alone(Study study) {
  study.parameters = sourced_variant(study.parameters);
  return study;
}

Study with_prior_draw(Study study, int draw) {
  for (std::size_t i = 0; i < study.parameters.values.size(); ++i)
    study.parameters.values[i] = draw_prior(all_parameters()[i], study.seed, static_cast<std::uint64_t>(draw));
  for (Arm& arm : study.arms)
    for (LoadEvent& load : arm.loads)
      if (auto* massage = std::get_if<MassageEvent>(&load)) massage->pressure_Pa.reset();  // drawn as massage.pressure
  return study;
}

std::vector<PriorDraw> prior_draws(const Study& culture, const VerdictOptions& options) {
  std::vector<Study> studies;
  for (int draw = 0; draw < options.prior_draws; ++draw) studies.push_back(with_prior_draw(culture, draw));
  const std::optional<LimbResponses> responses = limb_responses(studies);
  std::vector<PriorDraw> draws(studies.size());
  std::mutex mutex;
  int done = 0;
  tbb::parallel_for(std::size_t{0}, studies.size(), [&](std::size_t i) {
    draws[i] = {run_study(studies[i], {.responses = responses ? &*responses : nullptr}),
                values_of<LaboratoryParameters>(studies[i].parameters)};
    if (!options.progress) return;
    const std::lock_guard lock(mutex);
    options.progress(static_cast<double>(++done) / options.prior_draws);
  });
  return draws;
}

}  // namespace

Study in_culture(const Study& study) {
  Study culture = study;
  culture.tissue.kind = Tissue::Kind::culture;
  culture.tissue.domains = culture_domains;
  culture.coupling.tolerance = culture_tolerance;
  culture.output = {};
  culture.until_s = 1;
  for (const SampleMoment& moment : empty_samples(study).moments)
    culture.until_s = std::max(culture.until_s, moment.latest_h * 3600);
  culture.output.series_s = 1e9;  // nothing but the biopsies is read
  return culture;
}

RowTable study_verdicts(const Study& study, const TrueSamples& truth, const VerdictOptions& options) {
  std::vector<Measurement> rows = read_measurements(options.measurements);
  std::erase_if(rows, [&](const Measurement& row) { return row.study_file != study.name; });
  RowTable table;
  if (rows.empty()) return table;
  table.title = study.name + ": the model against what was measured";
  const TrialOptions trials{.laboratory = values_of<LaboratoryParameters>(study.parameters)};
  table.rows = judge(rows, study.rows, truth, trials);

  const Study culture = in_culture(study);
  const auto judged = [&](const Study& variant, const RunOptions& run) {
    return judge(rows, study.rows, run_study(variant, run), trials);
  };
  table.at_low_spread = judged(culture, {.subject_cv = low_cv});
  table.at_high_spread = judged(culture, {.subject_cv = high_cv});
  const std::optional<LimbResponses> responses = limb_responses(culture);  // the same with and without those links
  const RunOptions same_limb{.responses = responses ? &*responses : nullptr};
  mark_by_construction(table.rows, judged(culture, same_limb), judged(with_sourced_links_alone(culture), same_limb));
  if (options.prior_draws > 0)
    add_prior_predictive(table.rows, study.rows, prior_draws(culture, options), trials_a_draw);
  return table;
}

}  // namespace knead
