#pragma once
// A small run with numbers that can be worked out by hand, and a folder of its own for every test.

#include <filesystem>
#include <limits>
#include <string>

#include "sim/results/results_writer.hpp"

namespace knead {

/// A folder that goes when the test does.
class TestFolder {
 public:
  TestFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "knead_results_XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline RunDescription example_description() {
  RunDescription run;
  run.study = "example";
  run.about = "A run made up for a test; µm and ’quotes’ are UTF-8";
  run.version = "0.0-test";
  run.config = "study: example\nseed: 18446744073709551615\n";
  run.seed = std::numeric_limits<std::uint64_t>::max();
  run.arms = {"rest", "massage"};
  run.subjects = {1, 2, 4};
  for (int i = -1; i < 700; ++i) run.time_h.push_back(i / 12.0);
  run.series = {{"p65_nuclear", "uM", "nuclear p65"}, {"soreness", "mm", "soreness on a scale of 100 mm"}};
  run.biopsies.samples = {"baseline", "after massage", "2.5 h"};
  run.biopsies.observables = {{{"p65_nuclear", "1", "nuclear p65 over baseline"}},
                              {{"macrophages", "/mm3", "macrophages in the tissue"}, true}};
  return run;
}

/// The number of a series: exact in binary, and another for every place.
inline double example_value(int subject, int series, int arm, int time) {
  return subject + series / 4.0 + arm / 16.0 + time / 65536.0;
}

/// The record of the subject of an index. The third sample of the second arm was not taken.
inline SubjectRecord example_record(const RunDescription& run, int subject) {
  SubjectRecord record;
  const int arms = static_cast<int>(run.arms.size()), times = static_cast<int>(run.time_h.size());
  for (int s = 0; s < static_cast<int>(run.series.size()); ++s) {
    record.series.emplace_back();
    for (int a = 0; a < arms; ++a) {
      for (int t = 0; t < times; ++t) record.series.back().push_back(example_value(subject, s, a, t));
    }
  }
  const double none = std::numeric_limits<double>::quiet_NaN();
  record.biopsy_time_h = {-1.5, 0.25, 2.5, -1.5, 0.375, none};
  record.biopsy_true = {{1, 2.0 + subject, 3, 1, 1.5 + subject, none}, {800, 900, 1600, 800, 850, none}};
  record.biopsy_sampling = {{0.25, 0.5, 0.75, 0.125, 1.0 + subject, none}, {320, 360, 640, 320, 340, none}};
  record.biopsy_measured = {{1.125, 2.25 + subject, 3.5, 0.875, 1.75 + subject, none},
                            {810, 880, 1640.5, 780, 860, none}};
  return record;
}

/// Two fibres in a block of 4 x 3 x 2 voxels, two domains each.
inline SnapshotGeometry example_geometry() {
  SnapshotGeometry geometry;
  geometry.nx = 4;
  geometry.ny = 3;
  geometry.nz = 2;
  geometry.hx_um = geometry.hy_um = 25;
  geometry.hz_um = 100;
  geometry.domains_per_fibre = 2;
  geometry.fibre_type = {0, 2};
  geometry.fibre_centre_um = {25, 40, 75, 35};
  geometry.outline_um = {5, 5, 45, 5, 25, 70, 55, 5, 95, 5, 95, 70, 55, 70};
  geometry.outline_begin = {0, 3, 7};
  geometry.capillary_um = {50, 60};
  geometry.pericyte_um = {50, 60, 120};
  return geometry;
}

inline SnapshotContents example_contents() {
  return {{{"tnf", "pg/mL", "TNF"}, {"lactate", "mM", "lactate"}},
          {{"p65_nuclear", "uM", "nuclear p65"}},
          {},
          {"neutrophil", "macrophage"},
          {{"programme", "1", "M1-likeness"}, {"age", "h", "age"}}};
}

/// Two cells an hour, none at 0 h. A later cell has a larger name, and all names are beyond 32 bits.
inline SnapshotCells example_cells(double time_h) {
  SnapshotCells cells;
  cells.values.resize(2);
  for (int i = 0; i < static_cast<int>(2 * time_h); ++i) {
    const auto at = static_cast<float>(i);
    cells.position_um.insert(cells.position_um.end(), {at, 2 * at, 50 + static_cast<float>(time_h)});
    cells.direction.insert(cells.direction.end(), {0, i % 2 == 0 ? 1.0f : 0.0f, 0});
    cells.kind.push_back(static_cast<std::uint8_t>(i % 2));
    cells.name.push_back(std::numeric_limits<std::uint64_t>::max() - 100 + static_cast<std::uint64_t>(i));
    cells.values[0].push_back(at / 8);
    cells.values[1].push_back(static_cast<float>(time_h) - at / 2);
  }
  return cells;
}

inline Snapshot example_snapshot(double time_h) {
  Snapshot snapshot;
  snapshot.time_h = time_h;
  const auto at = static_cast<float>(time_h);
  for (int species = 0; species < 2; ++species) {
    snapshot.fields.emplace_back();
    for (int voxel = 0; voxel < 24; ++voxel) {
      snapshot.fields.back().push_back(at + static_cast<float>(voxel) / 32 + static_cast<float>(species) * 100);
    }
  }
  snapshot.domains = {{at, at + 1, at + 2, at + 3}};
  snapshot.cells = example_cells(time_h);
  return snapshot;
}

/// Writes and finishes the example: its subjects in the order of `order`, snapshots of the second.
inline void write_example(const std::filesystem::path& path, const std::vector<int>& order,
                          const Provenance& provenance) {
  RunDescription run = example_description();
  run.snapshot_subjects = {2};
  const ResultsWriter writer(path, run);
  for (const int subject : order) {
    if (subject == 1) {
      SnapshotWriter snapshots = writer.write_snapshots(subject, example_geometry(), example_contents());
      for (int arm = 0; arm < 2; ++arm) {
        for (const double time_h : {0.0, 1.0, 2.5}) snapshots.append(arm, example_snapshot(time_h + arm));
      }
      snapshots.close();
    }
    writer.write_subject(subject, example_record(run, subject));
  }
  writer.finish(provenance);
}

}  // namespace knead
