#pragma once
// When does the model agree with a row? Each row is judged on its own contrast over simulated trials:
//   sign +-1  at least half of the trials have that sign and come out P < 0.05
//   sign 0    at least half come out above that
//   others    the median of the trials lies within the measurement's bounds

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/inference/measurement_table.hpp"
#include "sim/inference/simulated_trial.hpp"

namespace knead {

enum class Verdict {
  agrees,
  disagrees,
  by_construction,  ///< changes when a link is removed that has no source but the outcome it explains
  not_modelled,     ///< the model has no such observable, or not at that time
  no_study,         ///< the study maps no arms to the condition
};

std::string_view name_of(Verdict verdict);

/// What the model says to one row, over the simulated trials; the contrast is in the unit of Trial::contrast.
struct RowVerdict {
  Measurement row;
  Verdict verdict = Verdict::not_modelled;
  Scale scale = Scale::logarithm;
  double contrast_median = 0, contrast_low = 0, contrast_high = 0;  ///< median and central 95 % over trials
  double share = 0;                                                 ///< of the trials that satisfy the row
  std::optional<double> prior_predictive;                           ///< share of prior draws for which the row agrees
  std::string why;                                                  ///< why there is no verdict

  bool modelled() const { return verdict != Verdict::not_modelled && verdict != Verdict::no_study; }
};

struct TrialOptions {
  int trials = 200;
  LaboratoryParameters<double> laboratory = default_laboratory;
};

/// Between which medians the model agrees with a row that is not a sign.
///   ratio with a factor   measurement / factor to measurement x factor
///   ratio with the largest SD that P < 0.05 allows   its 95 % interval, which just reaches 1
///   value, fold, percent, half_time   1.96 standard errors, the measurement's joined with the model's own; without a
///     known spread within a factor of 1.5 (of the change for percent, of the number for the others); upwards without
///     bound from a lower bound
/// @param model_se standard error of the model's contrast
struct Bounds {
  double low, high;
  bool open = false;  ///< the ends themselves lie outside
  bool contain(double x) const { return open ? low < x && x < high : low <= x && x <= high; }
};
Bounds bounds_of(const Measurement& row, double model_se);

/// A row that has no place in the samples.
RowVerdict unjudged(const Measurement& row, const RowLookup& lookup);

/// The model's standard error of a contrast: its SD over trials of one set of parameters, which differ in their people
/// and laboratories alone. Trials without a contrast are passed over.
double standard_error(const std::vector<Trial>& trials);

/// A row against trials of so many people, each counting alike.
/// @param model_se of one set of parameters, whatever the trials are of
RowVerdict judge_trials(const Measurement& row, Scale scale, int people, const std::vector<Trial>& trials,
                        double model_se);

/// A row of a study's table against the study's samples.
RowVerdict judge(const Measurement& row, const std::vector<Row>& study_rows, const TrueSamples& truth,
                 const TrialOptions& options = {});

std::vector<RowVerdict> judge(const std::vector<Measurement>& rows, const std::vector<Row>& study_rows,
                              const TrueSamples& truth, const TrialOptions& options = {});

/// A draw of all parameters from their priors: what the study's samples then are, and the laboratory.
struct PriorDraw {
  TrueSamples samples;
  LaboratoryParameters<double> laboratory;
};

/// Fills in, for each verdict, the share of the prior draws for which its row agrees. Rows that are not modelled
/// are left as they are.
void add_prior_predictive(std::vector<RowVerdict>& verdicts, const std::vector<Row>& study_rows,
                          const std::vector<PriorDraw>& draws, int trials = 200);

/// Marks each verdict whose row comes out otherwise in the variant of the model without its sourceless links.
/// @param with,without the same rows in the same order, judged on the model and on that variant, both simulated alike
void mark_by_construction(std::vector<RowVerdict>& verdicts, const std::vector<RowVerdict>& with,
                          const std::vector<RowVerdict>& without);

}  // namespace knead
