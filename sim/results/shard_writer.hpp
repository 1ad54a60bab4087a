#pragma once
// Writes one shard of a sweep so that a kill at any moment loses at most the last second's records, and no other.

#include <chrono>
#include <filesystem>
#include <mutex>
#include <utility>
#include <vector>

#include "sim/results/sweep_file.hpp"

namespace knead {

/// Which records of a shard are complete in `FOLDER/0001.h5`; none if there is no such file. Throws ResultsError if it
/// cannot be read or is another sweep's.
std::vector<bool> finished_records(const std::filesystem::path& folder, const SweepDescription& sweep,
                                   const Shard& shard);

/// Writes `FOLDER/0001.h5`, record by record in any order and from any thread. All of it is laid out before the file
/// has its name, so that writing a record overwrites numbers and never the file's structure. Throws ResultsError if the
/// disk refuses.
class ShardWriter {
 public:
  /// Goes on with the file of an earlier run. Throws as finished_records does.
  ShardWriter(const std::filesystem::path& folder, const SweepDescription& sweep, const Shard& shard);

  const std::vector<bool>& finished_before() const { return finished_before_; }

  /// Takes a record, at point * subjects + subject within the shard. On disk within a second of the next one, or at
  /// flush().
  void write(int record, SweepRecord values);

  /// Returns when all that was taken is on disk.
  void flush();

 private:
  void put(std::vector<std::pair<int, SweepRecord>> records) const;

  std::filesystem::path path_;
  const SweepDescription& sweep_;
  std::vector<bool> finished_before_;
  std::vector<std::pair<int, SweepRecord>> waiting_;
  std::chrono::steady_clock::time_point last_flush_;
  std::mutex mutex_;
};

}  // namespace knead
