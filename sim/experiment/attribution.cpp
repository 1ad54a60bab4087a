#include "sim/experiment/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/experiment/run_study.hpp"

namespace knead {

namespace {

/// Exercise is no treatment: what it does is left whole.
bool is_active(const Quantities& load) { return load.metabolic_intensity > 0 || load.active_force > 0; }

/// Nor is the needle, nor what lasts of a drug, which stays as it is.
bool is_treatment(const Quantities& load) { return !is_active(load) && load.cut_fraction == 0; }

void keep_strain(Quantities& load) {
  if (!is_treatment(load)) return;
  load.interstitial_clearance = load.interstitial_flow = load.interstitial_pressure = 0;
  load.temperature_change = load.perfusion_loss = 0;
}

void keep_clearance(Quantities& load) {
  if (!is_treatment(load)) return;
  Quantities clearance{};
  clearance.interstitial_clearance = load.interstitial_clearance;
  clearance.perfusion_loss = load.perfusion_loss;
  clearance.cox_inhibitor = load.cox_inhibitor;
  load = clearance;
}

double median(std::vector<double> values) {
  const std::size_t n = values.size();
  std::sort(values.begin(), values.end());
  return n % 2 ? values[n / 2] : 0.5 * (values[n / 2 - 1] + values[n / 2]);
}

}  // namespace

std::vector<Attribution> attribute(const Study& study, const LimbResponses* responses,
                                   const std::function<void(double)>& progress) {
  const auto untreated = [](const Arm& arm) { return arm.loads.empty() && arm.traits.empty(); };
  const auto found = std::find_if(study.arms.begin(), study.arms.end(), untreated);
  if (found == study.arms.end()) return {};
  const int control = static_cast<int>(found - study.arms.begin());

  // Each treated arm is followed by its two parts.
  Study parts = study;
  parts.output.snapshot_every_s = 0;
  std::vector<int> treated;
  for (int arm = 0; arm < static_cast<int>(study.arms.size()); ++arm) {
    if (std::none_of(study.arms[arm].loads.begin(), study.arms[arm].loads.end(), acts_on_limb)) continue;
    treated.push_back(arm);
    parts.arms.push_back(study.arms[arm]);
    parts.arms.push_back(study.arms[arm]);
  }
  const std::size_t whole_arms = study.arms.size();
  const auto split = [&](SubjectPlan& plan) {
    for (std::size_t i = 0; i < treated.size(); ++i) {
      plan.arms[whole_arms + 2 * i].loads.change(keep_strain);
      plan.arms[whole_arms + 2 * i + 1].loads.change(keep_clearance);
    }
  };
  const TrueSamples truth = run_study(parts, {.responses = responses, .change_plan = split, .progress = progress});

  std::vector<Attribution> attributions;
  for (std::size_t i = 0; i < treated.size(); ++i)
    for (int sample = 0; sample < static_cast<int>(study.sampling.biopsies.size()); ++sample)
      for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o) {
        const auto effect = [&](std::size_t arm) {
          std::vector<double> effects;
          for (int subject = 0; subject < truth.subjects; ++subject) {
            const double x = truth.at(subject, static_cast<int>(arm), sample, o).mean;
            const double reference = truth.at(subject, control, sample, o).mean;
            effects.push_back(truth.observables[o].scale == Scale::logarithm ? std::log(x / reference) : x - reference);
          }
          return median(effects);
        };
        attributions.push_back({study.arms[treated[i]].name, truth.observables[o].id, static_cast<std::size_t>(sample),
                                effect(treated[i]), effect(whole_arms + 2 * i), effect(whole_arms + 2 * i + 1)});
      }
  return attributions;
}

std::string format(const std::vector<Attribution>& attributions, const std::vector<std::string>& sample_names,
                   double smallest) {
  std::string text =
      "Effect of each treated arm, ln(treated / rest) or a difference for damage: the whole, and its parts alone\n";
  text += fmt::format("  {:<12} {:<30} {:<16} {:>8} {:>8} {:>10} {:>12} {:>14}\n", "arm", "observable", "sample",
                      "whole", "strain", "clearance", "interaction", "strain's share");
  for (const Attribution& a : attributions) {
    if (std::max({std::abs(a.whole), std::abs(a.strain), std::abs(a.clearance)}) < smallest) continue;
    const std::string share = std::abs(a.whole) < smallest ? "-" : fmt::format("{:.0f} %", 100 * a.strain / a.whole);
    text += fmt::format("  {:<12} {:<30} {:<16} {:>8.3f} {:>8.3f} {:>10.3f} {:>12.3f} {:>14}\n", a.arm, a.observable,
                        sample_names[a.sample], a.whole, a.strain, a.clearance, a.interaction(), share);
  }
  return text;
}

}  // namespace knead
