#include "sim/experiment/study_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/observable.hpp"
#include "sim/config/moments.hpp"
#include "sim/config/schema.hpp"
#include "sim/experiment/subject_plan.hpp"

namespace knead {

namespace {

constexpr double seconds_an_hour = 3600;

/// By the study's values: a posterior's draws move it by a few percent, and the error of sampling by half of that.
double block_mass_mg(const Study& study) {
  const double fibre_um2 =
      study.parameters["tissue.fibre_area"] / (1 - study.parameters["cytokine.interstitial_fraction"]);
  const double fibre_um = study.tissue.kind == Tissue::Kind::block
                              ? study.tissue.fibres * study.tissue.length_um
                              : study.tissue.domains * study.tissue.domain_length_um;
  return fibre_um2 * fibre_um * study.parameters["energetics.rho"] * 1e-9;  // kg/L to mg/um3
}

std::vector<SampleMoment> moments_of(const Study& study, const Arm& arm) {
  std::vector<SampleMoment> moments;
  for (const BiopsyTime& biopsy : study.sampling.biopsies) {
    const Drawn window_s = sample_window_after_bout_s(study, biopsy, arm);
    const auto when = biopsy.when == BiopsyTime::When::baseline ? SampleMoment::When::baseline : SampleMoment::When::at;
    moments.push_back({when, window_s.low / seconds_an_hour, window_s.high / seconds_an_hour});
  }
  moments.push_back({SampleMoment::When::peak, 0, 0});
  if (repeats_bouts(study)) moments.push_back({SampleMoment::When::whole, 0, 0});
  return moments;
}

/// From the end of an arm's first bout to that of each, h; between the middles of the draws of their starts.
std::vector<double> bout_hours(const Study& study, const Arm& arm) {
  const std::vector<Bout> bouts = bouts_of(study, arm);
  std::vector<double> hours;
  for (const Bout& bout : bouts)
    hours.push_back((bout.end_s(arm).at(0.5) - bouts.front().end_s(arm).at(0.5)) / seconds_an_hour);
  return hours;
}

std::string hours(const Drawn& window_s) {
  const double low_h = window_s.low / seconds_an_hour, high_h = window_s.high / seconds_an_hour;
  return window_s.fixed() ? fmt::format("{:.3g} h", low_h) : fmt::format("{:.3g} to {:.3g} h", low_h, high_h);
}

std::string name_of_sample(const Study& study, const BiopsyTime& biopsy) {
  if (biopsy.when == BiopsyTime::When::baseline) return "baseline";
  const Drawn first = sample_window_s(study, biopsy, study.arms.front());
  for (const Arm& arm : study.arms)
    if (sample_window_s(study, biopsy, arm) != first) return hours(biopsy.time_s) + " after " + biopsy.load;
  return hours(first);
}

int fibres_of(const Study& study) {
  return study.tissue.kind == Tissue::Kind::block ? study.tissue.fibres : study.tissue.domains;
}

}  // namespace

std::vector<std::string> sample_names(const Study& study) {
  std::vector<std::string> names;
  for (const BiopsyTime& biopsy : study.sampling.biopsies) names.push_back(name_of_sample(study, biopsy));
  return names;
}

TrueSamples empty_samples(const Study& study) {
  TrueSamples truth;
  truth.seed = study.seed;
  truth.subjects = study.subjects.count;
  for (const Arm& arm : study.arms) {
    truth.arms.push_back(arm.name);
    truth.moments.push_back(moments_of(study, arm));
    truth.bouts_h.push_back(bout_hours(study, arm));
  }
  // The control of a comparison is the arm that a row names second; a study without one is its own control.
  for (const Row& row : study.rows)
    if (row.arms.size() == 2)
      for (std::size_t i = 0; i < study.arms.size(); ++i)
        if (study.arms[i].name == row.arms[1]) truth.control_arm = static_cast<int>(i);
  for (const Observable& observable : observables())
    truth.observables.push_back({std::string(observable.id), observable.assay, observable.specimen, observable.scale});
  truth.block_mg = block_mass_mg(study);
  truth.biopsy_mg = study.sampling.mass_mg;
  truth.allocate();
  return truth;
}

double peak_of(std::span<const double> series, std::span<const double> times_s, double from_s) {
  double peak = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t i = 0; i < times_s.size(); ++i)
    if (times_s[i] >= from_s && (std::isnan(peak) || series[i] > peak)) peak = series[i];
  return peak;
}

