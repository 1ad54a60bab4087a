// Which lives share a tissue, and that what is left out of the comparison is nothing that a tissue reads.

#include "sim/sweep/model_groups.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "sim/experiment/observe.hpp"
#include "tests/sweep/sweeping.hpp"

using namespace knead;

namespace {

const std::string base =
    "study: small\nsubjects: {count: 1}\ntissue: well_mixed\n"
    "before: [{exercise: {kind: cycling, stages: [{for: 20 min, at: 70 %}]}}]\n"
    "arms:\n  rest: []\n  massage: [{massage: {start: 10 min, strokes: [{petrissage: 5 min}]}}]\n"
    "until: 1 h\noutput: {series: 20 min}\n";

/// How many lives each group of a sweep over these axes has.
std::vector<std::size_t> sizes(const std::string& axes, const std::string& study = base) {
  const Sweep sweep = read_sweep_text(sweep_with("over:\n" + axes), {}, study);
  std::vector<int> points(sweep.points.size());
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = static_cast<int>(i);
  LimbCache limbs;
  std::vector<std::size_t> found;
  for (const ModelGroup& group : model_groups(sweep, points, 1, limbs)) {
    CHECK(group.lives.size() == group.of.size());
    found.push_back(group.lives.size());
  }
  return found;
}

}  // namespace

TEST_CASE("what only shapes a load leaves one tissue") {
  CHECK(sizes("  arms.massage.0.massage.start: [0 min, 5 min, 20 min]\n") == std::vector<std::size_t>{6});
  CHECK(sizes("  arms.massage.0.massage.pressure: [5 kPa, 50 kPa]\n") == std::vector<std::size_t>{4});
  CHECK(sizes("  parameters.massage.duty: [0.1, 0.4]\n") == std::vector<std::size_t>{4});
  CHECK(sizes("  before.0.exercise.stages: [[{for: 5 min, at: 70 %}], [{for: 9 min, at: 70 %}]]\n") ==
        std::vector<std::size_t>{4});
}

TEST_CASE("another parameter of the tissue or another seed or step is another tissue") {
  CHECK(sizes("  parameters.nfkb.k1: [2e-3 /s, 3e-3 /s]\n") == std::vector<std::size_t>{2, 2});
  CHECK(sizes("  seed: [1, 2]\n") == std::vector<std::size_t>{2, 2});
  CHECK(sizes("  tissue.domains: [4, 8]\n") == std::vector<std::size_t>{2, 2});
  CHECK(sizes("  coupling.tolerance: [5e-3, 1e-3]\n") == std::vector<std::size_t>{2, 2});
}

TEST_CASE("an arm that is another person has its own tissue at every point") {
  std::string study = base;
  study.replace(study.find("rest: []"), 8, "rest: [{traits: {nfkb.k1: 3e-3 /s}}]");
  CHECK(sizes("  arms.massage.0.massage.start: [0 min, 5 min]\n", study) == std::vector<std::size_t>{2, 2});
}

// Were one of these parameters read by the tissue, points that differ in it must not share one.
TEST_CASE("no tissue reads a parameter of a load or a limb or a laboratory") {
  const Sweep sweep = read_sweep_text(sweep_with("over: {seed: [1]}\n"), {}, base);
  const Study study = sweep.study_of(sweep.points.front());
  const auto end_of = [&](const ParameterSet& parameters) {
    Acting acting;
    acting.load.metabolic_intensity = acting.load.active_force = 0.5;
    acting.load.fibre_strain = 0.1;
    acting.load.frequency = 1;
    acting.load.tissue_stress = 90e3;
    acting.load.cut_fraction = 0.1;
    acting.load.interstitial_clearance = 1e-4;
    acting.segment_s = 600;
    const TissueModel model = SubjectTissue(study, 1).with(parameters);
    TissueState state = model.at_rest(0);
    model.place_cells(state);
    model.advance(state, acting, 600);
    model.advance(state, {}, 3600);
    std::vector<double> read;
    for (const Observed& observed : Observer(model).block(state)) read.push_back(observed.mean);
    return std::pair(state, read);
  };
  const auto whole = end_of(study.parameters);
  int changed = 0;
  for (std::size_t i = 0; i < all_parameters().size(); ++i) {
    const Parameter& parameter = all_parameters()[i];
    constexpr std::array outside{"exercise", "massage", "biopsy", "limb", "laboratory", "ibuprofen"};
    if (std::find(outside.begin(), outside.end(), parameter.module) == outside.end()) continue;
    ParameterSet parameters = study.parameters;
    parameters.values[i] = std::clamp(1.3 * parameters.values[i] + 1e-3, parameter.range.low, parameter.range.high);
    if (parameters.values[i] == study.parameters.values[i]) continue;
    ++changed;
    const auto other = end_of(parameters);
    CHECK_MESSAGE(other.first == whole.first, std::string(parameter.symbol));
    CHECK_MESSAGE(other.second == whole.second, std::string(parameter.symbol));
  }
  CHECK(changed > 30);
}
