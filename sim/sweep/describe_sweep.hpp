#pragma once
// What is known of a sweep's results before its first run.

#include <functional>
#include <vector>

#include "sim/experiment/outcome.hpp"
#include "sim/results/sweep_file.hpp"
#include "sim/sweep/sweep.hpp"

namespace knead {

/// The outcomes that a sweep asks for, or the usual ones. Throws ConfigError for one that there is none of.
std::vector<Outcome> outcomes_of(const Sweep& sweep);

/// @param summary_only keep outcomes and no series
SweepDescription describe_sweep(const Sweep& sweep, const std::vector<Outcome>& outcomes, bool summary_only);

}  // namespace knead
