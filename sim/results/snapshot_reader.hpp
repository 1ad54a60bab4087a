#pragma once
// Reads the snapshots of one subject back, one moment at a time.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/hdf5_handle.hpp"
#include "sim/results/snapshots.hpp"

namespace knead {

/// The snapshots of one subject in an open results file. ResultsReader's description().snapshot_subjects tells whose
/// there are, and its arms which.
class SnapshotReader {
 public:
  /// Throws ResultsError if the file cannot be read or keeps no snapshots of the subject (a number as in /subject).
  SnapshotReader(std::filesystem::path path, int subject_number);
  SnapshotReader(SnapshotReader&&) = default;
  ~SnapshotReader();

  const SnapshotGeometry& geometry() const { return geometry_; }
  const SnapshotContents& contents() const { return contents_; }
  const std::vector<std::string>& arms() const { return arms_; }

  /// Times of an arm's snapshots, ascending.
  std::vector<double> times_h(const std::string& arm) const;

  /// Snapshot `index` of an arm, in the order of times_h and of contents. Throws ResultsError if there is none.
  Snapshot read(const std::string& arm, std::size_t index) const;

 private:
  std::filesystem::path path_;
  Handle subject_;
  SnapshotGeometry geometry_;
  SnapshotContents contents_;
  std::vector<std::string> arms_;
};

}  // namespace knead
