#include "sim/design/design_study.hpp"

#include <algorithm>

#include "sim/experiment/study_samples.hpp"
#include "sim/inference/study_verdicts.hpp"

namespace knead {
namespace {

Study simulated(const Study& study, int people) {
  Study mixed = study.tissue.kind == Tissue::Kind::culture ? study : well_mixed(study, true);
  mixed.subjects.count = people;
  mixed.sampling.wounds = false;
  mixed.posterior = {};  // its draws are put in one after the other
  return mixed;
}

}  // namespace

double sample_time_s(const Study& study, const DesignCandidate& candidate) {
  const auto arm =
      std::find_if(study.arms.begin(), study.arms.end(), [&](const Arm& each) { return each.name == candidate.arm; });
  return candidate.at_s + first_bout_end_s(study, *arm, {study.seed, 1});
}

std::pair<Study, std::vector<std::size_t>> with_candidates(const Study& study,
                                                           const std::vector<DesignCandidate>& candidates, int people) {
  Study mixed = simulated(study, people);
  std::vector<double> times_s;
  for (const DesignCandidate& candidate : candidates) times_s.push_back(sample_time_s(study, candidate));
  std::sort(times_s.begin(), times_s.end());
  times_s.erase(std::unique(times_s.begin(), times_s.end()), times_s.end());
  mixed.sampling.biopsies = {{BiopsyTime::When::baseline}};
  for (const double t : times_s) mixed.sampling.biopsies.push_back({BiopsyTime::When::at, {t, t}});
  std::vector<std::size_t> sample_of;
  for (const DesignCandidate& candidate : candidates) {
    const auto at = std::lower_bound(times_s.begin(), times_s.end(), sample_time_s(study, candidate));
    sample_of.push_back(1 + static_cast<std::size_t>(at - times_s.begin()));
  }
  return {mixed, sample_of};
}

Study of_one_arm(const Study& study, const std::string& arm, int people) {
  Study mixed = simulated(study, people);
  std::erase_if(mixed.arms, [&](const Arm& each) { return each.name != arm; });
  mixed.rows.clear();
  mixed.sampling.biopsies.clear();
  return mixed;
}

}  // namespace knead
