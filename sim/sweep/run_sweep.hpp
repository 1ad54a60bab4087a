#pragma once
// Shards of a sweep on the threads of this process, taken one after the other from whoever hands them out.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/sweep/run_shard.hpp"

namespace knead {

/// Hands out shards, each once, by their position in a list; nothing when all are given. From any thread.
using NextShard = std::function<std::optional<int>()>;

struct SweepProgress {
  int shards_left_to_others = 0;      ///< which another process works on
  std::vector<std::string> failures;  ///< of single points and subjects, in no order
};

/// Works on shards until there are no more: as many at once as there are threads, and when fewer are left all threads
/// on those. The bits do not depend on it.
/// @param progress told the simulated seconds of all arms, from any thread; may throw Interrupted, after which all
/// that was finished is on disk
SweepProgress run_shards(SweepJob& job, const std::filesystem::path& folder, const std::vector<Shard>& shards,
                         const NextShard& next, int threads, const std::function<void(double)>& progress);

/// Shards that are not complete, of those whose number is `part` modulo `parts` (part counted from 1).
std::vector<int> unfinished(const std::filesystem::path& folder, const SweepDescription& sweep,
                            const std::vector<Shard>& shards, int part = 1, int parts = 1);

/// How many records of all shards are complete.
std::size_t count_finished(const std::filesystem::path& folder, const SweepDescription& sweep,
                           const std::vector<Shard>& shards);

}  // namespace knead
