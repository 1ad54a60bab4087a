// The well-mixed tissue is the limit of blocks in which cells and molecules move fast: the same rules as expected
// rates.

#include <doctest/doctest.h>

#include <cmath>

#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

/// What is compared, and a difference of it that says nothing.
struct Compared {
  const char* id;
  double little;
};
constexpr Compared compared[] = {{"force", 0.1},        {"neutrophils", 1},     {"macrophages", 1},
                                 {"macrophages_m1", 1}, {"satellite_cells", 1}, {"necrotic_in_block", 1e-3}};
constexpr double read_h[] = {12, 24, 40};

/// Longer steps than a study's: the coupling's error must only be small against that of a few blocks.
constexpr CouplingSettings coarse{.tolerance = 4e-2, .max_step_s = 1800, .network_tolerance = 1e-4};

/// Molecules and cells that cross the block between two steps, and fibres of one kind.
ParameterSet fast() {
  ParameterSet parameters;
  for (std::size_t i = 0; i < parameters.values.size(); ++i) {
    const Parameter& parameter = all_parameters()[i];
    if (parameter.module == "cytokine" && parameter.symbol.ends_with("_D") && parameter.symbol != "lactate_D")
      parameters.values[i] *= 100;
  }
  for (const char* speed : {"neutrophil.speed", "macrophage.speed", "fibroblast.speed", "satellite_cell.speed"})
    parameters[speed] *= 20;
  parameters["fibre_type.susceptibility_I"] = parameters["fibre_type.susceptibility_II"] = 1;
  parameters["fibre_type.glycolysis_I"] = parameters["fibre_type.glycolysis_II"] = 1;
  return parameters;
}

/// [time][observable] after something has happened to a rested tissue.
template <class Happens>
std::vector<std::vector<double>> course(const TissueModel& model, const Happens& happens) {
  TissueState state = baseline_state(model, 0);
  happens(model, state);
  std::vector<std::vector<double>> values;
  for (const double hour : read_h) {
    model.advance(state, Acting{}, 3600 * hour);
    values.emplace_back();
    for (const Compared& what : compared) values.back().push_back(test::read(model, state, what.id));
  }
  return values;
}

/// Holds the mean of blocks to the well-mixed tissue within three standard errors and a bias of 3 %, which blocks of
/// finite size may have: rates are not linear in what fluctuates.
template <class Happens>
void compare(int blocks, const Happens& happens) {
  const ParameterSet parameters = fast();
  const auto expected = course(test::living_mixture(parameters), happens);
  std::vector<std::vector<std::vector<double>>> seen;
  for (int block = 1; block <= blocks; ++block)
    seen.push_back(
        course(test::living_block(parameters, 8, 500, {17, static_cast<std::uint64_t>(block)}, coarse), happens));
  for (std::size_t t = 0; t < std::size(read_h); ++t)
    for (std::size_t o = 0; o < std::size(compared); ++o) {
      double mean = 0, square = 0;
      for (const auto& block : seen) mean += block[t][o] / blocks;
      for (const auto& block : seen) square += (block[t][o] - mean) * (block[t][o] - mean);
      const double standard_error = std::sqrt(square / (blocks - 1) / blocks);
      CAPTURE(compared[o].id);
      CAPTURE(read_h[t]);
      CAPTURE(mean);
      CAPTURE(expected[t][o]);
      CHECK(std::abs(mean - expected[t][o]) < 3 * standard_error + 0.03 * expected[t][o] + compared[o].little);
    }
}

}  // namespace

TEST_CASE("blocks that move fast agree with the well-mixed tissue after an eccentric bout") {
  compare(6, [](const TissueModel& model, TissueState& state) { test::contract(model, 300, state); });
}

TEST_CASE("blocks that move fast agree with the well-mixed tissue after every domain has been severed") {
  compare(4, [](const TissueModel& model, TissueState& state) { test::cut(model, 1, state); });
}
