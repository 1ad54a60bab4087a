// What a temperature of the tissue that is not its own does: everything that lives in it takes its own time.

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "sim/experiment/run_study.hpp"
#include "tests/experiment/living_tissue.hpp"
#include "tests/experiment/small_study.hpp"
#include "tests/experiment/states_of.hpp"

using namespace knead;
using namespace knead::test;

namespace {

/// A temperature at which rates are so many times as fast, and perfusion with them.
Acting at_fold(const ParameterSet& parameters, double fold) {
  Acting acting{};
  acting.load.temperature_change = 10 * std::log(fold) / std::log(parameters["heat.rate_q10"]);
  acting.load.perfusion_loss = 1 - fold;
  return acting;
}

ColdEvent bath(double start_min, double minutes, double water_degC) {
  ColdEvent cold;
  cold.timing.start_s = {60 * start_min, 60 * start_min};
  cold.length_s = 60 * minutes;
  cold.water_degC = water_degC;
  return cold;
}

Study cold_study(const ColdEvent& cold) {
  Study study = small_study();
  study.sampling.biopsies.clear();
  study.rows.clear();
  study.arms = {{"rest", {}, {}}, {"cold", {cold}, {}}};
  study.output.series_s = 120;
  return study;
}

void check_close(const Batch& a, const Batch& b, double epsilon) {
  REQUIRE(a.value.size() == b.value.size());
  for (std::size_t i = 0; i < a.value.size(); ++i)
    CHECK(std::abs(a.value[i] - b.value[i]) <= epsilon * (1e-3 + std::abs(b.value[i])));
}

}  // namespace

TEST_CASE("a species that only decays does so as many times more slowly as rates are slowed") {
  Geometry geometry;
  geometry.space = Space::wells;
  geometry.grid = Grid{.nx = 4, .ny = 1, .nz = 1, .hx_um = 10, .hy_um = 10, .hz_um = 10};
  geometry.capillaries_in_column.assign(4, 1.0);
  const double decay = 1e-3, exchange = 4e-3, t = 900, fold = 0.7;
  const auto left = [&](const SpeciesTransport& species, double clearance, const TransportFolds& folds) {
    std::vector<std::vector<double>> fields{{1.0, 2.0, 3.0, 5.0}};
    Transport(geometry, {species}).advance(fields, t, clearance, Transport::Half::first, folds);
    return fields[0][2] / 3;
  };
  SpeciesTransport species{.decay_per_s = decay};
  CHECK(left(species, 0, {}) == doctest::Approx(std::exp(-decay * t)).epsilon(1e-14));
  CHECK(left(species, 0, {.decay = fold}) == doctest::Approx(std::exp(-fold * decay * t)).epsilon(1e-14));
  // Capillaries exchange less with less perfusion; what squeezing drives out is not slowed.
  species.capillary_exchange_per_s = exchange;
  CHECK(left(species, 1e-3, {.decay = fold, .exchange = 0.4}) ==
        doctest::Approx(std::exp(-(fold * decay + 0.4 * exchange + 1e-3) * t)).epsilon(1e-14));
  // At its rest a field stays whatever the fold.
  species = {.decay_per_s = decay, .rest_level = 3};
  CHECK(left(species, 0, {.decay = fold}) == doctest::Approx(1).epsilon(1e-14));
}

TEST_CASE("a whole tissue that is colder lives through the same in more time") {
  ParameterSet parameters;
  const TissueModel model = living_mixture(parameters);
  TissueState injured = baseline_state(model, 0);
  model.restart_steps(injured);
  contract(model, 60, injured);
  for (const double fold : {0.5, 0.8, 1.25}) {
    CAPTURE(fold);
    TissueState usual = injured, other = injured;
    const Acting temperature = at_fold(parameters, fold);
    for (int i = 0; i < 24; ++i) {
      model.step(usual, Acting{}, 300);
      model.step(other, temperature, 300 / fold);
    }
    check_close(other.domains, usual.domains, 1e-6);
    check_close(other.pericytes, usual.pericytes, 1e-6);
    check_close(other.macrophages, usual.macrophages, 1e-6);
    check_close(other.muscle, usual.muscle, 1e-6);
    check_close(other.expected_cells, usual.expected_cells, 1e-6);
    for (std::size_t s = 0; s < usual.fields.size(); ++s)
      for (std::size_t v = 0; v < usual.fields[s].size(); ++v)
        CHECK(other.fields[s][v] == doctest::Approx(usual.fields[s][v]).epsilon(1e-6));
    CHECK(read(model, other, "temperature_drop") == doctest::Approx(-temperature.load.temperature_change));
  }
}

