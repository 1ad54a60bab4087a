#pragma once
// Into which parts a sweep is cut: the unit that is handed to threads, ranks and jobs. The cut follows from the sweep
// alone, so that any of them can go on with what another has begun.

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "sim/results/file_lock.hpp"
#include "sim/results/sweep_file.hpp"

namespace knead {

/// Blocks of at most 64 neighbouring points, which share what they can and bound the memory; subjects apart while that
/// makes no more than about 256 shards.
std::vector<Shard> shards_of(int points, int subjects);

/// A shard that this process works on, and no other on this file system.
class ShardClaim {
 public:
  /// Nothing if another process has it. Where the file system knows no locks, every claim is granted. Throws
  /// ResultsError if the folder cannot be written.
  static std::optional<ShardClaim> take(const std::filesystem::path& folder, const Shard& shard);

  /// One of every shard that was ever claimed in a folder; throws ResultsError if another process works on one.
  static std::vector<ShardClaim> take_all(const std::filesystem::path& folder);

 private:
  explicit ShardClaim(FileLock lock) : lock_(std::move(lock)) {}
  FileLock lock_;
};

}  // namespace knead