bool repeats_bouts(const Study& study) {
  return std::any_of(study.arms.begin(), study.arms.end(),
                     [&](const Arm& arm) { return bouts_of(study, arm).size() > 1; });
}

namespace {

double end_of(const Bout& bout, const Arm& arm, DrawKey subject) {
  return bout.event ? first_start_s(arm.loads[*bout.event], *bout.event, subject) + bout.after_start_s : 0;
}

}  // namespace

double first_bout_end_s(const Study& study, const Arm& arm, DrawKey subject) {
  return end_of(bouts_of(study, arm).front(), arm, subject);
}

double half_time_d(std::span<const double> series, std::span<const double> times_s, double from_s) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::size_t i = 0;
  while (i < series.size() && std::isnan(series[i])) ++i;
  if (i == series.size()) return none;
  const double before = series[i];
  // When the line from point k - 1 to k passes a value, or what it has at a time.
  const auto time_at = [&](std::size_t k, double value) {
    return times_s[k - 1] + (times_s[k] - times_s[k - 1]) * (value - series[k - 1]) / (series[k] - series[k - 1]);
  };
  ++i;
  while (i < series.size() && times_s[i] < from_s) ++i;
  if (i >= series.size() || times_s[i - 1] > from_s) return none;
  const double share = (from_s - times_s[i - 1]) / (times_s[i] - times_s[i - 1]);
  const double gained = series[i - 1] + share * (series[i] - series[i - 1]) - before;
  if (!(gained > 0)) return none;
  const double half = before + gained / 2;
  for (; i < series.size(); ++i)
    if (series[i] <= half) return (time_at(i, half) - from_s) / day_s;
  return none;
}

SeriesReading series_reading(const Study& study, int subject, int arm, std::span<const double> times_s) {
  const DrawKey key{study.seed, static_cast<std::uint64_t>(subject + 1)};
  const std::vector<Bout> bouts = bouts_of(study, study.arms[arm]);
  return {times_s, end_of(bouts.front(), study.arms[arm], key), end_of(bouts.back(), study.arms[arm], key)};
}

void take_from_series(std::span<const double> series, const SeriesReading& reading, int subject, int arm,
                      int observable, TrueSamples& truth) {
  const std::vector<SampleMoment>& moments = truth.moments[arm];
  for (int sample = 0; sample < static_cast<int>(moments.size()); ++sample) {
    double& value = truth.at(subject, arm, sample, observable).mean;
    if (moments[sample].when == SampleMoment::When::peak) value = peak_of(series, reading.times_s, reading.peak_from_s);
    if (moments[sample].when == SampleMoment::When::whole)
      value = half_time_d(series, reading.times_s, reading.lost_from_s);
  }
}

void restore_samples(const ResultsReader& reader, const std::vector<bool>& finished, const Study& study,
                     std::span<const double> times_s, TrueSamples& truth) {
  const std::size_t arms = study.arms.size(), biopsies = study.sampling.biopsies.size(), times = times_s.size();
  for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o) {
    const std::string& id = truth.observables[o].id;
    const bool cells = truth.observables[o].specimen == Specimen::cells;
    const BiopsyTable table = biopsies > 0 ? reader.biopsies(id) : BiopsyTable{};
    const std::vector<double> series = reader.series(id);
    for (int subject = 0; subject < truth.subjects; ++subject) {
      if (!finished[subject]) continue;
      for (std::size_t arm = 0; arm < arms; ++arm) {
        const std::size_t leg = subject * arms + arm;
        const auto place = [&](std::size_t sample) -> TrueSample& {
          return truth.at(subject, static_cast<int>(arm), static_cast<int>(sample), o);
        };
        for (std::size_t k = 0; k < biopsies; ++k) {
          const std::size_t at = leg * biopsies + k;
          place(k) =
              cells ? TrueSample{table.true_value[at], 0, 0, table.sampling[at]}
                    : TrueSample{table.true_value[at], table.sampling[at] * table.sampling[at], fibres_of(study), 0};
        }
        const int at_arm = static_cast<int>(arm);
        take_from_series(std::span(series).subspan(leg * times, times), series_reading(study, subject, at_arm, times_s),
                         subject, at_arm, o, truth);
      }
    }
  }
}

}  // namespace knead
