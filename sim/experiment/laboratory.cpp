#include "sim/experiment/laboratory.hpp"

#include <algorithm>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>

#include "sim/experiment/draw_name.hpp"
#include "sim/experiment/log_normal.hpp"
#include "sim/numerics/random.hpp"

namespace knead {
namespace {

DrawKey key_of(const SampleKey& from) { return {from.seed, static_cast<std::uint64_t>(from.place)}; }

std::uint64_t leg_of(const SampleKey& from) { return from.trial << 32 | static_cast<std::uint64_t>(from.arm) << 16; }

std::uint64_t sample_of(const SampleKey& from) { return leg_of(from) | static_cast<std::uint64_t>(from.sample); }

/// The smallest count whose cumulative probability reaches u.
double poisson_quantile(double expected, double u) {
  using namespace boost::math::policies;
  using Poisson = boost::math::poisson_distribution<double, policy<discrete_quantile<integer_round_up>>>;
  return boost::math::quantile(Poisson(expected), u);
}

/// What the piece of tissue that was cut out truly holds.
double sampled(const TrueSample& truth, Specimen specimen, const SampleKey& from, std::uint64_t name, double block_mg,
               double biopsy_mg) {
  if (specimen == Specimen::homogenate && truth.mean > 0) {
    const double cv = sampling_sd(truth, block_mg, biopsy_mg) / truth.mean;
    return truth.mean * log_normal_factor(cv, draw_normal(key_of(from), Purpose::biopsy_site, sample_of(from), name));
  }
  if (specimen == Specimen::cells && truth.counted > 0) {
    const double expected = truth.counted * biopsy_mg / block_mg;
    const double u = draw_uniform(key_of(from), Purpose::biopsy_site, sample_of(from), name);
    return truth.mean * poisson_quantile(expected, u) / expected;
  }
  return truth.mean;
}

}  // namespace

double assay_cv(Assay assay, const LaboratoryParameters<double>& p) {
  switch (assay) {
    case Assay::blot:
      return p.blot_cv;
    case Assay::pcr:
      return p.pcr_cv;
    case Assay::elisa:
      return p.elisa_cv;
    case Assay::biochemistry:
      return p.biochemistry_cv;
    case Assay::microscopy:
      return p.microscopy_cv;
    case Assay::dynamometry:
      return p.dynamometry_cv;
    case Assay::score:
      return 0;
    case Assay::thermometry:
      return p.thermometry_cv;
  }
  return 0;
}

double sampling_sd(const TrueSample& truth, double block_mg, double biopsy_mg) {
  if (truth.fibres < 2) return 0;
  return std::sqrt(truth.between_fibre_variance / truth.fibres * block_mg / biopsy_mg);
}

double control_signal(const TrueSamples& truth, int subject, int observable) {
  double after = 0, all = 0;
  int samples_after = 0;
  int samples = 0;
  for (int k = 0; k < static_cast<int>(truth.samples()); ++k) {
    const SampleMoment::When when = truth.moments[truth.control_arm][k].when;
    if (when != SampleMoment::When::baseline && when != SampleMoment::When::at) continue;
    const double mean = truth.at(subject, truth.control_arm, k, observable).mean;
    all += mean;
    ++samples;
    if (when == SampleMoment::When::baseline) continue;
    after += mean;
    ++samples_after;
  }
  return samples_after > 0 ? after / samples_after : all / samples;
}

double Laboratory::background(const SampledObservable& observable, std::uint64_t seed, std::uint64_t trial) const {
  if (observable.assay != Assay::blot) return 0;
  return draw_uniform({seed, 0}, Purpose::assay_background, trial, draw_name(observable.id), 0,
                      parameters_.background_max);
}

double Laboratory::measure(const TrueSample& truth, const SampledObservable& observable, const SampleKey& from,
                           double block_mg, double biopsy_mg, double control) const {
  const std::uint64_t name = draw_name(observable.id);
  double x = sampled(truth, observable.specimen, from, name, block_mg, biopsy_mg);
  if (observable.specimen != Specimen::person) {
    x *= log_normal_factor(parameters_.leg_effect_cv, draw_normal(key_of(from), Purpose::leg_effect, leg_of(from)));
  }
  const double z = draw_normal(key_of(from), Purpose::assay_noise, sample_of(from), name);
  if (observable.assay == Assay::score) return std::max(0.0, x + parameters_.score_sd * z);
  const double b = background(observable, from.seed, from.trial);
  return ((1 - b) * x + b * control) * log_normal_factor(assay_cv(observable.assay, parameters_), z);
}

double Laboratory::measure(const TrueSamples& truth, int subject, int observable, const SampleKey& from) const {
  const SampledObservable& what = truth.observables[observable];
  const double control = what.assay == Assay::blot ? control_signal(truth, subject, observable) : 0;
  return measure(truth.at(subject, from.arm, from.sample, observable), what, from, truth.block_mg, truth.biopsy_mg,
                 control);
}

}  // namespace knead
