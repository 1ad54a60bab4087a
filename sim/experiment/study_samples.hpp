#pragma once
// The true samples of a study: the biopsies it takes, and after them the peak of every observable; where some
// arm has several bouts, then the half-time of loss after its last.

#include <span>
#include <string>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/true_samples.hpp"
#include "sim/numerics/random.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {

/// Names of the study's biopsies, as in `baseline`, `2.5 to 2.9 h`, `24 h after exercise`.
std::vector<std::string> sample_names(const Study& study);

/// The study's arms, moments and observables, every value still 0.
TrueSamples empty_samples(const Study& study);

/// The peak of a series: its largest value from `from_s` on, NaN if it has none.
double peak_of(std::span<const double> series, std::span<const double> times_s, double from_s);

/// When one subject's first bout of an arm ends: from there on a peak counts.
double first_bout_end_s(const Study& study, const Arm& arm, DrawKey subject);

/// Whether some arm has several bouts.
bool repeats_bouts(const Study& study);

/// Days from `from_s` until half of what a series has then gained since its first value is lost, by linear
/// interpolation; NaN where it has gained nothing or keeps more than half to the end.
double half_time_d(std::span<const double> series, std::span<const double> times_s, double from_s);

/// How the series of one arm of one subject are read as wholes.
struct SeriesReading {
  std::span<const double> times_s;
  double peak_from_s = 0;  ///< end of the first bout
  double lost_from_s = 0;  ///< end of the last one: from there on is lost what training has gained
};
SeriesReading series_reading(const Study& study, int subject, int arm, std::span<const double> times_s);

/// Puts the peak of a series and, where bouts repeat, its half-time in their places among an arm's samples.
void take_from_series(std::span<const double> series, const SeriesReading& reading, int subject, int arm,
                      int observable, TrueSamples& truth);

/// Takes the true samples of subjects that an earlier run has finished from its file.
void restore_samples(const ResultsReader& reader, const std::vector<bool>& finished, const Study& study,
                     std::span<const double> times_s, TrueSamples& truth);

}  // namespace knead
