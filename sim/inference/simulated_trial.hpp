#pragma once
// A simulated trial of one row: subjects resampled with replacement, and a laboratory of its own.
//
// Its differences d_i, i = 1..n with the study's n, are
//   paired    ln(treated / control) of the biopsies at one time
//   baseline  ln(leg / own baseline)
//   none      the level itself
//   parallel  logarithms of the levels of two groups of n/2 other people, compared by their means
// Observables on a scale of differences (scores that can be 0) take differences in place of logarithms of ratios.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/laboratory.hpp"
#include "sim/inference/measurement_table.hpp"

namespace knead {

/// Where a row's numbers stand in a study's samples. -1: the contrast has no use for it.
struct RowInSamples {
  int observable = -1;
  int arm = -1, control_arm = -1;
  int sample = -1, baseline_sample = -1;
};

struct RowLookup {
  std::optional<RowInSamples> place;
  bool no_study = false;  ///< the study maps no arms to the condition
  std::string why;        ///< why there is no place
};

/// Finds a row in the samples: its condition through the study's rows, its time within a sample's window. Hours count
/// from the end of the treated arm's first bout, or of the one that the study's row names; a control gives the sample
/// of the same number. A row that is a mean over several bouts is not modelled, nor a peak after a later one.
RowLookup find_row(const Measurement& row, const std::vector<Row>& study_rows, const TrueSamples& truth);

struct Trial {
  /// For ratio and fold, and for signs on a logarithmic scale, exp of the mean d; for percent 100 (exp of the mean d
  /// - 1); for value and half_time the mean level; for signs on a scale of differences the mean d.
  double contrast = 0;
  double mean_d = 0;
  double sd_d = 0;  ///< pooled over the two groups of a parallel row

  /// |mean d| / SD d: 0 when nothing differs at all; not a number where a logarithm does not exist (one side was 0).
  double effect_size() const;
};

/// The least |mean d| / SD d that comes out P < 0.05, two-sided: t(0.975, n-1) / sqrt(n), and for parallel groups of
/// n/2 each t(0.975, n-2) 2 / sqrt(n). Infinite where no degree of freedom is left.
double significance_threshold(Contrast contrast, int n);

/// How many take part in a trial: as many as in the study, or as were simulated where the table does not say.
int participants(const Measurement& row, const TrueSamples& truth);

/// Trial number `trial` (from 1) of a row. The first takes the subjects as they are, each in its own place.
Trial simulate_trial(const Measurement& row, const RowInSamples& place, const TrueSamples& truth,
                     const Laboratory& laboratory, std::uint64_t trial);

}  // namespace knead
