#pragma once
// Couples networks, fields and cells of one subject's tissue by symmetric splitting:
//   F(h/2) P(h/2) D(h) C(h) P(h/2) F(h/2)
// with F the transport of the fields, P the NF-kB networks of pericytes and macrophages, D the fibre domains' networks,
// each with its own secretion and uptake (Strang 1968, doi:10.1137/0705041), and C what cells do else and what is read
// on the whole muscle. Territories are disjoint and no two pericytes share a voxel, so without mobile cells each part
// is exact up to its own solver and the whole is of second order; with their random events it is of first order.
// A temperature of the tissue that is not its own makes all that lives go through rate_fold * h of its time in a step
// of h: exact, as a Q10 is the same for every rate. Cycles and cuts of a load are by the clock; what saturates in their
// frequency, and what intensity drives, is not quite (models/README.md).
// Lactate diffuses between voxels in a second: at the steps in use its own order is 1 to 1.5, and the error estimate,
// which sees it, is what keeps it right.

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "models/cells/pericyte.hpp"
#include "models/fibre/domain.hpp"
#include "models/parameters.hpp"
#include "sim/experiment/population.hpp"
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
  double segment_s = 0;                ///< where the load cuts: its segment's length, over which cut_fraction is spread

  bool operator==(const Acting&) const = default;
};

/// What the temperature of a step does: folds of every rate and of perfusion, exactly 1 where it is that of rest.
struct Pace {
  double rate = 1, perfusion = 1;
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
  /// @param key of the subject, for what happens to single cells and domains
  TissueModel(Geometry geometry, const std::vector<double>& susceptibility, const ParameterSet& parameters,
              CouplingSettings settings, DrawKey key);

  /// Every network and field at its nominal rest; no mobile cells yet.
  TissueState at_rest(double time_s) const;

  /// Adds the mobile cells of a resting muscle.
  void place_cells(TissueState& state) const {
    if (population_) population_->place(geometry_, state);
  }

  /// Advances to `until_s` while the same acts, in steps that the splitting error chooses; only the last is
  /// shortened. Where `until_s` is not before `parting_s`, it stays at the last step end after which a landing on
  /// parting_s, or later, would shorten no step: there tissues that part then are still one. Throws NumericalFailure.
  void advance(TissueState& state, const Acting& acting, double until_s,
               double parting_s = std::numeric_limits<double>::infinity()) const;

  /// One coupling step of length h; returns its estimated relative splitting error.
  double step(TissueState& state, const Acting& acting, double h_s) const;

  /// To be called when the load changes: the next step is short again.
  void restart_steps(TissueState& state) const { state.coupling_step_s = settings_.first_step_s; }

  /// Mean concentrations over the territory of every domain.
  Means local_means(const TissueState& state) const;

  const Geometry& geometry() const { return geometry_; }
  const ParameterSet& parameters() const { return parameters_; }
  /// Mean numbers of cells a mm3; none in a culture.
  CellNumbers<double> cell_numbers(const TissueState& state) const {
    return has_cells(state) ? population_->numbers(geometry_, state) : CellNumbers<double>{};
  }
  /// How many pericytes one of the state's stands for.
  double pericytes_a_member() const { return pericytes_a_member_; }

 private:
  /// The same, given the local means of the state and leaving those of the new one.
  double step(TissueState& state, const Acting& acting, double h_s, Means& means) const;
  double step_superfused(TissueState& state, const Acting& acting, double h_s) const;
  /// Only a population places cells, and macrophages' networks with them.
  static bool has_cells(const TissueState& state) { return state.macrophages.states > 0; }
  Pace pace_of(const Quantities& load) const;
  std::vector<double> domain_inputs(const TissueState& state, const Acting& acting, double rate_fold,
                                    const Means& means) const;
  void advance_domains(TissueState& state, const Acting& acting, double rate_fold, double h_s, const Means& before,
                       Means& after) const;
  void advance_pericytes(TissueState& state, double h_s, double cox_inhibitor) const;
  void advance_nfkb_cells(TissueState& state, double h_s, double cox_inhibitor) const;
  void let_domains_die(TissueState& state) const;
  void advance_muscle(TissueState& state, const Acting& acting, double rate_fold, const Means& means, double h_s) const;
  double splitting_error(const Means& start, const Means& before, const Means& after, const Means& end,
                         double clearance_per_s, const Pace& pace, double h_s) const;

  Geometry geometry_;
  ParameterSet parameters_;
  FibreParameters<double> fibre_;  // of these, looked up once
  PericyteParameters<double> pericyte_;
  FibroblastParameters<double> fibroblast_;
  double rate_q10_;
  CouplingSettings settings_;
  Transport transport_;
  NetworkIntegrator<FibreDomain> domain_networks_;
  NetworkIntegrator<NfkbCell> pericyte_networks_;
  NetworkIntegrator<MuscleFunction> muscle_network_;
  std::shared_ptr<const Population> population_;  // null in a culture
  DrawKey key_;
  double pericytes_a_member_ = 1;
  std::vector<double> unloaded_;        // inputs of every domain while nothing acts, [input][domain]
  std::vector<double> recruited_from_;  // of VO2peak, or of maximal force; of every fibre
  std::vector<std::int32_t> owner_;     // the domain of every voxel
};

}  // namespace knead
