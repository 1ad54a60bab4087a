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
  /// Goes on with the `path` + ".part" that an earlier run of the same description left behind; else lays one out in
  /// full, replacing any other. Makes the folder if need be.
  ResultsWriter(std::filesystem::path path, RunDescription description);

  /// True for each subject whose record an earlier run has written; none if there was no such run.
  const std::vector<bool>& finished_before() const { return finished_before_; }

  /// The file to which records go until the end.
  const std::filesystem::path& part() const { return part_; }

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
  std::vector<bool> finished_before_;
};

}  // namespace knead
