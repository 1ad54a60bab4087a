#pragma once
// Tissue with its cells for tests: a block or a well-mixed tissue of given parameters, and what can happen to it.

#include "models/loads/exercise.hpp"
#include "sim/experiment/simulate_subject.hpp"
#include "sim/tissue/build_geometry.hpp"

namespace knead::test {

inline constexpr CouplingSettings default_coupling{.tolerance = 5e-3, .max_step_s = 1800, .network_tolerance = 1e-4};

/// A block whose domains are all as susceptible as the mean of their type.
inline TissueModel living_block(const ParameterSet& parameters, int fibres, double length_um, DrawKey key,
                                CouplingSettings coupling = default_coupling) {
  const double fluid = parameters["cytokine.interstitial_fraction"];
  Geometry geometry =
      build_geometry({.fibres = fibres, .length_um = length_um}, values_of<TissueParameters>(parameters), fluid, key);
  const std::vector<double> susceptibility(geometry.domains(), 1.0);
  return TissueModel(std::move(geometry), susceptibility, parameters, coupling, key);
}

/// A well-mixed tissue of two domains, one a fibre type, likewise.
inline TissueModel living_mixture(const ParameterSet& parameters) {
  const double fluid = parameters["cytokine.interstitial_fraction"];
  Geometry geometry = well_mixed_geometry(2, 100, values_of<TissueParameters>(parameters), fluid);
  return TissueModel(std::move(geometry), {1.0, 1.0}, parameters, default_coupling, {1, 1});
}

/// Lets a load act for a while.
inline void load_for(const TissueModel& model, double duration_s, const Quantities& load, TissueState& state) {
  const Acting acting{.load = load, .held = {}, .segment_s = duration_s};
  model.restart_steps(state);
  model.advance(state, acting, state.time_s + duration_s);
  model.restart_steps(state);
}

inline void rest_for(const TissueModel& model, double hours, TissueState& state) {
  model.advance(state, Acting{}, state.time_s + 3600 * hours);
}

/// Maximal lengthening contractions, one every 6 s.
inline void contract(const TissueModel& model, int contractions, TissueState& state) {
  const auto exercise = values_of<ExerciseParameters>(model.parameters());
  const Segment bout = eccentric(contractions, 6, 0, exercise).front();
  load_for(model, bout.end_s - bout.begin_s, bout.load, state);
}

/// Severs a share of the domains within ten seconds.
inline void cut(const TissueModel& model, double share, TissueState& state) {
  Quantities load{};
  load.cut_fraction = share;
  load_for(model, 10, load, state);
}

/// An observable, of the whole tissue.
inline double read(const TissueModel& model, const TissueState& state, std::string_view id) {
  const auto o = static_cast<std::size_t>(find_observable(id) - observables().data());
  return Observer(model).block(state)[o].mean;
}

}  // namespace knead::test
