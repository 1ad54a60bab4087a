#include "sim/experiment/mobile_population.hpp"

#include <algorithm>

#include "sim/numerics/network.hpp"
#include "sim/tissue/event_clock.hpp"
#include "sim/tissue/seed_cells.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

namespace {

constexpr std::size_t network_medium = state_count<NfkbCell> - species_count;
constexpr double um3_a_mm3 = 1e9;

/// Ticks of movement in seconds: at a fourth of them displacements and first contacts change by less than 2 %.
constexpr double neutrophil_tick_s = 15, macrophage_tick_s = 120, slow_tick_s = 600;

Walk walk_of(double speed_um_min, double persistence_min, double guidance, double chemotaxis) {
  return {.speed_um_s = speed_um_min / 60,
          .persistence_s = persistence_min * 60,
          .guidance = guidance,
          .chemotaxis = chemotaxis};
}

/// The domain in whose medium a capillary's endothelium calls.
int domain_of_site(const Geometry& geometry, int site) {
  const Capillary& capillary = geometry.capillaries[site / geometry.domains_per_fibre];
  return geometry.sheets[capillary.sheet].fibres[0] * geometry.domains_per_fibre + site % geometry.domains_per_fibre;
}

MobileCell daughter_of(const MobileCells& cells, std::size_t i, double time_s) {
  return {.name = child_name(cells.name[i], cells.divisions[i]),
          .sheet = cells.sheet[i],
          .fibre = cells.fibre[i],
          .along_um = cells.along_um[i],
          .z_um = cells.z_um[i],
          .velocity_along_um_s = -cells.velocity_along_um_s[i],
          .velocity_z_um_s = -cells.velocity_z_um_s[i],
          .born_s = time_s,
          .stage = cells.stage[i]};
}

}  // namespace

MobilePopulation::MobilePopulation(const ParameterSet& parameters, DrawKey key, double network_tolerance)
    : rules_(values_of<CellParameters>(parameters)),
      gains_(values_of<CytokineExpressionParameters>(parameters)),
      key_(key),
      network_at_rest_(state_count<NfkbCell>),
      networks_(values_of<NfkbCellParameters>(parameters), {.relative = network_tolerance}),
      walks_{walk_of(rules_.neutrophil.speed, rules_.neutrophil.persistence, rules_.neutrophil.guidance,
                     rules_.neutrophil.chemotaxis),
             walk_of(rules_.macrophage.speed, rules_.macrophage.persistence, rules_.macrophage.guidance,
                     rules_.macrophage.chemotaxis),
             walk_of(rules_.fibroblast.speed, rules_.fibroblast.persistence, rules_.fibroblast.guidance, 0)},
      satellite_walks_{Walk{}, walk_of(rules_.satellite_cell.speed / 60, rules_.satellite_cell.persistence,
                                       rules_.satellite_cell.guidance, rules_.satellite_cell.chemotaxis)} {
  store_record(nfkb_cell_at_rest(values_of<NfkbCellParameters>(parameters)), network_at_rest_.data());
}

void MobilePopulation::place(const Geometry& geometry, TissueState& state) const {
  const auto number = [&](double a_mm3, Kind kind) { return whole_number(a_mm3 * geometry.volume_mm3(), kind, key_); };
  const double t = state.time_s;
  seed_on_sheets(geometry, number(rules_.neutrophil.rest, neutrophil), neutrophil, t, walks_[neutrophil], key_,
                 state.neutrophils);
  std::fill(state.neutrophils.programme.begin(), state.neutrophils.programme.end(), 1.0);  // none has burst
  seed_on_sheets(geometry, number(rules_.macrophage.rest, macrophage), macrophage, t, walks_[macrophage], key_,
                 state.macrophage_cells);
  seed_on_sheets(geometry, number(rules_.fibroblast.rest, fibroblast), fibroblast, t, walks_[fibroblast], key_,
                 state.fibroblasts);
  seed_on_fibres(geometry, number(rules_.satellite_cell.rest, satellite_cell), satellite_cell, t, satellite_walks_[0],
                 key_, state.satellite_cells);
  state.neutrophil_arrivals = state.monocyte_arrivals = no_arrivals(geometry);
  state.deaths.assign(geometry.domains(), 0);
  state.macrophages = Batch(state_count<NfkbCell>, 0);
  state.macrophages.append(state.macrophage_cells.size(), network_at_rest_);
}

