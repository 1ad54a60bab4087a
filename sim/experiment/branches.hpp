#pragma once
// Lives that are the same until they part are simulated once until then: a trunk, and from each parting its branches.

#include <span>
#include <vector>

#include "sim/experiment/timeline.hpp"

namespace knead {

/// A stretch that some lives have in common.
struct Branch {
  std::vector<int> lives;        ///< ascending positions in what was branched
  double parting_s;              ///< when they part; infinity where they are the same to the end
  std::vector<Branch> children;  ///< in the order of their first lives
};

/// One tree for each beginning, in the order of their first lives.
std::vector<Branch> branches_of(std::span<const Timeline> lives);

/// How much time is simulated: along the branches, and by every life for itself.
struct SimulatedTime {
  double branched_s = 0, separate_s = 0;
};
SimulatedTime simulated_time(std::span<const Timeline> lives, const std::vector<Branch>& branches);

}  // namespace knead
