#include "sim/results/snapshots.hpp"

#include <doctest/doctest.h>

#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
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
  CHECK(reader.read("rest", 0) == example_snapshot(0));
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

TEST_CASE("cells that do not fit one another are refused and leave no trace") {
  const TestFolder folder;
  RunDescription run = example_description();
  run.snapshot_subjects = {1};
  const ResultsWriter writer(folder / "run.h5", run);
  SnapshotWriter snapshots = writer.write_snapshots(0, example_geometry(), example_contents());
  snapshots.append(0, example_snapshot(3));
  const auto refused = [&](auto&& spoil) {
    Snapshot snapshot = example_snapshot(9);
    spoil(snapshot.cells);
    CHECK_THROWS_AS(snapshots.append(0, snapshot), std::invalid_argument);
  };
  refused([](SnapshotCells& cells) { cells.position_um.pop_back(); });
  refused([](SnapshotCells& cells) { cells.direction.resize(3); });
  refused([](SnapshotCells& cells) { cells.name.push_back(7); });
  refused([](SnapshotCells& cells) { cells.values.pop_back(); });
  refused([](SnapshotCells& cells) { cells.values[1].push_back(0); });
  refused([](SnapshotCells& cells) { cells.kind[4] = 2; });
  snapshots.append(0, example_snapshot(4));
  snapshots.close();
  writer.finish({});
  const SnapshotReader reader(folder / "run.h5", 1);
  CHECK(reader.times_h("rest") == std::vector<double>{3, 4});
  CHECK(reader.read("rest", 0) == example_snapshot(3));
  CHECK(reader.read("rest", 1) == example_snapshot(4));
}

TEST_CASE("cells come and go over more snapshots than a chunk holds cells of") {
  const TestFolder folder;
  RunDescription run = example_description();
  run.snapshot_subjects = {1};
  const std::vector<double> counts{5000, 0, 3000, 1, 0, 0, 4096, 8191};  // half of them in h, as in example_cells
  const auto moment = [&](std::size_t i) {
    Snapshot snapshot = example_snapshot(static_cast<double>(i));
    snapshot.cells = example_cells(counts[i] / 2);
    return snapshot;
  };
  const ResultsWriter writer(folder / "run.h5", run);
  SnapshotWriter snapshots = writer.write_snapshots(0, example_geometry(), example_contents());
  for (std::size_t i = 0; i < counts.size(); ++i) snapshots.append(1, moment(i));
  snapshots.close();
  writer.finish({});
  const SnapshotReader reader(folder / "run.h5", 1);
  for (std::size_t i = counts.size(); i-- > 0;) {
    const Snapshot snapshot = reader.read("massage", i);
    CHECK(snapshot.cells.kind.size() == static_cast<std::size_t>(counts[i]));
    CHECK(snapshot == moment(i));
  }
  CHECK_THROWS_AS(reader.read("massage", counts.size()), ResultsError);
}

TEST_CASE("an append that was cut off is written over by the next") {
  const TestFolder folder;
  RunDescription run = example_description();
  run.snapshot_subjects = {1};
  const ResultsWriter writer(folder / "run.h5", run);
  SnapshotWriter snapshots = writer.write_snapshots(0, example_geometry(), example_contents());
  snapshots.append(0, example_snapshot(1));
  {
    Hdf5Lock lock;  // a longer snapshot, of which some arrays reached the file but not its time
    const Handle file = open_file(folder / "run.h5.subject_1.part", Open::to_write);
    const Handle cells = open_group(file, "arms/rest/cells");
    write_last_rows(open_dataset(cells, "position"), 2, std::vector<float>(30, -1));
    write_last_rows(open_dataset(cells, "kind"), 2, std::vector<std::uint8_t>(10, 1));
    write_last_rows(open_dataset(cells, "begin"), 2, std::vector<std::int64_t>{12});
  }
  snapshots.append(0, example_snapshot(3));
  snapshots.close();
  writer.finish({});
  const SnapshotReader reader(folder / "run.h5", 1);
  CHECK(reader.read("rest", 0) == example_snapshot(1));
  CHECK(reader.read("rest", 1) == example_snapshot(3));
}

TEST_CASE("a study without mobile cells has none at any time") {
  const TestFolder folder;
  RunDescription run = example_description();
  run.snapshot_subjects = {1};
  SnapshotContents contents = example_contents();
  contents.cell_kinds.clear();
  contents.cells.clear();
  Snapshot snapshot = example_snapshot(1);
  snapshot.cells = {};
  const ResultsWriter writer(folder / "run.h5", run);
  SnapshotWriter snapshots = writer.write_snapshots(0, example_geometry(), contents);
  snapshots.append(0, snapshot);
  snapshots.close();
  writer.finish({});
  const SnapshotReader reader(folder / "run.h5", 1);
  CHECK(reader.contents() == contents);
  CHECK(reader.read("rest", 0) == snapshot);
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
