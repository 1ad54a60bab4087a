// A muscle that nothing happens to stays as it is, for days, with all its cells.

#include <doctest/doctest.h>

#include <cmath>

#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

/// Largest change of a row of networks or of a field, over its size or the floor below which it does not matter.
double change(const TissueState& a, const TissueState& b) {
  double largest = 0;
  const auto compare = [&](const double* x, const double* y, std::size_t n, double floor) {
    for (std::size_t i = 0; i < n; ++i)
      largest = std::max(largest, std::abs(x[i] - y[i]) / std::max(floor, std::abs(y[i])));
  };
  for (std::size_t s = 0; s < a.domains.states; ++s)
    compare(a.domains.row(s), b.domains.row(s), a.domains.members, FibreState<double>::entries[s].floor);
  for (std::size_t s = 0; s < a.pericytes.states; ++s)
    compare(a.pericytes.row(s), b.pericytes.row(s), a.pericytes.members, NfkbCellState<double>::entries[s].floor);
  for (std::size_t s = 0; s < a.muscle.states; ++s)
    compare(a.muscle.row(s), b.muscle.row(s), 1, MuscleState<double>::entries[s].floor);
  for (std::size_t f = 0; f < a.fields.size(); ++f)
    compare(a.fields[f].data(), b.fields[f].data(), a.fields[f].size(), Medium<double>::entries[f].floor);
  return largest;
}

}  // namespace

TEST_CASE("an undisturbed block stays at rest for ten days") {
  const TissueModel model = test::living_block(ParameterSet{}, 12, 500, {11, 1});
  const TissueState start = baseline_state(model, 0);
  TissueState state = start;
  model.restart_steps(state);
  test::rest_for(model, 240, state);
  CHECK(change(state, start) < 2e-3);
  const auto within = [&](std::size_t now, const char* rest, double least_change) {
    CAPTURE(rest);
    const double expected = model.parameters()[rest] * model.geometry().volume_mm3();
    CHECK(std::abs(static_cast<double>(now) - expected) < 4 * std::sqrt(expected) + least_change);
  };
  within(state.neutrophils.size(), "neutrophil.rest", 1);
  within(state.macrophage_cells.size(), "macrophage.rest", 0);
  within(state.fibroblasts.size(), "fibroblast.rest", 0);
  within(state.satellite_cells.size(), "satellite_cell.rest", 0);
  // Neutrophils and monocytes have come and gone meanwhile.
  int arrived = 0;
  for (const auto& arrivals : {state.neutrophil_arrivals, state.monocyte_arrivals})
    for (const std::uint32_t number : arrivals.number) arrived += static_cast<int>(number);
  CHECK(arrived > 50);
}

TEST_CASE("an undisturbed well-mixed tissue stays at rest for ten days") {
  const TissueModel model = test::living_mixture(ParameterSet{});
  const TissueState start = baseline_state(model, 0);
  TissueState state = start;
  model.restart_steps(state);
  test::rest_for(model, 240, state);
  CHECK(change(state, start) < 2e-3);
  std::vector<double> before, after;
  model.cell_numbers(start).each([&](double number) { before.push_back(number); });
  model.cell_numbers(state).each([&](double number) { after.push_back(number); });
  for (std::size_t i = 0; i < before.size(); ++i) {
    CAPTURE(CellNumbers<double>::entries[i].symbol);
    CHECK(after[i] == doctest::Approx(before[i]).epsilon(1e-3));
  }
}
