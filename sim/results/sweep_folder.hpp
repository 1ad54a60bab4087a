#pragma once
// The files of a sweep: NAME.h5, in which all its shards are one, and beside it the folder NAME.shards with them.

#include <filesystem>
#include <vector>

#include "sim/results/sweep_file.hpp"

namespace knead {

class SweepFolder {
 public:
  /// Of the sweep `name` in `folder`.
  SweepFolder(const std::filesystem::path& folder, const std::string& name);

  const std::filesystem::path& file() const { return file_; }
  const std::filesystem::path& shards() const { return shards_; }

  /// Makes the folder and notes in it whose it is. Throws ResultsError if it is another's, saying what differs, or if
  /// NAME.h5 is no sweep's.
  void begin(const SweepDescription& sweep) const;

  /// Removes the file and the shards, while no one works on them; the locks stay.
  void remove() const;

  /// Whose the folder is. Throws ResultsError if there is none.
  SweepDescription description() const;

  /// Writes NAME.h5 anew, over those shards that are there, complete or not.
  void merge(const SweepDescription& sweep, const std::vector<Shard>& all) const;

 private:
  std::filesystem::path file_, shards_, whose_;
};

}  // namespace knead
