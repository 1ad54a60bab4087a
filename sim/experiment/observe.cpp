#include "sim/experiment/observe.hpp"

#include <algorithm>

namespace knead {

namespace {

/// The states of member i of a batch as a record, its medium taken from `medium` [species][member].
template <class State>
State member_state(const Batch& batch, std::size_t i, const std::vector<double>& medium) {
  State state{};
  std::size_t s = 0;
  state.each([&](double& value) { value = batch.value[s++ * batch.members + i]; });
  s = 0;
  state.medium.each([&](double& value) { value = medium[s++ * batch.members + i]; });
  return state;
}

double fibre_volume_um3(const Geometry& geometry, std::size_t fibre) {
  return geometry.fibres[fibre].area_um2 * geometry.length_um();
}

}  // namespace

Observer::Observer(const TissueModel& model)
    : model_(model),
      fibre_(values_of<FibreParameters>(model.parameters())),
      pericyte_(values_of<PericyteParameters>(model.parameters())) {}

std::vector<std::vector<double>> Observer::domains(const TissueState& state) const {
  const std::size_t members = state.domains.members;
  const std::vector<double> medium = model_.local_means(state);
  std::vector<std::vector<double>> values(observables().size(), std::vector<double>(members));
  for (std::size_t d = 0; d < members; ++d) {
    const auto x = member_state<FibreState<double>>(state.domains, d, medium);
    for (std::size_t o = 0; o < values.size(); ++o) values[o][d] = observables()[o].in_fibre(x, fibre_);
  }
  return values;
}

std::vector<std::vector<double>> Observer::pericytes(const TissueState& state) const {
  const std::size_t members = state.pericytes.members;
  std::vector<double> medium;
  for (const std::vector<double>& field : state.fields)
    for (const Pericyte& pericyte : model_.geometry().pericytes) medium.push_back(field[pericyte.voxel]);
  std::vector<std::vector<double>> values(observables().size());
  for (std::size_t i = 0; i < members; ++i) {
    const auto x = member_state<PericyteState<double>>(state.pericytes, i, medium);
    for (std::size_t o = 0; o < values.size(); ++o)
      if (observables()[o].in_pericyte) values[o].push_back(observables()[o].in_pericyte(x, pericyte_));
  }
  return values;
}

std::vector<Observed> Observer::block(const TissueState& state) const {
  const Geometry& geometry = model_.geometry();
  const std::size_t fibres = geometry.fibres.size();
  const std::size_t along = geometry.domains_per_fibre;
  const auto in_domains = domains(state);
  const auto in_pericytes = pericytes(state);

  std::vector<Observed> observed(observables().size());
  for (std::size_t o = 0; o < observed.size(); ++o) {
    double amount = 0, volume = 0, sum = 0, sum_of_squares = 0;
    for (std::size_t f = 0; f < fibres; ++f) {
      double mean = 0;
      for (std::size_t k = 0; k < along; ++k) mean += in_domains[o][f * along + k];
      mean /= static_cast<double>(along);
      amount += mean * fibre_volume_um3(geometry, f);
      volume += fibre_volume_um3(geometry, f);
      sum += mean;
      sum_of_squares += mean * mean;
    }
    if (observables()[o].over == Observable::Over::homogenate)
      for (const double value : in_pericytes[o]) {
        amount += value * pericyte_.pericyte.volume_um3;
        volume += pericyte_.pericyte.volume_um3;
      }
    observed[o].mean = amount / volume;
    const double n = static_cast<double>(fibres);
    if (fibres > 1) observed[o].between_fibre_variance = std::max(0.0, (sum_of_squares - sum * sum / n) / (n - 1));
  }
  return observed;
}

}  // namespace knead
