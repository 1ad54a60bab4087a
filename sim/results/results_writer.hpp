#pragma once
// Writes one run's results file so that a kill at any moment leaves every finished subject readable.

#include <filesystem>

#include "sim/results/results_file.hpp"
#include "sim/results/snapshot_writer.hpp"

namespace knead {

/// Writes `NAME.h5.part`, subject by subject in any order and from any thread, and makes `NAME.h5` of it at the end.
/// Without `finish` the `.part` stays, and ResultsReader opens it. Throws ResultsError if the disk refuses, and
/// std::invalid_argument if a record does not fit the description.
class ResultsWriter {
 public:
  /// Lays out `path` + ".part" in full, replacing one that an earlier run left behind. Makes the folder if need be.
  ResultsWriter(std::filesystem::path path, RunDescription description);

  /// Writes one subject's record and returns when it is on disk. `subject` is the index into description.subjects.
  void write_subject(int subject, const SubjectRecord& record) const;

  /// A writer of the snapshots of a subject (an index) whose number description.snapshot_subjects has. Close it before
  /// write_subject.
  SnapshotWriter write_snapshots(int subject, const SnapshotGeometry& geometry, const SnapshotContents& contents) const;

  /// Packs the file, snapshots and provenance with it, and gives it its own name. A subject whose record never came
  /// stays NaN and not `finished`.
  void finish(const Provenance& provenance) const;

 private:
  void pack(const std::filesystem::path& to, const Provenance& provenance) const;
  std::filesystem::path snapshots_path(int subject_number) const;

  std::filesystem::path path_, part_;
  RunDescription description_;
};

}  // namespace knead
