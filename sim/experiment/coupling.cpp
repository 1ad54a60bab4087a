#include "sim/experiment/coupling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "models/fibre/fibre_type.hpp"
#include "sim/experiment/expected_population.hpp"
#include "sim/experiment/fibre_rows.hpp"
#include "sim/experiment/mobile_population.hpp"
#include "sim/experiment/muscle_input.hpp"
#include "sim/numerics/network.hpp"
#include "sim/tissue/event_clock.hpp"
#include "sim/tissue/exchange.hpp"

namespace knead {

namespace {

constexpr std::size_t domain_medium = state_count<FibreDomain> - species_count;
constexpr std::size_t nfkb_cell_medium = state_count<NfkbCell> - species_count;
const auto medium_entries = std::to_array(Medium<double>::entries);

/// Inputs of every fibre domain while nothing acts, [input][domain].
std::vector<double> unloaded_inputs(const Geometry& geometry, const std::vector<double>& susceptibility,
                                    const ParameterSet& parameters) {
  const std::size_t domains = geometry.domains();
  const auto types = values_of<FibreTypeParameters>(parameters);
  std::vector<double> inputs(input_count<FibreDomain> * domains);
  for (std::size_t d = 0; d < domains; ++d) {
    const FibreType type = geometry.fibres[d / geometry.domains_per_fibre].type;
    FibreInput<double> input = unloaded_input(type, types, susceptibility[d]);
    input.deaths_are_expected = geometry.space == Space::block ? 0 : 1;
    std::size_t i = 0;
    input.each([&](double value) { inputs[i++ * domains + d] = value; });
  }
  return inputs;
}

std::shared_ptr<const Population> population_of(const Geometry& geometry, const ParameterSet& parameters, DrawKey key,
                                                double network_tolerance) {
  switch (geometry.space) {
    case Space::block:
      return std::make_shared<MobilePopulation>(parameters, key, network_tolerance);
    case Space::well_mixed:
      return std::make_shared<ExpectedPopulation>(parameters, network_tolerance);
    case Space::wells:
      break;
  }
  return nullptr;
}

/// The metabolic intensity from which each fibre is recruited.
std::vector<double> recruitment(const Geometry& geometry, const ParameterSet& parameters) {
  const auto types = values_of<FibreTypeParameters>(parameters);
  std::vector<double> thresholds;
  for (const Fibre& fibre : geometry.fibres) thresholds.push_back(recruited_from(fibre.type, types));
  return thresholds;
}

/// How many pericytes one of a geometry stands for: itself, but in a well-mixed tissue all of them.
double pericytes_of(const Geometry& geometry, const ParameterSet& parameters) {
  if (geometry.space != Space::well_mixed) return 1;
  const auto tissue = values_of<TissueParameters>(parameters);
  return tissue.capillary_density * 1e3 / tissue.pericyte_spacing * geometry.volume_mm3();
}

/// Hazard of being severed while a load acts that severs a share of the domains; a share of 1 leaves one in a million.
double severing_per_s(const Acting& acting) {
  const double cut = std::min(acting.load.cut_fraction, 1 - 1e-6);
  return cut > 0 ? -std::log1p(-cut) / acting.segment_s : 0.0;
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
  transport[static_cast<std::size_t>(Species::pge2)].by_cyclo_oxygenase = true;
  return transport;
}

TissueModel::TissueModel(Geometry geometry, const std::vector<double>& susceptibility, const ParameterSet& parameters,
                         CouplingSettings settings, DrawKey key)
    : geometry_(std::move(geometry)),
      parameters_(parameters),
      fibre_(values_of<FibreParameters>(parameters)),
      pericyte_(values_of<PericyteParameters>(parameters)),
      fibroblast_(values_of<FibroblastParameters>(parameters)),
      rate_q10_(parameters["heat.rate_q10"]),
      settings_(settings),
      transport_(geometry_, species_transport(parameters)),
      domain_networks_(fibre_, {.relative = settings.network_tolerance}),
      pericyte_networks_(values_of<NfkbCellParameters>(parameters), {.relative = settings.network_tolerance}),
      muscle_network_(values_of<MuscleParameters>(parameters), {.relative = settings.network_tolerance}),
      population_(population_of(geometry_, parameters, key, settings.network_tolerance)),
      key_(key),
      pericytes_a_member_(pericytes_of(geometry_, parameters)),
      unloaded_(unloaded_inputs(geometry_, susceptibility, parameters)),
      recruited_from_(recruitment(geometry_, parameters)),
      owner_(geometry_.grid.voxels()) {
  for (int d = 0; d < geometry_.domains(); ++d)
    for (const std::int32_t voxel : territory_of(geometry_, d)) owner_[voxel] = d;
}

TissueState TissueModel::at_rest(double time_s) const {
  TissueState state;
  state.time_s = time_s;
  state.coupling_step_s = settings_.first_step_s;
  state.domains = batch_at_rest<FibreDomain>(fibre_at_rest(fibre_), static_cast<std::size_t>(geometry_.domains()));
  state.pericytes = batch_at_rest<NfkbCell>(nfkb_cell_at_rest(values_of<NfkbCellParameters>(parameters_)),
                                            geometry_.pericytes.size());
  state.muscle = batch_at_rest<MuscleFunction>(muscle_at_rest(values_of<MuscleParameters>(parameters_)), 1);
  for (const SpeciesProperties& s : species(fibre_.cytokine))
    state.fields.emplace_back(geometry_.grid.voxels(), s.rest);
  return state;
}

Means TissueModel::local_means(const TissueState& state) const {
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

Pace TissueModel::pace_of(const Quantities& load) const {
  return {rate_fold(rate_q10_, load.temperature_change), 1 - load.perfusion_loss};
}

std::vector<double> TissueModel::domain_inputs(const TissueState& state, const Acting& acting, double rate_fold,
                                               const Means& means) const {
  const std::size_t domains = geometry_.domains();
  std::vector<CellEffects<double>> effects(domains);
  if (has_cells(state)) effects = population_->effects(geometry_, state, means);
  std::vector<double> inputs = unloaded_;
  FibreInput<double> input{};
  const Quantities passive_load = passive(acting.load);
  for (std::size_t d = 0; d < domains; ++d) {
    std::size_t i = 0;
    // By size, by whichever asks for more: a maximal lengthening contraction takes little oxygen.
    const bool recruited = std::max(acting.load.metabolic_intensity, acting.load.active_force) >=
                           recruited_from_[d / geometry_.domains_per_fibre];
    input.each([&](double& value) { value = inputs[i++ * domains + d]; });
    apply_load(recruited ? acting.load : passive_load, input);
    input.frequency /= rate_fold;
    input.severing = severing_per_s(acting) / rate_fold;
    input.superfusion = acting.held ? 1 : 0;
    input.oxidant_burst = effects[d].oxidant_burst;
    input.phagocytosis = effects[d].phagocytosis_per_s;
    input.fusion = effects[d].fusion_per_s;
    i = 0;
    input.each([&](double value) { inputs[i++ * domains + d] = value; });
  }
  return inputs;
}

void TissueModel::advance_domains(TissueState& state, const Acting& acting, double rate_fold, double h_s,
                                  const Means& before, Means& after) const {
  const std::size_t domains = geometry_.domains();
  const std::vector<double> inputs = domain_inputs(state, acting, rate_fold, before);
  double* medium = state.domains.row(domain_medium);
  std::copy(before.begin(), before.end(), medium);
  domain_networks_.advance(state.domains, inputs, rate_fold * h_s);
  after.assign(medium, medium + before.size());
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t d = 0; d < domains; ++d)
      give_back(state.fields[s], territory_of(geometry_, static_cast<int>(d)), before[s * domains + d],
                after[s * domains + d]);
}

void TissueModel::advance_pericytes(TissueState& state, double h_s, double cox_inhibitor) const {
  const std::size_t members = geometry_.pericytes.size();
  if (members == 0) return;
  const double fluid_um3 = fibre_.cytokine.interstitial_fraction *
                           (geometry_.space == Space::well_mixed ? geometry_.volume_mm3() * 1e9 / pericytes_a_member_
                                                                 : geometry_.grid.voxel_volume_um3());
  std::vector<double> inputs;
  pericyte_input(fluid_um3, pericyte_, fibre_.mediator, fibre_.cytokine, cox_inhibitor).each([&](double input) {
    inputs.insert(inputs.end(), members, input);
  });
  double* medium = state.pericytes.row(nfkb_cell_medium);
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t i = 0; i < members; ++i) medium[s * members + i] = state.fields[s][geometry_.pericytes[i].voxel];
  pericyte_networks_.advance(state.pericytes, inputs, h_s);
  for (std::size_t s = 0; s < species_count; ++s) {
    for (std::size_t i = 0; i < members; ++i)
      state.fields[s][geometry_.pericytes[i].voxel] = std::max(0.0, medium[s * members + i]);
    // What one voxel's pericyte stands for is everywhere in a well-mixed tissue.
    if (geometry_.space == Space::well_mixed)
      std::fill(state.fields[s].begin(), state.fields[s].end(), state.fields[s][geometry_.pericytes[0].voxel]);
  }
}

void TissueModel::advance_nfkb_cells(TissueState& state, double h_s, double cox_inhibitor) const {
  advance_pericytes(state, h_s, cox_inhibitor);
  if (has_cells(state)) population_->advance_networks(geometry_, state, local_means(state), h_s, cox_inhibitor);
}

void TissueModel::let_domains_die(TissueState& state) const {
  auto& damp = state.fields[static_cast<std::size_t>(Species::damp)];
  const double freed = fibre_.necrosis.aWn;
  for (int d = 0; d < static_cast<int>(state.deaths.size()); ++d) {
    if (!fire(state.domains.row(death_hazard_row)[d], state.deaths[d], 0, key_, Purpose::domain_death,
              static_cast<std::uint64_t>(d), 0))
      continue;
    double& necrotic = state.domains.row(necrotic_row)[d];
    const double intact = 1 - necrotic - state.domains.row(cleared_row)[d] - state.domains.row(regenerating_row)[d];
    necrotic += intact;
    for (const std::int32_t voxel : territory_of(geometry_, d)) damp[voxel] += freed * intact;
  }
}

void TissueModel::advance_muscle(TissueState& state, const Acting& acting, double rate_fold, const Means& means,
                                 double h_s) const {
  const double fibroblasts = has_cells(state) ? cell_numbers(state).fibroblasts / fibroblast_.rest : 1.0;
  std::vector<double> inputs;
  muscle_input(geometry_, fibre_, fibroblast_.KTGF, state, means, fibroblasts, severing_per_s(acting) / rate_fold,
               acting.load.interstitial_clearance / rate_fold)
      .each([&](double input) { inputs.push_back(input); });
  muscle_network_.advance(state.muscle, inputs, rate_fold * h_s);
}

double TissueModel::splitting_error(const Means& start, const Means& before, const Means& after, const Means& end,
                                    double clearance_per_s, const Pace& pace, double h_s) const {
  const std::size_t domains = geometry_.domains();
  double largest = 0;
  for (std::size_t s = 0; s < species_count; ++s) {
    const SpeciesTransport& species = transport_.species()[s];
    const double kh =
        h_s * (pace.rate * species.decay_per_s + pace.perfusion * species.capillary_exchange_per_s + clearance_per_s);
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
  const double rate_fold = pace_of(acting.load).rate;
  Means after;
  advance_domains(state, acting, rate_fold, h_s, medium, after);
  advance_muscle(state, acting, rate_fold, after, h_s);
  state.coupling_steps += 1;
  state.temperature_change_K = acting.load.temperature_change;
  return 0;
}

double TissueModel::step(TissueState& state, const Acting& acting, double h_s) const {
  Means means = local_means(state);
  return step(state, acting, h_s, means);
}

double TissueModel::step(TissueState& state, const Acting& acting, double h_s, Means& means) const {
  if (acting.held) return step_superfused(state, acting, h_s);
  const double clearance = acting.load.interstitial_clearance, inhibitor = acting.load.cox_inhibitor;
  const Pace pace = pace_of(acting.load);
  const TransportFolds folds{pace.rate, pace.perfusion, cox_activity(inhibitor)};
  const Means start = std::move(means);
  transport_.advance(state.fields, h_s / 2, clearance, Transport::Half::first, folds);
  advance_nfkb_cells(state, pace.rate * h_s / 2, inhibitor);
  const Means before = local_means(state);
  Means after;
  advance_domains(state, acting, pace.rate, h_s, before, after);
  if (geometry_.space == Space::well_mixed) {
    transport_.mix(state.fields);
    after = local_means(state);
  }
  let_domains_die(state);
  if (has_cells(state)) {
    population_->advance(geometry_, state, after, h_s, pace.rate);
    after = local_means(state);
  }
  advance_muscle(state, acting, pace.rate, after, h_s);
  advance_nfkb_cells(state, pace.rate * h_s / 2, inhibitor);
  transport_.advance(state.fields, h_s / 2, clearance, Transport::Half::second, folds);
  state.coupling_steps += 1;
  state.temperature_change_K = acting.load.temperature_change;
  means = local_means(state);
  return splitting_error(start, before, after, means, clearance, pace, h_s);
}

void TissueModel::advance(TissueState& state, const Acting& acting, double until_s, double parting_s) const {
  Means means = local_means(state);  // handed from step to step
  while (state.time_s < until_s) {
    if (parting_s <= until_s && parting_s - state.time_s <= state.coupling_step_s) return;
    const double left = until_s - state.time_s;
    const bool last = left <= state.coupling_step_s;
    const double h = last ? left : state.coupling_step_s;
    const double error = [&] {
      try {
        return step(state, acting, h, means);
      } catch (const NumericalFailure& failure) {
        throw NumericalFailure("at " + std::to_string(state.time_s / 3600) + " h ", failure);
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
