// Whatever the parameters and the load, within their priors: no negative concentration, no fraction outside 0 to 1, no
// force beyond what there is of contractile protein, no number of cells that is not one.

#include <doctest/doctest.h>

#include <cmath>

#include "models/function/force.hpp"
#include "sim/experiment/prior_draw.hpp"
#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

ParameterSet prior_parameters(std::uint64_t draw) {
  ParameterSet parameters;
  for (std::size_t i = 0; i < parameters.values.size(); ++i)
    parameters.values[i] = draw_prior(all_parameters()[i], 31, draw);
  return parameters;
}

/// A few loads one after another, each of a random kind and size, with some hours in between.
template <class Check>
void live(const TissueModel& model, std::uint64_t draw, const Check& check) {
  TissueState state = baseline_state(model, 0);
  check(state);
  auto random = [&, count = std::uint64_t{0}](double low, double high) mutable {
    return draw_uniform({31, draw}, Purpose::test, count++, 0, low, high);
  };
  for (int event = 0; event < 3; ++event) {
    const double kind = random(0, 4);
    Quantities load{};
    if (kind < 1) {
      test::contract(model, static_cast<int>(random(1, 300)), state);
    } else if (kind < 2) {
      test::cut(model, random(0, 1), state);
    } else if (kind < 3) {
      load.tissue_stress = random(0, 3e5);
      load.interstitial_clearance = random(0, 2e-4);
      test::load_for(model, 600, load, state);
    } else {
      load.metabolic_intensity = random(0, 1);
      load.active_force = random(0, 1);
      load.fibre_strain = random(0, 0.2);
      load.frequency = random(0, 2);
      test::load_for(model, 1800, load, state);
    }
    check(state);
    for (int i = 0; i < 3; ++i) test::rest_for(model, random(0, 6), state), check(state);
  }
}

/// A fraction, but for what the steppers leave of round-off and tolerance.
void is_fraction(double x) {
  CHECK(x > -1e-4);
  CHECK(x < 1 + 1e-4);
}

void is_possible(const TissueModel& model, const TissueState& state) {
  for (const auto& field : state.fields)
    for (const double c : field) {
      REQUIRE(std::isfinite(c));
      REQUIRE(c >= 0);
    }
  for (const double value : state.domains.value) REQUIRE(std::isfinite(value));
  const auto parameters = values_of<FibreParameters>(model.parameters());
  const std::size_t members = state.domains.members;
  double most_content = 0;
  for (std::size_t d = 0; d < members; ++d) {
    FibreState<double> x{};
    std::size_t s = 0;
    x.each([&](double& value) { value = state.domains.value[s++ * members + d]; });
    const auto& n = x.necrosis;
    for (const double fraction :
         {x.damage.membrane_leak, x.damage.lasting_leak, leak(x.damage), x.junction.failure, x.fatigue.fast,
          x.fatigue.slow, x.contractile.protection, x.mediator.cox2, n.necrotic, n.cleared, n.regenerating,
          n.necrotic + n.cleared + n.regenerating, n.expected_necrotic, n.expected_cleared, n.expected_regenerating,
          n.expected_necrotic + n.expected_cleared + n.expected_regenerating})
      is_fraction(fraction);
    CHECK(x.damage.sarcomere_disruption > -1e-4);
    CHECK(x.damage.sarcomere_disruption < x.contractile.content + 1e-4);
    const double force = isometric_force(x, parameters.necrosis);
    CHECK(force > -1e-4);
    CHECK(force < x.contractile.content + 1e-4);
    most_content = std::max(most_content, x.contractile.content);
  }
  const double force = test::read(model, state, "force");
  CHECK(force > -0.01);
  CHECK(force < 100 * most_content + 0.01);
  const CellNumbers<double> numbers = model.cell_numbers(state);
  numbers.each([](double number) {
    CHECK(std::isfinite(number));
    CHECK(number > -0.1);
  });
  CHECK(numbers.ready_neutrophils < numbers.neutrophils + 0.1);
  CHECK(numbers.m1 + numbers.repair < numbers.macrophages + 0.1);
  for (const char* id : {"soreness", "swelling", "ck_plasma", "collagen"}) {
    CAPTURE(id);
    CHECK(test::read(model, state, id) > -1e-3);
  }
  CHECK(test::read(model, state, "soreness") < 10);
}

}  // namespace

TEST_CASE("a well-mixed tissue stays possible whatever its parameters and loads") {
  for (std::uint64_t draw = 0; draw < 12; ++draw) {
    CAPTURE(draw);
    const TissueModel model = test::living_mixture(prior_parameters(draw));
    live(model, draw, [&](const TissueState& state) { is_possible(model, state); });
  }
}

TEST_CASE("a block stays possible whatever its parameters and loads") {
  for (std::uint64_t draw = 0; draw < 3; ++draw) {
    CAPTURE(draw);
    const TissueModel model = test::living_block(prior_parameters(draw), 4, 200, {31, draw});
    live(model, draw, [&](const TissueState& state) { is_possible(model, state); });
  }
}
