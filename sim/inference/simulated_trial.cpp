#include "sim/inference/simulated_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "sim/numerics/random.hpp"

namespace knead {
namespace {

/// Running mean and sum of squares about it (Welford 1962, doi:10.1080/00401706.1962.10490022).
struct Moments {
  int n = 0;
  double mean = 0, squares = 0;

  void add(double x) {
    const double from_old = x - mean;
    mean += from_old / ++n;
    squares += from_old * (x - mean);
  }
};

/// The subject in a place of a trial.
int subject_at(int place, std::uint64_t trial, const TrueSamples& truth) {
  if (trial == 1) return place % truth.subjects;
  const DrawKey key{truth.seed, static_cast<std::uint64_t>(place)};
  return static_cast<int>(truth.subjects * draw_uniform(key, Purpose::trial_resampling, trial));
}

class Participants {
 public:
  Participants(const TrueSamples& truth, const Laboratory& laboratory, int observable, std::uint64_t trial)
      : truth_(truth), laboratory_(laboratory), observable_(observable), trial_(trial) {}

  double measured(int place, int arm, int sample) const {
    return laboratory_.measure(truth_, subject_at(place, trial_, truth_), observable_,
                               {truth_.seed, trial_, place, arm, sample});
  }

 private:
  const TrueSamples& truth_;
  const Laboratory& laboratory_;
  int observable_;
  std::uint64_t trial_;
};

/// ln(a / b), with two equal values, both 0 among them, no difference.
double log_ratio(double a, double b) { return a == b ? 0 : std::log(a / b); }

double in_unit_of(MeasurementKind kind, Scale scale, double mean_d, double mean_treated, double mean_control) {
  const bool logarithm = scale == Scale::logarithm;
  const double ratio = logarithm ? std::exp(mean_d) : mean_treated / mean_control;
  switch (kind) {
    case MeasurementKind::value:
    case MeasurementKind::half_time:
      return mean_treated;
    case MeasurementKind::percent:
      return 100 * (ratio - 1);
    case MeasurementKind::sign:
      return logarithm ? ratio : mean_d;
    case MeasurementKind::fold:
    case MeasurementKind::ratio:
      break;
  }
  return ratio;
}

/// The sample of an arm that a time lies in, the nearest of several; a baseline or a peak whatever the time.
std::optional<int> sample_near(const SampleMoment::When when, double time_h, const std::vector<SampleMoment>& moments) {
  constexpr double slack_h = 0.02;  // the table prints hours with two digits
  std::optional<int> nearest;
  double smallest = std::numeric_limits<double>::infinity();
  for (int k = 0; k < static_cast<int>(moments.size()); ++k) {
    const SampleMoment& moment = moments[k];
    if (moment.when != when) continue;
    const bool timed = when == SampleMoment::When::at;
    if (timed && (time_h < moment.earliest_h - slack_h || time_h > moment.latest_h + slack_h)) continue;
    const double distance = timed ? std::abs(time_h - (moment.earliest_h + moment.latest_h) / 2) : 0;
    if (distance < smallest) {
      smallest = distance;
      nearest = k;
    }
  }
  return nearest;
}

std::string words_for(const Measurement& row) {
  switch (row.when) {
    case Measurement::When::peak:
      return "at its peak";
    case Measurement::When::whole:
      return "over the whole run";
    case Measurement::When::at:
      break;
  }
  return fmt::format("at {:g} h", row.time_h);
}

SampleMoment::When moment_of(Measurement::When when) {
  switch (when) {
    case Measurement::When::peak:
      return SampleMoment::When::peak;
    case Measurement::When::whole:
      return SampleMoment::When::whole;
    case Measurement::When::at:
      break;
  }
  return SampleMoment::When::at;
}

int arm_named(const std::string& name, const TrueSamples& truth) {
  const auto at = std::find(truth.arms.begin(), truth.arms.end(), name);
  return at == truth.arms.end() ? -1 : static_cast<int>(at - truth.arms.begin());
}

}  // namespace

RowLookup find_row(const Measurement& row, const std::vector<Row>& study_rows, const TrueSamples& truth) {
  const auto mapped =
      std::find_if(study_rows.begin(), study_rows.end(), [&](const Row& r) { return r.condition == row.condition; });
  if (mapped == study_rows.end()) return {{}, true, fmt::format("no arms for '{}'", row.condition)};

  RowInSamples place;
  const auto known = std::find_if(truth.observables.begin(), truth.observables.end(),
                                  [&](const SampledObservable& o) { return o.id == row.observable; });
  if (known == truth.observables.end()) return {{}, false, "no such observable"};
  place.observable = static_cast<int>(known - truth.observables.begin());

  const bool two_arms = row.contrast == Contrast::paired || row.contrast == Contrast::parallel;
  if (mapped->arms.size() < (two_arms ? 2u : 1u)) return {{}, true, "needs a treated and a control arm"};
  place.arm = arm_named(mapped->arms[0], truth);
  if (two_arms) place.control_arm = arm_named(mapped->arms[1], truth);
  if (place.arm < 0 || (two_arms && place.control_arm < 0)) return {{}, true, "an arm that was not simulated"};

  if (mapped->after.size() > 1) return {{}, false, "a mean over several bouts"};
  double from_h = 0;
  if (const int bout = mapped->after.empty() ? 1 : mapped->after.front(); bout > 1) {
    const std::vector<double>& bouts_h = truth.bouts_h[place.arm];
    if (bout > static_cast<int>(bouts_h.size())) return {{}, false, fmt::format("no bout {} of its arm", bout)};
    if (row.when != Measurement::When::at) return {{}, false, "from a later bout on"};
    from_h = bouts_h[bout - 1];
  }
  const std::vector<SampleMoment>& moments = truth.moments[place.arm];
  if (row.when == Measurement::When::whole && row.kind != MeasurementKind::half_time)
    return {{}, false, "no sample " + words_for(row)};
  const std::optional<int> sample = sample_near(moment_of(row.when), from_h + row.time_h, moments);
  if (!sample) return {{}, false, "no sample " + words_for(row)};
  place.sample = *sample;
  if (row.contrast == Contrast::baseline) {
    const std::optional<int> baseline = sample_near(SampleMoment::When::baseline, 0, moments);
    if (!baseline) return {{}, false, "no baseline sample"};
    place.baseline_sample = *baseline;
  }
  return {place, false, ""};
}

double Trial::effect_size() const {
  if (mean_d == 0 && sd_d == 0) return 0;
  return std::abs(mean_d) / sd_d;
}

double significance_threshold(Contrast contrast, int n) {
  const bool parallel = contrast == Contrast::parallel;
  const int freedom = parallel ? n - 2 : n - 1;
  if (freedom < 1) return std::numeric_limits<double>::infinity();
  const double t = boost::math::quantile(boost::math::students_t(freedom), 0.975);
  return t * (parallel ? 2 : 1) / std::sqrt(n);
}

int participants(const Measurement& row, const TrueSamples& truth) { return row.n.value_or(truth.subjects); }

Trial simulate_trial(const Measurement& row, const RowInSamples& place, const TrueSamples& truth,
                     const Laboratory& laboratory, std::uint64_t trial) {
  const Scale scale = truth.observables[place.observable].scale;
  const bool logarithm = scale == Scale::logarithm;
  const int n = participants(row, truth);
  const Participants people(truth, laboratory, place.observable, trial);
  Moments treated, control, d;  // d: of the pairs, or of a parallel row's two groups on their scale

  Trial result;
  if (row.contrast == Contrast::parallel) {
    Moments a, b;
    for (int i = 0; i < n; ++i) {
      const bool in_treated = i < n / 2;
      const double x = people.measured(i, in_treated ? place.arm : place.control_arm, place.sample);
      (in_treated ? treated : control).add(x);
      (in_treated ? a : b).add(logarithm ? std::log(x) : x);
    }
    result.mean_d = a.mean - b.mean;
    result.sd_d = std::sqrt((a.squares + b.squares) / std::max(1, n - 2));
  } else {
    for (int i = 0; i < n; ++i) {
      const double x = people.measured(i, place.arm, place.sample);
      treated.add(x);
      if (row.contrast == Contrast::none) {
        d.add(x);
        continue;
      }
      const double reference = row.contrast == Contrast::paired ? people.measured(i, place.control_arm, place.sample)
                                                                : people.measured(i, place.arm, place.baseline_sample);
      control.add(reference);
      d.add(logarithm ? log_ratio(x, reference) : x - reference);
    }
    result.mean_d = d.mean;
    result.sd_d = std::sqrt(d.squares / std::max(1, n - 1));
  }
  result.contrast = in_unit_of(row.kind, scale, result.mean_d, treated.mean, control.mean);
  return result;
}

}  // namespace knead
