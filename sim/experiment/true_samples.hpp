#pragma once
// What there truly was in each arm at each sample, before any laboratory has touched it. The laboratory makes
// biopsies of it, and the verdicts are made of those.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/assay.hpp"

namespace knead {

/// The block's true value of an observable in one sample. A sample of cells says how many the block held.
struct TrueSample {
  double mean = 0;
  double between_fibre_variance = 0;  ///< of the fibres' own means; homogenates only
  int fibres = 0;                     ///< homogenates only
  double counted = 0;                 ///< expected number of cells in the block; cells only
};

/// An observable as its samples are judged.
struct SampledObservable {
  std::string id;
  Assay assay = Assay::biochemistry;
  Specimen specimen = Specimen::homogenate;
  Scale scale = Scale::logarithm;
};

/// When a sample was taken: the window over all subjects, in hours from the end of the arm's first bout. `peak` is an
/// observable's largest value from there on, `whole` an outcome of the whole run such as a half-time.
struct SampleMoment {
  enum class When { baseline, at, peak, whole };
  When when = When::at;
  double earliest_h = 0, latest_h = 0;
};

/// True samples of all subjects and arms, [subject, arm, sample, observable] in row-major order.
struct TrueSamples {
  std::uint64_t seed = 0;
  int subjects = 0;
  std::vector<std::string> arms;
  int control_arm = 0;  ///< the arm whose signal the background of a blot is a share of
  /// [arm][sample]; sample k is the same moment of the study in every arm, though not of the clock.
  std::vector<std::vector<SampleMoment>> moments;
  std::vector<std::vector<double>> bouts_h;  ///< [arm]: from the end of its first bout to that of each; 0 first
  std::vector<SampledObservable> observables;
  double block_mg = 0.4, biopsy_mg = 100;
  std::vector<TrueSample> values;

  std::size_t samples() const { return moments.empty() ? 0 : moments.front().size(); }
  /// Makes room for every value.
  void allocate() { values.resize(subjects * arms.size() * samples() * observables.size()); }
  std::size_t index(int subject, int arm, int sample, int observable) const {
    return ((static_cast<std::size_t>(subject) * arms.size() + arm) * samples() + sample) * observables.size() +
           observable;
  }
  const TrueSample& at(int subject, int arm, int sample, int observable) const {
    return values[index(subject, arm, sample, observable)];
  }
  TrueSample& at(int subject, int arm, int sample, int observable) {
    return values[index(subject, arm, sample, observable)];
  }
};

}  // namespace knead
