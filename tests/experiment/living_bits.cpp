// What threads, copies and untreated arms leave untouched in a tissue with all its cells: every bit.

#include <doctest/doctest.h>
#include <tbb/parallel_for.h>

#include <map>

#include "sim/experiment/mobile_population.hpp"
#include "tests/experiment/living_tissue.hpp"
#include "tests/experiment/small_study.hpp"
#include "tests/experiment/states_of.hpp"
#include "tests/first_task_latch.hpp"

using namespace knead;
using test::FirstTaskLatch;
using test::on_threads;

namespace {

/// So many cells that threads share the networks of domains and of macrophages and the walks of fibroblasts.
TissueModel crowded_block() {
  ParameterSet parameters;
  parameters["macrophage.rest"] = 7000;
  parameters["fibroblast.rest"] = 8000;
  return test::living_block(parameters, 6, 5000, {3, 1});
}

/// A study with cells of a bout, its arms twins at rest after it.
Study two_legs() {
  Study study = test::small_study();
  ExerciseEvent bout;
  bout.kind = ExerciseEvent::Kind::eccentric;
  bout.contractions = 100;
  study.before = {bout};
  study.sampling.biopsies.clear();
  study.rows.clear();
  study.until_s = 8 * 3600.0;
  study.output.series_s = 3600;
  return study;
}

}  // namespace

TEST_CASE("one and two and four threads give the same bits with all cells") {
  const TissueModel model = crowded_block();
  TissueState start = model.at_rest(0);
  model.place_cells(start);
  REQUIRE(start.domains.members > 256);  // a chunk of networks
  REQUIRE(start.macrophages.members > 512);
  REQUIRE(start.fibroblasts.size() > 512);
  const auto injure = [&] {
    TissueState state = start;
    test::cut(model, 0.5, state);
    test::rest_for(model, 0.4, state);
    return state;
  };
  const TissueState alone = on_threads(1, injure);
  CHECK_FALSE(alone == start);
  for (const int threads : {2, 4}) {
    FirstTaskLatch latch(threads);
    std::vector<TissueState> states(threads);
    on_threads(threads, [&] {
      tbb::parallel_for(0, threads, [&](int i) {
        latch.hold();
        states[i] = injure();
      });
    });
    CHECK(latch.threads_held() == threads);
    for (const TissueState& state : states) CHECK(state == alone);
  }
}

TEST_CASE("a copy of a living tissue goes on as the original does though it is taken in the middle of a bout") {
  const TissueModel model = test::living_block(ParameterSet{}, 6, 300, {3, 2});
  const auto exercise = values_of<ExerciseParameters>(model.parameters());
  const Segment bout = eccentric(60, 6, 0, exercise).front();
  const Acting contracting{.load = bout.load, .held = {}, .segment_s = bout.end_s};
  TissueState straight = baseline_state(model, 0);
  model.restart_steps(straight);
  model.advance(straight, contracting, 0.4 * bout.end_s);
  TissueState copy = straight;
  const TissueModel again = test::living_block(ParameterSet{}, 6, 300, {3, 2});
  const auto go_on = [&](const TissueModel& with, TissueState& state) {
    with.advance(state, contracting, bout.end_s);
    with.restart_steps(state);
    test::cut(with, 0.3, state);
    test::rest_for(with, 10, state);
  };
  go_on(model, straight);
  go_on(again, copy);
  CHECK(straight == copy);
  CHECK(straight.neutrophils.size() > 0);
}

TEST_CASE("arms without a treatment and a massage of 0 kPa are one and the same tissue") {
  Study study = two_legs();
  study.arms.push_back({"none", {}});
  test::massage_of(study).pressure_Pa = 0.0;
  const auto states = test::states_of(study);
  REQUIRE(states[0].size() > 5);
  for (const auto& [time, state] : states[0]) {
    CHECK(state == states[1].at(time));
    CHECK(state == states[2].at(time));
  }
}

// Arms share names: what is the same cell came to be in the same way, though numbers have diverged.
TEST_CASE("a cell that both arms have is the same cell") {
  const TissueModel model = test::living_block(ParameterSet{}, 8, 300, {3, 4});
  TissueState left = baseline_state(model, 0);
  TissueState right = left;
  test::cut(model, 0.3, left);
  test::cut(model, 0.9, right);
  test::rest_for(model, 10, left);
  test::rest_for(model, 10, right);
  CHECK(left.macrophage_cells.size() != right.macrophage_cells.size());
  const auto compare = [](const MobileCells& a, const MobileCells& b) {
    std::map<std::uint64_t, std::size_t> places;
    for (std::size_t i = 0; i < b.size(); ++i) places.emplace(b.name[i], i);
    int shared = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const auto found = places.find(a.name[i]);
      if (found == places.end()) continue;
      ++shared;
      // A myoblast has left its lamina, perhaps in one arm only.
      if (a.stage[i] < MobilePopulation::myoblast && b.stage[found->second] < MobilePopulation::myoblast)
        CHECK(a.fibre[i] == b.fibre[found->second]);
      // Who was there at the start is as old; who came by the same site's k-th arrival did not come at the same time.
      if (a.born_s[i] == 0) CHECK(b.born_s[found->second] == 0);
    }
    return shared;
  };
  CHECK(compare(left.macrophage_cells, right.macrophage_cells) > 20);
  CHECK(compare(left.satellite_cells, right.satellite_cells) > 3);
  CHECK(compare(left.fibroblasts, right.fibroblasts) > 20);
}
