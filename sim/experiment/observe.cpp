#include "sim/experiment/observe.hpp"

#include <algorithm>

#include "sim/experiment/member_state.hpp"
#include "sim/numerics/network.hpp"

namespace knead {

namespace {

double fibre_volume_um3(const Geometry& geometry, std::size_t fibre) {
  return geometry.fibres[fibre].area_um2 * geometry.length_um();
}

}  // namespace

Observer::Observer(const TissueModel& model)
    : model_(model),
      fibre_(values_of<FibreParameters>(model.parameters())),
      cell_(values_of<NfkbCellParameters>(model.parameters())),
      rules_(values_of<CellParameters>(model.parameters())),
      muscle_(values_of<MuscleParameters>(model.parameters())),
      macrophage_volume_um3_(model.parameters()["macrophage.volume_um3"]),
      pericyte_volume_um3_(model.parameters()["pericyte.volume_um3"] * model.pericytes_a_member()) {}

std::vector<std::vector<double>> Observer::domains(const TissueState& state) const {
  const std::size_t members = state.domains.members;
  const std::vector<double> medium = model_.local_means(state);
  std::vector<std::vector<double>> values(observables().size());
  for (std::size_t d = 0; d < members; ++d) {
    const auto x = member_state<FibreState<double>>(state.domains, d, medium);
    for (std::size_t o = 0; o < values.size(); ++o)
      if (observables()[o].in_fibre) values[o].push_back(observables()[o].in_fibre(x, fibre_));
  }
  return values;
}

std::vector<std::vector<double>> Observer::in_cells(const Batch& cells, const Means& medium) const {
  std::vector<std::vector<double>> values(observables().size());
  for (std::size_t i = 0; i < cells.members; ++i) {
    const auto x = member_state<NfkbCellState<double>>(cells, i, medium);
    for (std::size_t o = 0; o < values.size(); ++o)
      if (observables()[o].in_cell) values[o].push_back(observables()[o].in_cell(x, cell_));
  }
  return values;
}

std::vector<std::vector<double>> Observer::pericytes(const TissueState& state) const {
  Means medium;
  for (const std::vector<double>& field : state.fields)
    for (const Pericyte& pericyte : model_.geometry().pericytes) medium.push_back(field[pericyte.voxel]);
  return in_cells(state.pericytes, medium);
}

std::vector<std::vector<double>> Observer::macrophages(const TissueState& state) const {
  // No homogenate reads the medium of a macrophage, which is that of fibres around.
  return in_cells(state.macrophages, Means(species_count * state.macrophages.members));
}

Observed Observer::over_fibres(const std::vector<double>& in_domains) const {
  const Geometry& geometry = model_.geometry();
  const std::size_t fibres = geometry.fibres.size(), along = geometry.domains_per_fibre;
  double amount = 0, volume = 0, sum = 0, sum_of_squares = 0;
  for (std::size_t f = 0; f < fibres; ++f) {
    double mean = 0;
    for (std::size_t k = 0; k < along; ++k) mean += in_domains[f * along + k];
    mean /= static_cast<double>(along);
    amount += mean * fibre_volume_um3(geometry, f);
    volume += fibre_volume_um3(geometry, f);
    sum += mean;
    sum_of_squares += mean * mean;
  }
  Observed observed{.mean = amount / volume};
  const double n = static_cast<double>(fibres);
  if (fibres > 1) observed.between_fibre_variance = std::max(0.0, (sum_of_squares - sum * sum / n) / (n - 1));
  return observed;
}

std::vector<Observed> Observer::block(const TissueState& state) const {
  const Geometry& geometry = model_.geometry();
  const auto in_domains = domains(state);
  const auto in_pericytes = pericytes(state), in_macrophages = macrophages(state);
  const CellNumbers<double> numbers = model_.cell_numbers(state);
  MuscleState<double> muscle{};
  load_record(muscle, state.muscle.value.data());
  double fibres_um3 = 0;
  for (std::size_t f = 0; f < geometry.fibres.size(); ++f) fibres_um3 += fibre_volume_um3(geometry, f);
  // What one member stands for, um3.
  const double pericyte_um3 = pericyte_volume_um3_;
  const double macrophage_um3 = state.macrophages.members == 0
                                    ? 0
                                    : macrophage_volume_um3_ * numbers.macrophages * geometry.volume_mm3() /
                                          static_cast<double>(state.macrophages.members);

  std::vector<Observed> observed(observables().size());
  for (std::size_t o = 0; o < observed.size(); ++o) {
    const Observable& what = observables()[o];
    if (what.of_cells) {
      observed[o].mean = what.of_cells(numbers, rules_);
      observed[o].counted = observed[o].mean * geometry.volume_mm3();
    } else if (what.of_muscle) {
      observed[o].mean = what.of_muscle(muscle, muscle_);
    } else if (what.of_temperature) {
      observed[o].mean = what.of_temperature(state.temperature_change_K);
    } else {
      observed[o] = over_fibres(in_domains[o]);
    }
    if (what.over != Observable::Over::homogenate) continue;
    double amount = observed[o].mean * fibres_um3, volume = fibres_um3;
    for (const double value : in_pericytes[o]) amount += value * pericyte_um3, volume += pericyte_um3;
    for (const double value : in_macrophages[o]) amount += value * macrophage_um3, volume += macrophage_um3;
    observed[o].mean = amount / volume;
  }
  return observed;
}

}  // namespace knead
