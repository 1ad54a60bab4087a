#include "sim/sweep/run_sweep.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <mutex>

#include "sim/sweep/shards.hpp"

namespace knead {

SweepProgress run_shards(SweepJob& job, const std::filesystem::path& folder, const std::vector<Shard>& shards,
                         const NextShard& next, int threads, const std::function<void(double)>& progress) {
  SweepProgress done;
  std::mutex guard;
  const ShardReports reports{progress, [&](const std::string& what) {
                               const std::lock_guard lock(guard);
                               done.failures.push_back(what);
                             }};
  const auto work = [&](int) {
    while (const std::optional<int> shard = next()) {
      const auto claim = ShardClaim::take(folder, shards[*shard]);
      if (!claim) {
        const std::lock_guard lock(guard);
        ++done.shards_left_to_others;
        continue;
      }
      ShardWriter writer(folder, job.description, shards[*shard]);
      run_shard(job, shards[*shard], writer, reports);
    }
  };
  tbb::parallel_for(0, threads, work, tbb::simple_partitioner());
  return done;
}

std::vector<int> unfinished(const std::filesystem::path& folder, const std::vector<Shard>& shards, int part,
                            int parts) {
  std::vector<int> left;
  for (int i = part - 1; i < static_cast<int>(shards.size()); i += parts) {
    const std::vector<bool> finished = finished_records(folder, shards[i]);
    if (std::find(finished.begin(), finished.end(), false) != finished.end()) left.push_back(i);
  }
  return left;
}

std::size_t finished_records(const std::filesystem::path& folder, const std::vector<Shard>& shards) {
  std::size_t records = 0;
  for (const Shard& shard : shards) {
    const std::vector<bool> finished = finished_records(folder, shard);
    records += static_cast<std::size_t>(std::count(finished.begin(), finished.end(), true));
  }
  return records;
}

}  // namespace knead
