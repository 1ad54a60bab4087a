#include "sim/experiment/coupling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "models/fibre/fibre_type.hpp"
#include "sim/numerics/network.hpp"
#include "sim/tissue/exchange.hpp"

namespace knead {

namespace {

constexpr std::size_t domain_medium = state_count<FibreDomain> - species_count;
constexpr std::size_t pericyte_medium = state_count<PericyteNetwork> - species_count;
const auto medium_entries = std::to_array(Medium<double>::entries);

/// Inputs of every fibre domain while nothing acts, [input][domain].
std::vector<double> unloaded_inputs(const Geometry& geometry, const std::vector<double>& susceptibility,
                                    const ParameterSet& parameters) {
  const std::size_t domains = geometry.domains();
  const auto types = values_of<FibreTypeParameters>(parameters);
  std::vector<double> inputs(input_count<FibreDomain> * domains);
  for (std::size_t d = 0; d < domains; ++d) {
    const FibreType type = geometry.fibres[d / geometry.domains_per_fibre].type;
    const FibreInput<double> input = unloaded_input(type == FibreType::I, types, susceptibility[d]);
    std::size_t i = 0;
    input.each([&](double value) { inputs[i++ * domains + d] = value; });
  }
  return inputs;
}

/// A batch whose members are all at rest.
template <class Network>
Batch batch_at_rest(const typename Network::template State<double>& rest, std::size_t members) {
  Batch batch(state_count<Network>, members);
  std::size_t s = 0;
  rest.each([&](double value) { std::fill_n(batch.row(s++), members, value); });
  return batch;
}

}  // namespace

std::vector<SpeciesTransport> species_transport(const ParameterSet& parameters) {
  const auto cytokine = values_of<CytokineParameters>(parameters);
  std::vector<SpeciesTransport> transport;
  for (const SpeciesProperties& s : species(cytokine))
    transport.push_back({s.D_um2_s, s.decay_per_s + cytokine.lymph_rest, s.plasma, s.exchange_per_s, s.rest});
  return transport;
}

TissueModel::TissueModel(Geometry geometry, const std::vector<double>& susceptibility, const ParameterSet& parameters,
                         CouplingSettings settings)
    : geometry_(std::move(geometry)),
      parameters_(parameters),
      settings_(settings),
      transport_(geometry_, species_transport(parameters)),
      domain_networks_(values_of<FibreParameters>(parameters), {.relative = settings.network_tolerance}),
      pericyte_networks_(values_of<PericyteParameters>(parameters), {.relative = settings.network_tolerance}),
      unloaded_(unloaded_inputs(geometry_, susceptibility, parameters)),
      owner_(geometry_.grid.voxels()) {
  for (int d = 0; d < geometry_.domains(); ++d)
    for (const std::int32_t voxel : territory_of(geometry_, d)) owner_[voxel] = d;
}

TissueState TissueModel::at_rest(double time_s) const {
  TissueState state;
  state.time_s = time_s;
  state.coupling_step_s = settings_.first_step_s;
  state.domains = batch_at_rest<FibreDomain>(fibre_at_rest(values_of<FibreParameters>(parameters_)),
                                             static_cast<std::size_t>(geometry_.domains()));
  state.pericytes = batch_at_rest<PericyteNetwork>(pericyte_at_rest(values_of<PericyteParameters>(parameters_)),
                                                   geometry_.pericytes.size());
  for (const SpeciesProperties& s : species(values_of<CytokineParameters>(parameters_)))
    state.fields.emplace_back(geometry_.grid.voxels(), s.rest);
  return state;
}

TissueModel::Means TissueModel::local_means(const TissueState& state) const {
  // In the order of voxels, which is also each territory's own: the same sums as one domain after the other.
  const std::size_t domains = geometry_.domains();
  Means means(species_count * domains);
  // All species at once, as one sum after the other would wait for itself.
  std::array<const double*, species_count> field{};
  for (std::size_t s = 0; s < species_count; ++s) field[s] = state.fields[s].data();
  for (std::size_t voxel = 0; voxel < owner_.size(); ++voxel)
    for (std::size_t s = 0; s < species_count; ++s) means[s * domains + owner_[voxel]] += field[s][voxel];
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t d = 0; d < domains; ++d)
      means[s * domains + d] /= static_cast<double>(geometry_.territory_begin[d + 1] - geometry_.territory_begin[d]);
  return means;
}

void TissueModel::advance_domains(TissueState& state, const Acting& acting, double h_s, const Means& before,
                                  Means& after) const {
  const std::size_t domains = geometry_.domains();
  std::vector<double> inputs = unloaded_;
  FibreInput<double> input{};
  for (std::size_t d = 0; d < domains; ++d) {
    std::size_t i = 0;
    input.each([&](double& value) { value = inputs[i++ * domains + d]; });
    apply_load(acting.load, input);
    input.superfusion = acting.held ? 1 : 0;
    i = 0;
    input.each([&](double value) { inputs[i++ * domains + d] = value; });
  }

  double* medium = state.domains.row(domain_medium);
  std::copy(before.begin(), before.end(), medium);
  domain_networks_.advance(state.domains, inputs, h_s);
  after.assign(medium, medium + before.size());
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t d = 0; d < domains; ++d)
      give_back(state.fields[s], territory_of(geometry_, static_cast<int>(d)), before[s * domains + d],
                after[s * domains + d]);
}