std::vector<CellEffects<double>> MobilePopulation::effects(const Geometry& geometry, const TissueState& state,
                                                           const Means& means) const {
  const Neighbourhood around(geometry, state, means, rules_.cytokine.interstitial_fraction);
  std::vector<double> oxidants(geometry.domains()), eaten_um3(geometry.domains()), fused_um3(geometry.domains());
  std::vector<double> burst, appetite;
  for (std::size_t i = 0; i < state.neutrophils.size(); ++i) {
    const auto rates =
        neutrophil_rates(around.of_cell(state.neutrophils, i), rules_.neutrophil, rules_.danger, rules_.cytokine);
    burst.push_back(rates.oxidants * state.neutrophils.programme[i]);
    appetite.push_back(rates.phagocytosis_um3_per_s);
  }
  add_contacts(geometry, state.neutrophils, burst, oxidants);
  add_contacts(geometry, state.neutrophils, appetite, eaten_um3);
  burst.clear(), appetite.clear();
  const MobileCells& macrophages = state.macrophage_cells;
  for (std::size_t i = 0; i < macrophages.size(); ++i) {
    const auto rates =
        macrophage_rates(around.of_cell(macrophages, i), 1.0, {macrophages.programme[i], macrophages.repair[i]},
                         rules_.macrophage, rules_.danger, rules_.cytokine);
    burst.push_back(rates.oxidants);
    appetite.push_back(rates.phagocytosis_um3_per_s);
  }
  add_contacts(geometry, macrophages, burst, oxidants);
  add_contacts(geometry, macrophages, appetite, eaten_um3);
  std::vector<double> fusing;
  for (std::size_t i = 0; i < state.satellite_cells.size(); ++i)
    fusing.push_back(state.satellite_cells.stage[i] == myocyte
                         ? rules_.satellite_cell.fusion / 3600 * rules_.satellite_cell.fused_volume
                         : 0.0);
  add_contacts(geometry, state.satellite_cells, fusing, fused_um3);

  // The same densities as in a well-mixed tissue: a mm3 of tissue, of which a domain has its territory.
  std::vector<CellEffects<double>> effects;
  for (int d = 0; d < geometry.domains(); ++d) {
    const double um3 =
        geometry.grid.voxel_volume_um3() * (geometry.territory_begin[d + 1] - geometry.territory_begin[d]);
    effects.push_back({oxidants[d] * um3_a_mm3 / um3 / 1000, eaten_um3[d] / um3, fused_um3[d] / um3});
  }
  return effects;
}

void MobilePopulation::advance_networks(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
                                        double cox_inhibitor) const {
  const MobileCells& cells = state.macrophage_cells;
  const std::size_t members = cells.size();
  if (members == 0) return;
  Neighbourhood around(geometry, state, means, rules_.cytokine.interstitial_fraction);
  std::vector<double> inputs(input_count<NfkbCell> * members);
  for (std::size_t i = 0; i < members; ++i) {
    std::size_t k = 0;
    macrophage_input(around.fluid_um3(cells, i), {cells.programme[i], cells.repair[i]}, rules_.macrophage, gains_,
                     cox_inhibitor)
        .each([&](double input) { inputs[k++ * members + i] = input; });
    k = 0;
    around.of_cell(cells, i).medium.each([&](double c) { state.macrophages.row(network_medium + k++)[i] = c; });
  }
  const double* medium = state.macrophages.row(network_medium);
  const std::vector<double> before(medium, medium + species_count * members);
  networks_.advance(state.macrophages, inputs, h_s);
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t i = 0; i < members; ++i) {
      const double gained = medium[s * members + i] - before[s * members + i];
      if (gained != 0) around.raise(cells, i, static_cast<Species>(s), gained);
    }
  around.release(state);
}

void MobilePopulation::advance(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
                               double rate_fold) const {
  Neighbourhood around(geometry, state, means, rules_.cytokine.interstitial_fraction);
  const Lived lived{rate_fold * h_s, state.time_s + h_s};
  advance_neutrophils(state, around, lived.h_s);
  advance_macrophages(state, around, lived.h_s);
  advance_fibroblasts(state, around, lived);
  advance_satellite_cells(geometry, state, around, lived);
  enter(geometry, state, around, lived);
  around.release(state);
  move(geometry, state, h_s, rate_fold);
}

