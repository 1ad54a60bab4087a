#include "sim/inference/row_prediction.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace knead {
namespace {

/// Gauss-Legendre on [0, 1].
constexpr std::array<double, 3> legendre_nodes{0.11270166537925831, 0.5, 0.88729833462074169};

/// What comes back for a sample, or its logarithm.
struct Level {
  double centre = 0;
  double variance = 0;  ///< of one measurement of one leg
  double leg = 0;       ///< the leg effect's part: two samples of one leg have the product of theirs as covariance
  bool exists = true;   ///< a logarithm of 0 does not
};

/// Mean and sum of squares about it, in two passes.
struct Spread {
  double mean = 0, variance = 0;
};

Spread spread_of(const std::vector<double>& values) {
  Spread result;
  const auto count = static_cast<double>(values.size());
  for (const double x : values) result.mean += x / count;
  for (const double x : values) result.variance += (x - result.mean) * (x - result.mean);
  result.variance = values.size() < 2 ? 0 : result.variance / (count - 1);
  return result;
}

double log_variance(double cv) { return std::log1p(cv * cv); }

/// The laboratory's own formulae (laboratory.hpp), as moments of what it returns.
class MeasuredMoments {
 public:
  MeasuredMoments(const TrueSamples& truth, int observable, const LaboratoryParameters<double>& laboratory,
                  double background)
      : truth_(truth), observable_(observable), what_(truth.observables[observable]), background_(background) {
    leg_ = what_.specimen == Specimen::person ? 0 : log_variance(laboratory.leg_effect_cv);
    assay_ = log_variance(assay_cv(what_.assay, laboratory));
    if (what_.assay == Assay::score) score_sd_ = laboratory.score_sd;
  }

  /// Of the logarithm: a log-normal factor e^z on the share w of the signal adds w z + w (1 - w) z^2 / 2.
  Level log_of(int subject, int arm, int sample) const {
    const TrueSample& x = truth_.at(subject, arm, sample, observable_);
    const double signal = (1 - background_) * x.mean;
    const double all = signal + background_of(subject);
    if (all <= 0) return {0, 0, 0, false};
    const double w = signal / all, site = site_variance(x);
    double centre = std::log(all) + w * (1 - w) * (site + leg_) / 2;
    if (what_.specimen == Specimen::cells) centre -= w * site / 2;  // a count's mean is 1, not its median
    const double assay = what_.assay == Assay::score ? log_variance(score_sd_ / all) : assay_;
    return {centre, w * w * (site + leg_) + assay, w * std::sqrt(leg_), true};
  }

  /// Of the level itself.
  Level level_of(int subject, int arm, int sample) const {
    const TrueSample& x = truth_.at(subject, arm, sample, observable_);
    const double site = site_variance(x);
    const double mean_site = what_.specimen == Specimen::cells ? 1 : std::exp(site / 2);
    const double signal = (1 - background_) * x.mean * mean_site * std::exp(leg_ / 2);
    const double all = signal + background_of(subject);
    const double variance = signal * signal * std::expm1(site + leg_);
    const double leg = signal * std::sqrt(std::expm1(leg_));
    if (what_.assay == Assay::score) return score(signal, variance + score_sd_ * score_sd_, leg);
    const double noise = std::exp(assay_ / 2);
    return {all * noise, noise * noise * (variance * std::exp(assay_) + all * all * std::expm1(assay_)), leg * noise,
            true};
  }

 private:
  double background_of(int subject) const {
    return background_ > 0 ? background_ * control_signal(truth_, subject, observable_) : 0;
  }

  /// Variance of the logarithm of a biopsy's sampling error.
  double site_variance(const TrueSample& x) const {
    if (what_.specimen == Specimen::homogenate && x.mean > 0)
      return log_variance(sampling_sd(x, truth_.block_mg, truth_.biopsy_mg) / x.mean);
    if (what_.specimen == Specimen::cells && x.counted > 0)
      return std::log1p(truth_.block_mg / (x.counted * truth_.biopsy_mg));
    return 0;
  }