void TissueModel::advance_pericytes(TissueState& state, double h_s) const {
  const std::size_t members = geometry_.pericytes.size();
  if (members == 0) return;
  const double fraction = parameters_["cytokine.interstitial_fraction"];
  const std::vector<double> interstitial_volume_um3(members, fraction * geometry_.grid.voxel_volume_um3());
  double* medium = state.pericytes.row(pericyte_medium);
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t i = 0; i < members; ++i) medium[s * members + i] = state.fields[s][geometry_.pericytes[i].voxel];
  pericyte_networks_.advance(state.pericytes, interstitial_volume_um3, h_s);
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t i = 0; i < members; ++i)
      state.fields[s][geometry_.pericytes[i].voxel] = std::max(0.0, medium[s * members + i]);
}

double TissueModel::splitting_error(const Means& start, const Means& before, const Means& after, const Means& end,
                                    double clearance_per_s, double h_s) const {
  const std::size_t domains = geometry_.domains();
  double largest = 0;
  for (std::size_t s = 0; s < species_count; ++s) {
    const SpeciesTransport& species = transport_.species()[s];
    const double kh = h_s * (species.decay_per_s + species.capillary_exchange_per_s + clearance_per_s);
    // Splitting replaces the decay over the step of what is secreted in it, (1 - exp(-kh)) / kh, by exp(-kh/2).
    const double secretion_error = kh > 1e-8 ? std::abs((1 - std::exp(-kh)) / kh - std::exp(-kh / 2)) : 0.0;
    double sum = 0;
    for (std::size_t i = s * domains; i < (s + 1) * domains; ++i) {
      const double transport_change = std::abs((end[i] - after[i]) - (before[i] - start[i]));
      const double error = transport_change + secretion_error * std::abs(after[i] - before[i]);
      const double relative = error / (std::abs(end[i]) + medium_entries[s].floor);
      sum += relative * relative;
    }
    largest = std::max(largest, std::sqrt(sum / static_cast<double>(domains)));
  }
  return largest;
}

double TissueModel::step_superfused(TissueState& state, const Acting& acting, double h_s) const {
  auto field = state.fields.begin();
  acting.held->each([&](double concentration) { std::fill(field->begin(), field->end(), concentration), ++field; });
  const Means medium = local_means(state);
  Means after;
  advance_domains(state, acting, h_s, medium, after);
  state.coupling_steps += 1;
  return 0;
}

double TissueModel::step(TissueState& state, const Acting& acting, double h_s) const {
  Means means = local_means(state);
  return step(state, acting, h_s, means);
}

double TissueModel::step(TissueState& state, const Acting& acting, double h_s, Means& means) const {
  if (acting.held) return step_superfused(state, acting, h_s);
  const double clearance = acting.load.interstitial_clearance;
  const Means start = std::move(means);
  transport_.advance(state.fields, h_s / 2, clearance, Transport::Half::first);
  advance_pericytes(state, h_s / 2);
  const Means before = local_means(state);
  Means after;
  advance_domains(state, acting, h_s, before, after);
  advance_pericytes(state, h_s / 2);
  transport_.advance(state.fields, h_s / 2, clearance, Transport::Half::second);
  state.coupling_steps += 1;
  means = local_means(state);
  return splitting_error(start, before, after, means, clearance, h_s);
}

void TissueModel::advance(TissueState& state, const Acting& acting, double until_s) const {
  Means means = local_means(state);  // handed from step to step
  while (state.time_s < until_s) {
    const double left = until_s - state.time_s;
    const bool last = left <= state.coupling_step_s;
    const double h = last ? left : state.coupling_step_s;
    const double error = [&] {
      try {
        return step(state, acting, h, means);
      } catch (const NumericalFailure& failure) {
        throw std::runtime_error("at " + std::to_string(state.time_s / 3600) + " h " + failure.what());
      }
    }();
    state.time_s = last ? until_s : state.time_s + h;
    // The estimate is of second order in h; a step cut short by a landing may only ask for less.
    const double allowed = h * std::sqrt(settings_.tolerance / std::max(error, 1e-12));
    const double grown = std::clamp(0.9 * allowed, 0.3 * h, 2 * h);
    state.coupling_step_s = std::min(h < state.coupling_step_s ? std::min(state.coupling_step_s, 0.9 * allowed) : grown,
                                     settings_.max_step_s);
    state.coupling_step_s = std::max(state.coupling_step_s, settings_.first_step_s);
  }
}

}  // namespace knead