void MobilePopulation::enter(const Geometry& geometry, TissueState& state, const Neighbourhood& around,
                             const Lived& lived) const {
  const int sites = arrival_sites(geometry);
  const double a_site_mm3 = geometry.volume_mm3() / sites;
  std::vector<double> neutrophils(sites), monocytes(sites);
  for (int site = 0; site < sites; ++site) {
    const Surroundings<double>& here = around.of_domain(domain_of_site(geometry, site));
    neutrophils[site] =
        neutrophil_entry(here.medium, rules_.neutrophil, rules_.danger, rules_.cytokine) * a_site_mm3 * lived.h_s;
    monocytes[site] = monocyte_entry(here, rules_.macrophage, rules_.cytokine) * a_site_mm3 * lived.h_s;
  }
  const double t = lived.end_s;
  const std::size_t before = state.neutrophils.size();
  arrive(geometry, neutrophils, neutrophil, t, walks_[neutrophil], key_, state.neutrophil_arrivals, state.neutrophils);
  std::fill(state.neutrophils.programme.begin() + static_cast<std::ptrdiff_t>(before),
            state.neutrophils.programme.end(), 1.0);
  const int arrived = arrive(geometry, monocytes, macrophage, t, walks_[macrophage], key_, state.monocyte_arrivals,
                             state.macrophage_cells);
  state.macrophages.append(static_cast<std::size_t>(arrived), network_at_rest_);
}

void MobilePopulation::advance_neutrophils(TissueState& state, Neighbourhood& around, double h_s) const {
  MobileCells& cells = state.neutrophils;
  std::vector<std::uint8_t> gone(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto rates = neutrophil_rates(around.of_cell(cells, i), rules_.neutrophil, rules_.danger, rules_.cytokine);
    around.secrete(cells, i, Species::tnf, rates.tnf_per_s * h_s);
    gone[i] = fire(cells, i, 0, rates.death * h_s, key_);
    if (cells.programme[i] > 0 && fire(cells, i, 1, rates.burst * h_s, key_)) cells.programme[i] = 0;
  }
  cells.remove(gone);
}

void MobilePopulation::advance_macrophages(TissueState& state, Neighbourhood& around, double h_s) const {
  MobileCells& cells = state.macrophage_cells;
  std::vector<std::uint8_t> gone(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto rates = macrophage_rates(around.of_cell(cells, i), 1.0, {cells.programme[i], cells.repair[i]},
                                        rules_.macrophage, rules_.danger, rules_.cytokine);
    around.secrete(cells, i, Species::il10, rates.il10_per_s * h_s);
    around.secrete(cells, i, Species::tgfb, rates.tgfb_per_s * h_s);
    around.secrete(cells, i, Species::hgf, rates.hgf_per_s * h_s);
    around.secrete(cells, i, Species::igf1, rates.igf1_per_s * h_s);
    cells.programme[i] = std::clamp(cells.programme[i] + rates.programme.m1 * h_s, 0.0, 1.0);
    cells.repair[i] = std::clamp(cells.repair[i] + rates.programme.repair * h_s, 0.0, 1.0 - cells.programme[i]);
    gone[i] = fire(cells, i, 0, rates.loss * h_s, key_);
  }
  cells.remove(gone);
  state.macrophages.remove(gone);
}

void MobilePopulation::advance_fibroblasts(TissueState& state, const Neighbourhood& around, const Lived& lived) const {
  const auto [h_s, end_s] = lived;
  MobileCells& cells = state.fibroblasts;
  const std::size_t mothers = cells.size();
  std::vector<std::uint8_t> gone(mothers);
  for (std::size_t i = 0; i < mothers; ++i) {
    const auto rates = fibroblast_rates(around.of_cell(cells, i), rules_.fibroblast, rules_.cytokine);
    gone[i] = fire(cells, i, 1, rates.death * h_s, key_);
    if (!fire(cells, i, 0, rates.division * h_s, key_)) continue;
    cells.divisions[i] += 1;
    cells.append(daughter_of(cells, i, end_s));
  }
  gone.resize(cells.size());
  cells.remove(gone);
}