TEST_CASE("cold cells in a block are slower in all they do") {
  const ParameterSet parameters;
  const TissueModel model = living_block(parameters, 9, 300, {5, 1});
  TissueState start = baseline_state(model, 0);
  const auto path = [&](double fold) {
    TissueState state = start;
    const Acting temperature = at_fold(parameters, fold);
    // An hour is many persistence times, after which the mean square of the random velocity is that of the new speed.
    for (int i = 0; i < 12; ++i) model.step(state, temperature, 300);
    double speed2 = 0;
    const MobileCells& cells = state.macrophage_cells;
    for (std::size_t i = 0; i < cells.size(); ++i)
      speed2 += std::pow(cells.velocity_along_um_s[i], 2) + std::pow(cells.velocity_z_um_s[i], 2);
    return speed2 / static_cast<double>(cells.size());
  };
  const double usual = path(1), half = path(0.5);
  CHECK(half / usual == doctest::Approx(0.25).epsilon(0.35));
}

TEST_CASE("contractions and cuts are by the clock") {
  const ParameterSet parameters;
  const TissueModel model = living_mixture(parameters);
  const TissueState start = baseline_state(model, 0);
  const auto after = [&](double temperature_change, double cut_fraction) {
    TissueState state = start;
    Quantities load = eccentric(100, 6, 0, values_of<ExerciseParameters>(parameters)).front().load;
    if (cut_fraction > 0) load = {};
    load.cut_fraction = cut_fraction;
    load.temperature_change = temperature_change;
    load_for(model, cut_fraction > 0 ? 10 : 600, load, state);
    return std::pair{read(model, state, "structural_damage"), read(model, state, "necrotic_fraction")};
  };
  // Damage of a hundred contractions, of which little heals meanwhile at either temperature.
  CHECK(after(-8, 0).first == doctest::Approx(after(0, 0).first).epsilon(0.02));
  CHECK(after(-8, 0.2).second == doctest::Approx(0.2).epsilon(0.01));
}

TEST_CASE("a low temperature drives AMPK beyond slowing it only as far as gLT says") {
  const auto ampk = [](double gLT, double temperature_change) {
    ParameterSet parameters;
    parameters["energetics.gLT"] = gLT;
    const TissueModel model = living_mixture(parameters);
    TissueState state = baseline_state(model, 0);
    Acting acting{};
    acting.load.temperature_change = temperature_change;
    for (int i = 0; i < 6; ++i) model.step(state, acting, 300);
    return read(model, state, "ampk_p");
  };
  CHECK(ampk(0, -5) == doctest::Approx(ampk(0, 0)).epsilon(1e-6));
  CHECK(ampk(0.2, -5) > 1.05 * ampk(0, -5));
  CHECK(ampk(0.2, 5) == doctest::Approx(ampk(0, 5)).epsilon(1e-6));
}

TEST_CASE("a bath that changes nothing leaves the states bit-identical") {
  const auto states = states_of(cold_study(bath(5, 20, 31.6)));
  REQUIRE(states[0].size() > 20);
  for (const auto& [time, state] : states[0]) CHECK(state == states[1].at(time));
}

TEST_CASE("a cooled leg parts from its twin as the water reaches it, and is itself again in the end but for its past") {
  const auto states = states_of(cold_study(bath(10, 10, 8)));
  double coldest = 0;
  for (const auto& [time, state] : states[0]) {
    CHECK(state.temperature_change_K == 0);
    const TissueState& other = states[1].at(time);
    if (time <= 600) CHECK(state == other);
    if (time > 900) CHECK_FALSE(state.domains.value == other.domains.value);
    coldest = std::min(coldest, other.temperature_change_K);
  }
  CHECK(coldest < -1);
}

TEST_CASE("a leg cooled before time zero is cold in every arm after it") {
  Study study = cold_study(bath(10, 10, 8));
  study.before = {bath(0, 10, 8)};
  study.arms = {{"rest", {}, {}}};
  const SubjectPlan plan = plan_subject(study, subject_parameters(study, 1), {study.seed, 1}, nullptr);
  CHECK(plan.begin_s == -600);
  REQUIRE(!plan.arms[0].loads.segments().empty());
  CHECK(plan.arms[0].loads.segments().front().begin_s == 0);
  CHECK(plan.arms[0].loads.segments().front().load.temperature_change < 0);
  CHECK(plan.arms[0].loads.segments().back().end_s > 3600);
}
