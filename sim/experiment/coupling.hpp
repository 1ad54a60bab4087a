#pragma once
// Couples networks and fields of one subject's tissue by symmetric splitting:
//   F(h/2) P(h/2) D(h) P(h/2) F(h/2)
// with F the transport of the fields, P the pericytes' networks and D the fibre domains', each with its own secretion
// and uptake (Strang 1968, doi:10.1137/0705041). Territories are disjoint and no two pericytes share a voxel, so each
// part is exact up to its own solver and the whole is of second order. Lactate diffuses between voxels in a second: at
// the steps in use its own order is 1 to 1.5, and the error estimate, which sees it, is what keeps it right.

#include <cstdint>
#include <optional>
#include <vector>

#include "models/cells/pericyte.hpp"
#include "models/fibre/domain.hpp"
#include "models/parameters.hpp"
#include "sim/numerics/network_integrator.hpp"
#include "sim/tissue/fields.hpp"
#include "sim/tissue/geometry.hpp"
#include "sim/tissue/tissue_state.hpp"

namespace knead {

/// What carries each species, in the order of `Medium`; resting lymph counts as decay.
std::vector<SpeciesTransport> species_transport(const ParameterSet& parameters);

/// What acts on a tissue over some time.
struct Acting {
  Quantities load{};
  std::optional<Medium<double>> held;  ///< the medium of a superfused culture
  double segment_s = 0;                ///< length of the load's segment, over which cut_fraction is spread
};

struct CouplingSettings {
  double tolerance;         ///< relative splitting error, in the root mean square over domains
  double first_step_s = 5;  ///< after every change of the load
  double max_step_s;
  double network_tolerance;
};

/// The immutable half of one subject's tissue: geometry, parameters and operators. Its other half is a TissueState.
class TissueModel {
 public:
  /// @param susceptibility of each domain to damage, over the mean of its fibre type
  TissueModel(Geometry geometry, const std::vector<double>& susceptibility, const ParameterSet& parameters,
              CouplingSettings settings);

  /// Every cell and field at its nominal rest.
  TissueState at_rest(double time_s) const;

  /// Advances to `until_s` while the same acts, in steps that the splitting error chooses; only the last is
  /// shortened. Throws NumericalFailure.
  void advance(TissueState& state, const Acting& acting, double until_s) const;

  /// One coupling step of length h; returns its estimated relative splitting error.
  double step(TissueState& state, const Acting& acting, double h_s) const;

  /// To be called when the load changes: the next step is short again.
  void restart_steps(TissueState& state) const { state.coupling_step_s = settings_.first_step_s; }

  using Means = std::vector<double>;  ///< [species][domain]
  /// Mean concentrations over the territory of every domain.
  Means local_means(const TissueState& state) const;

  const Geometry& geometry() const { return geometry_; }
  const ParameterSet& parameters() const { return parameters_; }

 private:
  /// The same, given the local means of the state and leaving those of the new one.
  double step(TissueState& state, const Acting& acting, double h_s, Means& means) const;
  double step_superfused(TissueState& state, const Acting& acting, double h_s) const;
  void advance_domains(TissueState& state, const Acting& acting, double h_s, const Means& before, Means& after) const;
  void advance_pericytes(TissueState& state, double h_s) const;
  double splitting_error(const Means& start, const Means& before, const Means& after, const Means& end,
                         double clearance_per_s, double h_s) const;

  Geometry geometry_;
  ParameterSet parameters_;
  CouplingSettings settings_;
  Transport transport_;
  NetworkIntegrator<FibreDomain> domain_networks_;
  NetworkIntegrator<PericyteNetwork> pericyte_networks_;
  std::vector<double> unloaded_;     // inputs of every domain while nothing acts, [input][domain]
  std::vector<std::int32_t> owner_;  // the domain of every voxel
};

}  // namespace knead
