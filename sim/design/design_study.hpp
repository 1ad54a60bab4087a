#pragma once
// The studies that a design simulates: well mixed, with the people it asks for.

#include <utility>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/design/design.hpp"

namespace knead {

/// When a candidate is measured, from time zero; its arm's first bout ends as in the first subject.
double sample_time_s(const Study& study, const DesignCandidate& candidate);

/// The study with a sample at baseline and at the time of every candidate, in place of its own, and which sample is
/// each candidate's.
std::pair<Study, std::vector<std::size_t>> with_candidates(const Study& study,
                                                           const std::vector<DesignCandidate>& candidates, int people);

/// The study with this arm alone and no samples.
Study of_one_arm(const Study& study, const std::string& arm, int people);

}  // namespace knead
