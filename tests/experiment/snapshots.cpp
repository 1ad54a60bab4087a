// A block as its snapshots show it: every cell where it is, of its kind, under its name.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "sim/experiment/mobile_population.hpp"
#include "sim/experiment/simulate_subject.hpp"
#include "sim/experiment/take_snapshot.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

/// Six hours after every fibre has been cut, with some satellite cells at each stage.
struct CutBlock {
  Study study = test::small_study();
  SubjectSetup subject;
  TissueState state;

  CutBlock() {
    study.tissue.length_um = 500;
    study.before.clear(), study.arms = {{"rest", {}}}, study.sampling.biopsies.clear();
    subject = set_up_subject(study, 1, nullptr);
    state = baseline_state(model(), 0);
    Acting cutting;
    cutting.load.cut_fraction = 1;
    cutting.segment_s = 10;
    model().restart_steps(state);
    model().advance(state, cutting, 10);
    model().advance(state, {}, 6 * 3600);
    for (std::size_t i = 0; i < state.satellite_cells.size(); ++i)
      state.satellite_cells.stage[i] = static_cast<std::uint8_t>(i % 6);
  }
  const TissueModel& model() const { return subject.model_of(0); }
  const Geometry& geometry() const { return model().geometry(); }
  Snapshot snapshot() const { return take_snapshot(geometry(), Observer(model()), state); }
};

/// How far a point lies inside a convex outline; negative outside.
double depth_in(const std::vector<Point2>& outline, double x, double y) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const Point2 a = outline[i], b = outline[(i + 1) % outline.size()];
    const double dx = b.x_um - a.x_um, dy = b.y_um - a.y_um;
    least = std::min(least, (dx * (y - a.y_um) - dy * (x - a.x_um)) / std::hypot(dx, dy));
  }
  return least;
}

/// The same in any of the fibres, with all periods of them that may reach into the block.
double depth_in_fibres(const Geometry& geometry, double x, double y) {
  double deepest = -std::numeric_limits<double>::infinity();
  for (const Fibre& fibre : geometry.fibres)
    for (const int i : {-1, 0, 1})
      for (const int j : {-1, 0, 1})
        deepest = std::max(deepest, depth_in(fibre.outline, x + i * geometry.width_um(), y + j * geometry.height_um()));
  return deepest;
}

}  // namespace

TEST_CASE("a snapshot shows every mobile cell where it is") {
  const CutBlock block;
  const TissueState& state = block.state;
  const Geometry& geometry = block.geometry();
  const SnapshotContents contents = snapshot_contents();
  const SnapshotCells cells = block.snapshot().cells;

  const std::size_t count = cells.kind.size();
  REQUIRE(count > 20);
  CHECK(count == state.neutrophils.size() + state.macrophage_cells.size() + state.fibroblasts.size() +
                     state.satellite_cells.size());
  REQUIRE(cells.position_um.size() == 3 * count);
  REQUIRE(cells.direction.size() == 3 * count);
  CHECK(std::set(cells.name.begin(), cells.name.end()).size() == count);

  const auto of_kind = [&](const std::string& name) {
    const auto code = std::find(contents.cell_kinds.begin(), contents.cell_kinds.end(), name);
    REQUIRE(code != contents.cell_kinds.end());
    return static_cast<std::size_t>(
        std::count(cells.kind.begin(), cells.kind.end(), code - contents.cell_kinds.begin()));
  };
  const auto of_stages = [&](int low, int high) {
    const auto& stages = state.satellite_cells.stage;
    return static_cast<std::size_t>(
        std::count_if(stages.begin(), stages.end(), [&](int stage) { return low <= stage && stage <= high; }));
  };
  CHECK(of_kind("neutrophil") == state.neutrophils.size());
  CHECK(of_kind("macrophage") == state.macrophage_cells.size());
  CHECK(of_kind("fibroblast") == state.fibroblasts.size());
  CHECK(of_kind("quiescent satellite cell") == of_stages(MobilePopulation::quiescent, MobilePopulation::quiescent));
  CHECK(of_kind("activated satellite cell") == of_stages(MobilePopulation::activated_1, MobilePopulation::activated_3));
  CHECK(of_kind("myoblast") == of_stages(MobilePopulation::myoblast, MobilePopulation::myoblast));
  CHECK(of_kind("myocyte") == of_stages(MobilePopulation::myocyte, MobilePopulation::myocyte));

  for (std::size_t i = 0; i < count; ++i) {
    const float *at = &cells.position_um[3 * i], *way = &cells.direction[3 * i];
    CHECK((at[0] >= 0 && at[0] <= geometry.width_um()));
    CHECK((at[1] >= 0 && at[1] <= geometry.height_um()));
    CHECK((at[2] >= 0 && at[2] <= geometry.length_um()));
    CHECK(depth_in_fibres(geometry, at[0], at[1]) < 0);
    CHECK(std::hypot(way[0], way[1], way[2]) == doctest::Approx(1));
    // A little further on its way across the fibres it is in none either: it moves between them.
    CHECK(depth_in_fibres(geometry, at[0] + 0.1F * way[0], at[1] + 0.1F * way[1]) < 0);
  }
}

TEST_CASE("a snapshot tells of each kind of cell what it has") {
  const CutBlock block;
  const SnapshotContents contents = snapshot_contents();
  const Snapshot snapshot = block.snapshot();
  const SnapshotCells& cells = snapshot.cells;
  REQUIRE(cells.values.size() == contents.cells.size());
  for (std::size_t q = 0; q < contents.cells.size(); ++q) {
    const std::string owner = contents.cells[q].id == "readiness" ? "neutrophil" : "macrophage";
    REQUIRE(cells.values[q].size() == cells.kind.size());
    for (std::size_t i = 0; i < cells.kind.size(); ++i)
      CHECK(std::isnan(cells.values[q][i]) == (contents.cell_kinds[cells.kind[i]] != owner));
  }
  const auto mean_of = [&](const std::string& id) {
    const auto at = std::find_if(contents.cells.begin(), contents.cells.end(), [&](auto& q) { return q.id == id; });
    REQUIRE(at != contents.cells.end());
    std::vector<double> known;
    for (const float value : cells.values[static_cast<std::size_t>(at - contents.cells.begin())])
      if (!std::isnan(value)) known.push_back(value);
    return std::accumulate(known.begin(), known.end(), 0.0) / static_cast<double>(known.size());
  };
  const std::vector<double>& m1 = block.state.macrophage_cells.programme;
  CHECK(mean_of("programme") ==
        doctest::Approx(std::accumulate(m1.begin(), m1.end(), 0.0) / static_cast<double>(m1.size())));
  CHECK(mean_of("programme") > 0);
  CHECK(mean_of("p65_nuclear") > 0);
  CHECK(snapshot.time_h == doctest::Approx(6));
}

TEST_CASE("a tissue without space has no snapshots") {
  Study study = test::small_study();
  study.tissue.kind = Tissue::Kind::well_mixed;
  study.before.clear(), study.arms = {{"rest", {}}}, study.sampling.biopsies.clear();
  const SubjectSetup subject = set_up_subject(study, 1, nullptr);
  CHECK_THROWS_AS(snapshot_geometry(subject.model_of(0).geometry()), std::invalid_argument);
}
