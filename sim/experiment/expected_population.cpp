#include "sim/experiment/expected_population.hpp"

#include <algorithm>

#include "sim/experiment/fibre_rows.hpp"
#include "sim/numerics/network.hpp"

namespace knead {

namespace {

constexpr std::size_t cells_medium = state_count<ExpectedCells> - species_count;
constexpr std::size_t network_medium = state_count<NfkbCell> - species_count;

/// The medium of a well-mixed tissue: that of any of its wells.
Medium<double> medium_of(const TissueState& state) {
  Medium<double> medium{};
  std::size_t s = 0;
  medium.each([&](double& concentration) { concentration = state.fields[s++].front(); });
  return medium;
}

/// Adds to every well what one member's medium, which began as `before`, has gained.
void give_back(const Batch& batch, std::size_t first_row, const Medium<double>& before, TissueState& state) {
  std::size_t s = 0;
  before.each([&](double concentration) {
    const double gained = batch.row(first_row + s)[0] - concentration;
    for (double& well : state.fields[s]) well = std::max(0.0, well + gained);
    ++s;
  });
}

void take_medium(Batch& batch, std::size_t first_row, const Medium<double>& medium) {
  std::size_t s = 0;
  medium.each([&](double concentration) { batch.row(first_row + s++)[0] = concentration; });
}

/// Mean of a state over the domains, by their volume.
double mean_over_fibres(const Geometry& geometry, const double* of_domain) {
  double sum = 0, area = 0;
  for (std::size_t d = 0; d < geometry.fibres.size(); ++d) {
    sum += geometry.fibres[d].area_um2 * of_domain[d];
    area += geometry.fibres[d].area_um2;
  }
  return sum / area;
}

}  // namespace

ExpectedPopulation::ExpectedPopulation(const ParameterSet& parameters, double network_tolerance)
    : rules_(values_of<CellParameters>(parameters)),
      gains_(values_of<CytokineExpressionParameters>(parameters)),
      nfkb_(values_of<NfkbCellParameters>(parameters)),
      numbers_(rules_, {.relative = network_tolerance}),
      networks_(nfkb_, {.relative = network_tolerance}) {}

void ExpectedPopulation::place(const Geometry&, TissueState& state) const {
  ExpectedCellState<double> rest{cells_at_rest(rules_), medium_at_rest(rules_.cytokine)};
  std::vector<double> flat(state_count<ExpectedCells>);
  store_record(rest, flat.data());
  state.expected_cells = Batch(state_count<ExpectedCells>, 0);
  state.expected_cells.append(1, flat);
  flat.resize(state_count<NfkbCell>);
  store_record(nfkb_cell_at_rest(nfkb_), flat.data());
  state.macrophages = Batch(state_count<NfkbCell>, 0);
  state.macrophages.append(1, flat);
}

CellNumbers<double> ExpectedPopulation::numbers(const Geometry&, const TissueState& state) const {
  CellNumbers<double> numbers{};
  load_record(numbers, state.expected_cells.value.data());
  return numbers;
}

std::vector<CellEffects<double>> ExpectedPopulation::effects(const Geometry& geometry, const TissueState& state,
                                                             const Means&) const {
  const CellNumbers<double> x = numbers(geometry, state);
  return std::vector<CellEffects<double>>(geometry.domains(), effects_of(x, medium_of(state), rules_));
}

void ExpectedPopulation::advance_networks(const Geometry& geometry, TissueState& state, const Means&, double h_s,
                                          double cox_inhibitor) const {
  const CellNumbers<double> x = numbers(geometry, state);
  const double a_cell_um3 = rules_.cytokine.interstitial_fraction * 1e9 / x.macrophages;
  std::vector<double> inputs(input_count<NfkbCell>);
  store_record(macrophage_input(a_cell_um3, {x.m1 / x.macrophages, x.repair / x.macrophages}, rules_.macrophage, gains_,
                                cox_inhibitor),
               inputs.data());
  const Medium<double> before = medium_of(state);
  take_medium(state.macrophages, network_medium, before);
  networks_.advance(state.macrophages, inputs, h_s);
  give_back(state.macrophages, network_medium, before, state);
}

void ExpectedPopulation::advance(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
                                 double rate_fold) const {
  const std::vector<double> inputs{mean_over_fibres(geometry, state.domains.row(necrotic_row))};
  Medium<double> before{};
  std::size_t s = 0;
  before.each([&](double& mean) { mean = mean_over_fibres(geometry, means.data() + s++ * geometry.domains()); });
  take_medium(state.expected_cells, cells_medium, before);
  numbers_.advance(state.expected_cells, inputs, rate_fold * h_s);
  give_back(state.expected_cells, cells_medium, before, state);
}

}  // namespace knead
