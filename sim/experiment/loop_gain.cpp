#include "sim/experiment/loop_gain.hpp"

#include <algorithm>

#include "models/loads/exercise.hpp"
#include "sim/experiment/fibre_rows.hpp"
#include "sim/experiment/member_state.hpp"
#include "sim/experiment/simulate_subject.hpp"
#include "sim/tissue/build_geometry.hpp"

namespace knead {

namespace {

constexpr int contractions = 300;
constexpr double contraction_every_s = 6, hour_s = 3600;
constexpr double opening_h[] = {0, 12, 48};
constexpr double pulse = 1e-3;    // of the membrane, small against what the bout leaves open
constexpr double residences = 5;  // for which a leak is followed

/// Two domains, one a fibre type, each as susceptible as the mean of its type. A tolerance so tight that the difference
/// of two courses is not lost in it.
TissueModel well_mixed_tissue(const ParameterSet& parameters) {
  Geometry geometry = well_mixed_geometry(2, 100, values_of<TissueParameters>(parameters),
                                          parameters["cytokine.interstitial_fraction"]);
  return TissueModel(std::move(geometry), {1, 1}, parameters,
                     {.tolerance = 5e-3, .max_step_s = 1800, .network_tolerance = 1e-5}, {});
}

/// The mean rate at which oxidants open membranes for days, /s, with the given share of hits that do.
double opened_per_s(const TissueModel& model, const TissueState& state, double fL) {
  const auto fibre = values_of<FibreParameters>(model.parameters());
  const auto rules = values_of<CellParameters>(model.parameters());
  const Means means = model.local_means(state);
  double sum = 0, area = 0;
  for (std::size_t d = 0; d < state.domains.members; ++d) {
    const auto x = member_state<FibreState<double>>(state.domains, d, means);
    DamageDrive<double> drive{};
    drive.oxidant_burst = effects_of(model.cell_numbers(state), x.medium, rules).oxidant_burst;
    drive.junction_failure = x.junction.failure;
    const double share = model.geometry().fibres[d].area_um2;
    sum += share * fL * oxidant_hits(x.damage, drive, fibre.damage);
    area += share;
  }
  return sum / area;
}

/// All that oxidants open for days from a state on, in steps that depend on nothing but time: errors of two courses
/// cancel.
double opened(const TissueModel& model, TissueState state, double until_s, double fL) {
  double sum = 0, rate = opened_per_s(model, state, fL);
  for (double h = 60; state.time_s < until_s; h = std::min(1.5 * h, hour_s)) {
    model.step(state, Acting{}, h);
    state.time_s += h;
    const double next = opened_per_s(model, state, fL);
    sum += 0.5 * h * (rate + next);
    rate = next;
  }
  return sum;
}

}  // namespace

double loop_gain(const ParameterSet& parameters) {
  const TissueModel whole = well_mixed_tissue(parameters);
  // Here oxidants open nothing: what they would have opened is counted, and not passed on.
  ParameterSet parted = parameters;
  parted["damage.fL"] = 0;
  const TissueModel open = well_mixed_tissue(parted);

  TissueState state = baseline_state(whole, 0);
  const Segment bout =
      eccentric(contractions, contraction_every_s, 0, values_of<ExerciseParameters>(parameters)).front();
  whole.restart_steps(state);
  whole.advance(state, {.load = bout.load, .held = {}, .segment_s = bout.end_s}, bout.end_s);
  whole.restart_steps(state);

  double largest = 0;
  for (const double after_h : opening_h) {
    whole.advance(state, Acting{}, bout.end_s + after_h * hour_s);
    TissueState opened_further = state;
    double* leak = opened_further.domains.row(fibre_row("damage", "lasting_leak"));
    for (std::size_t d = 0; d < state.domains.members; ++d) leak[d] += pulse;
    const double until_s = state.time_s + residences * hour_s / parameters["damage.kseal"];
    const double fL = parameters["damage.fL"];
    largest = std::max(largest, (opened(open, opened_further, until_s, fL) - opened(open, state, until_s, fL)) / pulse);
  }
  return largest;
}

}  // namespace knead
