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

double first_bout_end_s(const Study& study, const Arm& arm, DrawKey subject) {
  const Bout bout = bouts_of(study, arm).front();
  return bout.event ? first_start_s(arm.loads[*bout.event], *bout.event, subject) + bout.after_start_s : 0;
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
      const DrawKey key{study.seed, static_cast<std::uint64_t>(subject + 1)};
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
        const std::span all(series);
        place(biopsies).mean =
            peak_of(all.subspan(leg * times, times), times_s, first_bout_end_s(study, study.arms[arm], key));
      }
    }
  }
}

}  // namespace knead
