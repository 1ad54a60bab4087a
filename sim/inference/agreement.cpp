#include "sim/inference/agreement.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/numerics/quantile.hpp"

namespace knead {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Standard error of a measurement, if its spread tells one.
std::optional<double> standard_error(const Measurement& row) {
  if (!row.spread) return {};
  switch (row.spread_kind) {
    case SpreadKind::se:
      return *row.spread;
    case SpreadKind::range_half:
      return *row.spread / 2;
    case SpreadKind::sd:
      return row.n ? std::optional(*row.spread / std::sqrt(*row.n)) : std::nullopt;
    default:
      return {};
  }
}

bool satisfies_sign(const Trial& trial, double sign, double threshold) {
  if (sign == 0) return trial.effect_size() < threshold;
  return trial.mean_d * sign > 0 && trial.effect_size() >= threshold;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  constexpr std::string_view names[] = {"agrees", "disagrees", "by construction", "not modelled", "no study"};
  return names[static_cast<int>(verdict)];
}

Bounds bounds_of(const Measurement& row, double model_se) {
  const double x = row.value;
  if (row.spread_kind == SpreadKind::lower_bound) return {x, infinity};
  if (row.spread_kind == SpreadKind::factor && row.spread) return {x / *row.spread, x * *row.spread};
  if (row.spread_kind == SpreadKind::sd_of_difference_bound && row.spread && row.n && *row.n > 1) {
    // P < 0.05 says that the interval does not reach 1; the printed SD is rounded.
    const double t = boost::math::quantile(boost::math::students_t(*row.n - 1), 0.975);
    const double half = std::min(t * *row.spread / std::sqrt(*row.n), std::abs(x - 1));
    return {x - half, x + half, true};
  }
  if (const std::optional<double> se = standard_error(row)) {
    const double half = 1.96 * std::hypot(*se, model_se);
    return {x - half, x + half};
  }
  return {std::min(x / 1.5, x * 1.5), std::max(x / 1.5, x * 1.5)};
}

RowVerdict unjudged(const Measurement& row, const RowLookup& lookup) {
  RowVerdict verdict;
  verdict.row = row;
  verdict.verdict = lookup.no_study ? Verdict::no_study : Verdict::not_modelled;
  verdict.why = lookup.why;
  return verdict;
}

double standard_error(const std::vector<Trial>& trials) {
  std::vector<double> contrasts;
  for (const Trial& trial : trials)
    if (std::isfinite(trial.contrast)) contrasts.push_back(trial.contrast);
  double mean = 0, squares = 0;
  for (const double x : contrasts) mean += x / static_cast<double>(contrasts.size());
  for (const double x : contrasts) squares += (x - mean) * (x - mean);
  return contrasts.size() < 2 ? 0 : std::sqrt(squares / static_cast<double>(contrasts.size() - 1));
}

RowVerdict judge_trials(const Measurement& row, Scale scale, int people, const std::vector<Trial>& trials,
                        double model_se) {
  RowVerdict verdict;
  verdict.row = row;
  verdict.scale = scale;
  std::vector<double> contrasts;
  // Zeros on both sides of a ratio can leave none: such a trial agrees with no number, and is sorted lowest.
  for (const Trial& trial : trials) contrasts.push_back(std::isnan(trial.contrast) ? -infinity : trial.contrast);
  std::vector<double> sorted = contrasts;
  std::sort(sorted.begin(), sorted.end());
  verdict.contrast_median = quantile(sorted, 0.5);
  verdict.contrast_low = quantile(sorted, 0.025);
  verdict.contrast_high = quantile(sorted, 0.975);

  const int count = static_cast<int>(trials.size());
  int satisfied = 0;
  bool holds = false;
  if (row.kind == MeasurementKind::sign) {
    const double threshold = significance_threshold(row.contrast, people);
    for (const Trial& trial : trials) satisfied += satisfies_sign(trial, row.value, threshold);
    holds = 2 * satisfied >= count;
  } else {
    const Bounds bounds = bounds_of(row, model_se);
    for (const double contrast : contrasts) satisfied += bounds.contain(contrast);
    holds = bounds.contain(verdict.contrast_median);
  }
  verdict.share = static_cast<double>(satisfied) / count;
  verdict.verdict = holds ? Verdict::agrees : Verdict::disagrees;
  return verdict;
}

RowVerdict judge(const Measurement& row, const std::vector<Row>& study_rows, const TrueSamples& truth,
                 const TrialOptions& options) {
  const RowLookup lookup = find_row(row, study_rows, truth);
  if (!lookup.place) return unjudged(row, lookup);
  const Laboratory laboratory(options.laboratory);
  std::vector<Trial> trials;
  for (int t = 1; t <= options.trials; ++t)
    trials.push_back(simulate_trial(row, *lookup.place, truth, laboratory, static_cast<std::uint64_t>(t)));
  return judge_trials(row, truth.observables[lookup.place->observable].scale, participants(row, truth), trials,
                      standard_error(trials));
}

std::vector<RowVerdict> judge(const std::vector<Measurement>& rows, const std::vector<Row>& study_rows,
                              const TrueSamples& truth, const TrialOptions& options) {
  std::vector<RowVerdict> verdicts;
  for (const Measurement& row : rows) verdicts.push_back(judge(row, study_rows, truth, options));
  return verdicts;
}

void add_prior_predictive(std::vector<RowVerdict>& verdicts, const std::vector<Row>& study_rows,
                          const std::vector<PriorDraw>& draws, int trials) {
  if (draws.empty()) return;
  std::vector<std::vector<char>> agrees(draws.size(), std::vector<char>(verdicts.size(), 0));
  tbb::parallel_for(std::size_t{0}, draws.size(), [&](std::size_t d) {
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      if (!verdicts[i].modelled()) continue;
      const RowVerdict drawn = judge(verdicts[i].row, study_rows, draws[d].samples, {trials, draws[d].laboratory});
      agrees[d][i] = drawn.verdict == Verdict::agrees;
    }
  });
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (!verdicts[i].modelled()) continue;
    const auto count = std::count_if(agrees.begin(), agrees.end(), [i](const auto& draw) { return draw[i]; });
    verdicts[i].prior_predictive = static_cast<double>(count) / static_cast<double>(draws.size());
  }
}

void mark_by_construction(std::vector<RowVerdict>& verdicts, const std::vector<RowVerdict>& with,
                          const std::vector<RowVerdict>& without) {
  if (verdicts.size() != with.size() || with.size() != without.size())
    throw std::invalid_argument("verdicts of two variants are not of the same rows");
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    if (verdicts[i].modelled() && with[i].verdict != without[i].verdict) verdicts[i].verdict = Verdict::by_construction;
}

}  // namespace knead
