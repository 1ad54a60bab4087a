// The gain of the loop of leak and leucocytes, against what the tissue does.

#include "sim/experiment/loop_gain.hpp"

#include <doctest/doctest.h>

#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

/// Leak, days after 300 contractions.
double leak_after(const ParameterSet& parameters, double days) {
  const TissueModel model = test::living_mixture(parameters);
  TissueState state = baseline_state(model, 0);
  test::contract(model, 300, state);
  test::rest_for(model, 24 * days, state);
  return test::read(model, state, "membrane_leak");
}

ParameterSet runaway() {
  ParameterSet parameters;
  parameters["damage.kox"] *= 10;
  parameters["neutrophil.oxidants"] *= 10;
  return parameters;
}

}  // namespace

TEST_CASE("oxidants that open no membrane close the loop at no gain") {
  ParameterSet parameters;
  parameters["damage.fL"] = 0;
  CHECK(loop_gain(parameters) == 0);
}

TEST_CASE("the loop dies out with the default parameters") {
  const double gain = loop_gain(ParameterSet{});
  CHECK(gain > 0);
  CHECK(gain < 1);
  CHECK(leak_after(ParameterSet{}, 28) < 0.01);
}

TEST_CASE("the gain grows with every link of the loop") {
  const double gain = loop_gain(ParameterSet{});
  for (const char* link : {"damage.kox", "damage.fL", "damage.kDr", "neutrophil.oxidants"}) {
    CAPTURE(link);
    ParameterSet stronger;
    stronger[link] *= 1.3;
    CHECK(loop_gain(stronger) > gain);
  }
  ParameterSet sealing;
  sealing["damage.kseal"] *= 1.3;
  CHECK(loop_gain(sealing) < gain);
}

TEST_CASE("a loop that runs away has a gain of at least 1 and does not come back") {
  CHECK(loop_gain(runaway()) >= 1);
  CHECK(leak_after(runaway(), 28) > 5 * leak_after(ParameterSet{}, 1));
}
