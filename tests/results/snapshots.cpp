#include "sim/results/snapshots.hpp"

#include <doctest/doctest.h>

#include "sim/results/results_reader.hpp"
#include "sim/results/snapshot_reader.hpp"
#include "tests/results/example_run.hpp"

namespace knead {
namespace {

void check_example(const SnapshotReader& reader) {
  CHECK(reader.geometry() == example_geometry());
  CHECK(reader.contents() == example_contents());
  CHECK(reader.arms() == std::vector<std::string>{"rest", "massage"});
  CHECK(reader.times_h("rest") == std::vector<double>{0, 1, 2.5});
  CHECK(reader.times_h("massage") == std::vector<double>{1, 2, 3.5});
  CHECK(reader.read("rest", 2) == example_snapshot(2.5));
  CHECK(reader.read("massage", 0) == example_snapshot(1));
}

}  // namespace

TEST_CASE("snapshots are read back bit for bit from the finished file") {
  const TestFolder folder;
  write_example(folder / "run.h5", {0, 1, 2}, {});
  const SnapshotReader reader(folder / "run.h5", 2);
  check_example(reader);
  CHECK_THROWS_AS(reader.read("rest", 3), ResultsError);
  CHECK_THROWS_AS(reader.times_h("ice"), ResultsError);
}

TEST_CASE("snapshots of a finished subject are read from the part file of a run that died") {
  const TestFolder folder;
  RunDescription run = example_description();
  run.snapshot_subjects = {2, 4};
  const ResultsWriter writer(folder / "run.h5", run);
  {
    SnapshotWriter snapshots = writer.write_snapshots(1, example_geometry(), example_contents());
    for (int arm = 0; arm < 2; ++arm) {
      for (const double time_h : {0.0, 1.0, 2.5}) snapshots.append(arm, example_snapshot(time_h + arm));
    }
  }
  CHECK(ResultsReader(folder / "run.h5.part").description() == run);
  check_example(SnapshotReader(folder / "run.h5.part", 2));
  CHECK_THROWS_AS(SnapshotReader(folder / "run.h5.part", 4), ResultsError);
}

TEST_CASE("a snapshot that does not fit or comes too late is refused") {
  const TestFolder folder;
  SnapshotWriter writer(folder / "subject.h5", example_geometry(), example_contents(), {"rest"});
  writer.append(0, example_snapshot(1));
  CHECK_THROWS_AS(writer.append(0, example_snapshot(1)), std::invalid_argument);
  Snapshot snapshot = example_snapshot(2);
  snapshot.fields.pop_back();
  CHECK_THROWS_AS(writer.append(0, snapshot), std::invalid_argument);
  snapshot = example_snapshot(2);
  snapshot.domains[0].pop_back();
  CHECK_THROWS_AS(writer.append(0, snapshot), std::invalid_argument);
}

TEST_CASE("a block without pericytes can have quantities of pericytes") {
  const TestFolder folder;
  RunDescription run = example_description();
  run.snapshot_subjects = {1};
  SnapshotGeometry geometry = example_geometry();
  geometry.pericyte_um.clear();
  SnapshotContents contents = example_contents();
  contents.pericytes = {{"nfkb_ikk_active", "uM", "active IKK"}};
  Snapshot snapshot = example_snapshot(1);
  snapshot.pericytes = {{}};
  const ResultsWriter writer(folder / "run.h5", run);
  SnapshotWriter snapshots = writer.write_snapshots(0, geometry, contents);
  snapshots.append(0, snapshot);
  snapshots.close();
  writer.finish({});
  const SnapshotReader reader(folder / "run.h5", 1);
  CHECK(reader.geometry() == geometry);
  CHECK(reader.read("rest", 0) == snapshot);
}

}  // namespace knead
