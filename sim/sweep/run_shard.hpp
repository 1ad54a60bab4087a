#pragma once
// One shard of a sweep: for each of its subjects, all arms of all its points along one tree.

#include <functional>
#include <string>
#include <vector>

#include "sim/experiment/outcome.hpp"
#include "sim/results/shard_writer.hpp"
#include "sim/sweep/limb_cache.hpp"
#include "sim/sweep/sweep.hpp"

namespace knead {

/// What all shards of a sweep share.
struct SweepJob {
  const Sweep& sweep;
  const SweepDescription& description;
  std::vector<Outcome> outcomes;
  std::vector<SeriesDescription> series;  ///< all that is read, kept or not
  LimbCache limbs = {};
};

struct ShardReports {
  std::function<void(double simulated_s)> progress;          ///< of all arms added up; may throw Interrupted
  std::function<void(const std::string& what)> failed = {};  ///< a point of a subject that cannot be simulated
};

/// Simulates what the writer does not have yet; a record goes to it as soon as its last arm ends. Where a subject
/// fails at a point the others go on. Returns when all is on disk, also when it throws.
void run_shard(SweepJob& job, const Shard& shard, ShardWriter& writer, const ShardReports& reports);

}  // namespace knead
