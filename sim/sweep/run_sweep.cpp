#include "sim/sweep/run_sweep.hpp"

#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "sim/parallel/whole_pieces.hpp"
#include "sim/sweep/shards.hpp"

namespace knead {

SweepProgress run_shards(SweepJob& job, const std::filesystem::path& folder, const std::vector<Shard>& shards,
                         const NextShard& next, int threads, const std::function<void(double)>& progress) {
  SweepProgress done;
  std::mutex guard;
  const auto do_next = [&](const ShardReports& reports) {
    const std::optional<int> shard = next();
    if (!shard) return false;
    if (const auto claim = ShardClaim::take(folder, shards[*shard])) {
      ShardWriter writer(folder, job.description, shards[*shard]);
      // A thread that waits for tasks of its shard takes no other shard meanwhile.
      tbb::this_task_arena::isolate([&] { run_shard(job, shards[*shard], writer, reports); });
    } else {
      const std::lock_guard lock(guard);
      ++done.shards_left_to_others;
    }
    return true;
  };
  do_whole_pieces(static_cast<std::size_t>(threads), [&](std::size_t, const std::atomic<bool>& stopped) {
    const ShardReports reports{[&](double simulated_s) {
                                 if (stopped) throw Interrupted("stopped, as another shard has failed");
                                 if (progress) progress(simulated_s);
                               },
                               [&](const std::string& what) {
                                 const std::lock_guard lock(guard);
                                 done.failures.push_back(what);
                               }};
    while (!stopped && do_next(reports)) {
    }
  });
  return done;
}

std::vector<int> unfinished(const std::filesystem::path& folder, const SweepDescription& sweep,
                            const std::vector<Shard>& shards, int part, int parts) {
  std::vector<int> left;
  for (int i = part - 1; i < static_cast<int>(shards.size()); i += parts) {
    const std::vector<bool> finished = finished_records(folder, sweep, shards[i]);
    if (std::find(finished.begin(), finished.end(), false) != finished.end()) left.push_back(i);
  }
  return left;
}

std::size_t count_finished(const std::filesystem::path& folder, const SweepDescription& sweep,
                           const std::vector<Shard>& shards) {
  std::size_t records = 0;
  for (const Shard& shard : shards) {
    const std::vector<bool> finished = finished_records(folder, sweep, shard);
    records += static_cast<std::size_t>(std::count(finished.begin(), finished.end(), true));
  }
  return records;
}

}  // namespace knead
