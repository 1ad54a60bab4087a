#pragma once
// What a sweep will do, before it does it: the tree of what its lives share, and about how much time and disk it takes.

#include <cstdint>
#include <string>

#include "sim/experiment/branches.hpp"
#include "sim/sweep/run_shard.hpp"

namespace knead {

struct Forecast {
  std::string tree;         ///< of the first subject, a line a branch
  SimulatedTime simulated;  ///< over all subjects, shard by shard, as if all were like the first
  double core_s = 0;        ///< about; by timing steps of the first point's tissue
  std::uint64_t disk_bytes = 0;
};

Forecast forecast(SweepJob& job, const std::vector<Shard>& shards);

}  // namespace knead