  /// A normal that never falls below 0.
  static Level score(double mean, double variance, double leg) {
    const double sd = std::sqrt(variance);
    if (sd == 0) return {std::max(0.0, mean), 0, 0, true};
    const double z = mean / sd;
    const double above = std::erfc(-z / std::numbers::sqrt2) / 2;
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    const double centre = mean * above + sd * density;
    const double square = (mean * mean + variance) * above + mean * sd * density;
    return {centre, std::max(0.0, square - centre * centre), leg * above, true};
  }

  const TrueSamples& truth_;
  int observable_;
  const SampledObservable& what_;
  double background_;
  double leg_ = 0, assay_ = 0;  ///< variances of logarithms
  double score_sd_ = 0;
};

bool on_logarithms(const Measurement& row, Scale scale) {
  if (row.contrast == Contrast::none) return false;
  return row.kind != MeasurementKind::sign || scale == Scale::logarithm;
}

std::optional<ContrastMoments> moments_of(const Measurement& row, const RowInSamples& place, const TrueSamples& truth,
                                          const MeasuredMoments& measured, const PeopleSpread& spread) {
  const bool logarithm = on_logarithms(row, truth.observables[place.observable].scale);
  const auto level = [&](int i, int arm, int sample) {
    return logarithm ? measured.log_of(i, arm, sample) : measured.level_of(i, arm, sample);
  };
  const bool baseline = row.contrast == Contrast::baseline, parallel = row.contrast == Contrast::parallel;
  std::vector<double> d, treated, control;
  double laboratory = 0;  // variance, mean over people
  for (int i = 0; i < truth.subjects; ++i) {
    const Level a = level(i, place.arm, place.sample);
    Level b;
    if (baseline) b = level(i, place.arm, place.baseline_sample);
    if (parallel || row.contrast == Contrast::paired) b = level(i, place.control_arm, place.sample);
    const bool both_0 = !a.exists && !b.exists && !parallel;  // no difference, as in a trial
    if (!both_0 && !(a.exists && b.exists)) return {};
    d.push_back(a.centre - b.centre);
    treated.push_back(a.centre);
    control.push_back(b.centre);
    const double variance = a.variance + b.variance - (baseline ? 2 * a.leg * b.leg : 0);
    laboratory += std::max(0.0, variance) / (parallel ? 2 : 1) / truth.subjects;
  }
  const Spread of_d = spread_of(d);
  double people = parallel ? (spread_of(treated).variance + spread_of(control).variance) / 2 : of_d.variance;
  if (spread.share_of_d) people = std::pow(*spread.share_of_d * of_d.mean, 2);
  // One and the same person stands for all; of some people the mean is known no better than they are many.
  const double error = spread.share_of_d ? 0 : std::sqrt(of_d.variance / truth.subjects);
  const ContrastMoments moments{of_d.mean, std::sqrt(laboratory + people), error};
  if (!std::isfinite(moments.mean) || !std::isfinite(moments.sd)) return {};
  return moments;
}

}  // namespace

std::optional<RowPrediction> predict(const Measurement& row, const RowInSamples& place, const TrueSamples& truth,
                                     const LaboratoryParameters<double>& laboratory, const PeopleSpread& spread) {
  if (truth.subjects < 1) return {};
  const SampledObservable& what = truth.observables[place.observable];
  RowPrediction prediction;
  const bool background = what.assay == Assay::blot && laboratory.background_max > 0;
  if (background) {
    prediction.nodes = 3;
    prediction.weight = background_weights;
  }
  for (int k = 0; k < prediction.nodes; ++k) {
    const double share = background ? laboratory.background_max * legendre_nodes[k] : 0;
    const MeasuredMoments measured(truth, place.observable, laboratory, share);
    const std::optional<ContrastMoments> moments = moments_of(row, place, truth, measured, spread);
    if (!moments) return {};
    prediction.at[k] = *moments;
  }
  if (!on_logarithms(row, what.scale))
    prediction.unit = what.assay == Assay::score ? 10 : std::abs(prediction.at[prediction.nodes / 2].mean);
  return prediction;
}

}  // namespace knead
