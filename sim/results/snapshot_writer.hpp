#pragma once
// Writes the snapshots of one subject to a file of their own, which the finished results file takes in.

#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/hdf5_handle.hpp"
#include "sim/results/snapshots.hpp"

namespace knead {

/// Appends snapshots as the run reaches them, so that none is kept in memory. Arms may be written from several threads.
/// Throws ResultsError if the disk refuses, and std::invalid_argument if a snapshot does not fit the contents.
class SnapshotWriter {
 public:
  SnapshotWriter(std::filesystem::path path, const SnapshotGeometry& geometry, const SnapshotContents& contents,
                 const std::vector<std::string>& arms);
  SnapshotWriter(SnapshotWriter&&) = default;
  /// Closes the file, and says nothing of a failure to do so.
  ~SnapshotWriter();

  /// Appends one moment of an arm (an index into `arms`), later than all before it.
  void append(int arm, const Snapshot& snapshot);

  /// Returns when all snapshots are on disk. Nothing can be appended afterwards.
  void close();

 private:
  std::filesystem::path path_;
  SnapshotContents contents_;
  std::vector<std::string> arms_;
  Handle file_;
};

}  // namespace knead
