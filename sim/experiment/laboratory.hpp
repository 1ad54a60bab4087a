#pragma once
// From what there truly was in a leg to what a laboratory returns. Every simulated trial draws its own laboratory:
//   measured = ((1 - b) x s l + b c) e
// with x the block's true value, s the sampling error of a biopsy, l the leg effect, b the background of a blot (0 for
// other assays), c the control leg's signal and e the noise of the assay. s, l and e are log-normal with median 1, so
// that logarithms of ratios are unbiased. Scores can be 0: theirs is x l + e with e normal, never below 0.

#include <cstdint>

#include "models/laboratory_parameters.hpp"
#include "sim/experiment/true_samples.hpp"

namespace knead {

/// What a draw of the laboratory is keyed by. A place is a participant of a trial, counted from 0: in trial 1 the
/// subject itself, while later trials are resampled and a subject can sit in several places, each time as another
/// person to the laboratory.
struct SampleKey {
  std::uint64_t seed = 0, trial = 1;
  int place = 0, arm = 0, sample = 0;
};

/// One laboratory with its habits; the draws are of the trial that asks.
class Laboratory {
 public:
  explicit Laboratory(const LaboratoryParameters<double>& parameters = default_laboratory) : parameters_(parameters) {}

  /// What comes back for one true sample, in its unit.
  /// @param control_signal the control leg's true signal, of which a blot's background is a share (see below)
  double measure(const TrueSample& truth, const SampledObservable& observable, const SampleKey& from, double block_mg,
                 double biopsy_mg, double control_signal) const;

  /// The background of an observable's blots in a trial, as a share of the control leg's signal; 0 for other assays.
  double background(const SampledObservable& observable, std::uint64_t seed, std::uint64_t trial) const;

  /// The measurement of subject `subject` sitting in `from.place`. Those of trial 1, each subject in its own place,
  /// are what a results file calls its biopsies.
  double measure(const TrueSamples& truth, int subject, int observable, const SampleKey& from) const;

 private:
  LaboratoryParameters<double> parameters_;
};

/// Coefficient of variation of an assay's noise; 0 for a score, whose noise is additive.
double assay_cv(Assay assay, const LaboratoryParameters<double>& parameters);

/// Standard deviation of a homogenate's sampling error: the standard error of the block's mean over its fibres, for
/// a biopsy of another mass, sqrt(variance / fibres) sqrt(block / biopsy).
double sampling_sd(const TrueSample& truth, double block_mg, double biopsy_mg);

/// The control leg's signal on a subject's blots: its mean over the biopsies after the baseline (over all if there are
/// none), since all biopsies of a person run on one gel.
double control_signal(const TrueSamples& truth, int subject, int observable);

}  // namespace knead
