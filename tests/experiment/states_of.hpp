#pragma once
// What the first subject of a study lives through.

#include <map>
#include <optional>
#include <vector>

#include "sim/experiment/simulate_subject.hpp"
#include "sim/experiment/subject_setup.hpp"

namespace knead::test {

/// Every state that a series reading saw, by arm and time.
inline std::vector<std::map<double, TissueState>> states_of(const Study& study) {
  const std::optional<LimbResponses> responses = limb_responses(study);
  const SubjectSetup subject = set_up_subject(study, 1, responses ? &*responses : nullptr);
  std::vector<std::map<double, TissueState>> states(study.arms.size());
  Readers readers;
  readers.series = [&](int arm, std::size_t, const std::vector<Observed>&, const TissueState& state,
                       const Quantities&) { states[arm].emplace(state.time_s, state); };
  simulate_subject(study, subject, reading_times(study), readers);
  return states;
}

}  // namespace knead::test