void MobilePopulation::advance_satellite_cells(const Geometry& geometry, TissueState& state,
                                               const Neighbourhood& around, const Lived& lived) const {
  const auto [h_s, end_s] = lived;
  MobileCells& cells = state.satellite_cells;
  const std::size_t mothers = cells.size();
  std::vector<std::uint8_t> gone(mothers);
  for (std::size_t i = 0; i < mothers; ++i) {
    const auto rates = satellite_cell_rates(around.of_cell(cells, i), rules_.satellite_cell, rules_.cytokine);
    const std::uint8_t stage = cells.stage[i];
    const double onward = stage == quiescent  ? rates.activation
                          : stage == myoblast ? rates.differentiation
                          : stage == myocyte  ? rates.fusion
                                              : rates.stage;
    if (fire(cells, i, 0, onward * h_s, key_)) {
      gone[i] = stage == myocyte;  // it is part of the fibre now
      cells.stage[i] += 1;
      if (cells.stage[i] == myoblast) cells.fibre[i] = -1;  // it leaves the lamina, for whichever fibre needs it
      continue;
    }
    const double division = stage == quiescent ? rates.renewal : stage == myoblast ? rates.division : 0.0;
    if (fire(cells, i, 1, division * h_s, key_)) {
      cells.divisions[i] += 1;
      cells.append(daughter_of(cells, i, end_s));
    }
    if (stage == quiescent) gone[i] = fire(cells, i, 3, rates.death * h_s, key_);
    if (stage == myoblast && fire(cells, i, 2, rates.quiescence * h_s, key_)) {
      cells.stage[i] = quiescent;  // under the lamina on either side
      cells.fibre[i] = geometry.sheets[cells.sheet[i]].fibres[cells.name[i] % 2];
    }
  }
  gone.resize(cells.size());
  cells.remove(gone);
}

void MobilePopulation::move(const Geometry& geometry, TissueState& state, double h_s, double rate_fold) const {
  const auto walk_kind = [&]<std::size_t n>(std::array<Walk, n> walks, double tick_s,
                                            const std::vector<double>* attractant, MobileCells& cells) {
    for (Walk& walk : walks) {
      walk.speed_um_s *= rate_fold;
      walk.persistence_s /= rate_fold;
    }
    const std::int64_t first = ticks_until(state.time_s, tick_s), end = ticks_until(state.time_s + h_s, tick_s);
    const std::span<const double> field = attractant ? std::span<const double>(*attractant) : std::span<const double>();
    walk(geometry, walks, field, tick_s, first, end, key_, cells);
  };
  const auto field = [&](Species species) { return &state.fields[static_cast<std::size_t>(species)]; };
  walk_kind(std::array{walks_[neutrophil]}, neutrophil_tick_s, field(Species::cxcl8), state.neutrophils);
  walk_kind(std::array{walks_[macrophage]}, macrophage_tick_s, field(Species::damp), state.macrophage_cells);
  walk_kind(std::array{walks_[fibroblast]}, slow_tick_s, nullptr, state.fibroblasts);
  walk_kind(satellite_walks_, slow_tick_s, field(Species::hgf), state.satellite_cells);
}

CellNumbers<double> MobilePopulation::numbers(const Geometry& geometry, const TissueState& state) const {
  CellNumbers<double> x{};
  x.neutrophils = static_cast<double>(state.neutrophils.size());
  for (const double ready : state.neutrophils.programme) x.ready_neutrophils += ready;
  x.macrophages = static_cast<double>(state.macrophage_cells.size());
  for (const double m1 : state.macrophage_cells.programme) x.m1 += m1;
  for (const double repair : state.macrophage_cells.repair) x.repair += repair;
  x.fibroblasts = static_cast<double>(state.fibroblasts.size());
  double* const of_stage[] = {&x.quiescent, &x.activated_1, &x.activated_2, &x.activated_3, &x.myoblasts, &x.myocytes};
  for (const std::uint8_t stage : state.satellite_cells.stage) *of_stage[stage] += 1;
  x.each([&](double& number) { number /= geometry.volume_mm3(); });
  return x;
}

}  // namespace knead
