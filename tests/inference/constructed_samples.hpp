#pragma once
// Samples whose truth is known because it was written down: two arms, one sample after a bout, one observable or more.

#include <cmath>
#include <string>
#include <vector>

#include "sim/inference/agreement.hpp"

namespace knead::test {

/// A laboratory that returns the truth.
inline constexpr LaboratoryParameters<double> perfect_laboratory{};

inline const std::vector<Row> study_rows{
    {"massage_vs_control", {"massage", "rest"}, {}}, {"control_vs_baseline", {"rest"}, {}}, {"control", {"rest"}, {}}};

/// Arms rest and massage, samples baseline, 0.33 to 0.58 h and 2.5 to 2.9 h, every value 1.
inline TrueSamples samples_of(int subjects, const std::vector<SampledObservable>& observables) {
  TrueSamples truth;
  truth.seed = 7;
  truth.subjects = subjects;
  truth.arms = {"rest", "massage"};
  truth.control_arm = 0;
  const std::vector<SampleMoment> moments{{SampleMoment::When::baseline, 0, 0},
                                          {SampleMoment::When::at, 20 / 60.0, 35 / 60.0},
                                          {SampleMoment::When::at, 2.5, 2.9}};
  truth.moments = {moments, moments};
  truth.bouts_h = {{0}, {0}};
  truth.observables = observables;
  truth.allocate();
  for (TrueSample& sample : truth.values) sample.mean = 1;
  return truth;
}

inline TrueSamples samples_of(int subjects, Assay assay, Scale scale = Scale::logarithm) {
  return samples_of(subjects, {{"x", assay, Specimen::homogenate, scale}});
}

/// Sets an observable in one arm and sample, by subject.
template <class Value>
void set(TrueSamples& truth, int arm, int sample, Value&& value_of, int observable = 0) {
  for (int i = 0; i < truth.subjects; ++i) truth.at(i, arm, sample, observable).mean = value_of(i);
}

inline Measurement row_of(MeasurementKind kind, Contrast contrast, double value, int n, double time_h = 0.45) {
  Measurement row;
  row.observable = "x";
  row.condition = contrast == Contrast::baseline ? "control_vs_baseline"
                  : contrast == Contrast::none   ? "control"
                                                 : "massage_vs_control";
  row.kind = kind;
  row.contrast = contrast;
  row.value = value;
  row.time_h = time_h;
  row.n = n;
  return row;
}

inline Verdict verdict_of(const Measurement& row, const TrueSamples& truth, const TrialOptions& options = {}) {
  return judge(row, study_rows, truth, options).verdict;
}

/// Verdict where the laboratory returns the truth.
inline Verdict true_verdict(const Measurement& row, const TrueSamples& truth) {
  return verdict_of(row, truth, {200, perfect_laboratory});
}

}  // namespace knead::test
