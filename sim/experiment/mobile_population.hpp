#pragma once
// The cells of a block in space: each follows the rules of models/cells where it is, enters at capillaries, and draws
// its events by its own name.
//
// Contact is by the domains that a cell touches, one fibre's on either side of it: it reads their mean medium, secretes
// into their fluid, and acts on them in halves. The leucocytes that crowd it or keep it
// company are counted over the slab of the block one domain long around it; fibroblasts and satellite cells, which come
// back to their number at rest, over the block, as chance in a slab would be taken for surplus or lack and move the
// mean. With random events the coupling is of first order.

#include <array>

#include "sim/experiment/neighbourhood.hpp"
#include "sim/experiment/population.hpp"
#include "sim/numerics/network_integrator.hpp"
#include "sim/tissue/walk.hpp"

namespace knead {

class MobilePopulation : public Population {
 public:
  MobilePopulation(const ParameterSet& parameters, DrawKey key, double network_tolerance);

  void place(const Geometry& geometry, TissueState& state) const override;
  std::vector<CellEffects<double>> effects(const Geometry& geometry, const TissueState& state,
                                           const Means& means) const override;
  void advance_networks(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
                        double cox_inhibitor) const override;
  void advance(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
               double rate_fold) const override;
  CellNumbers<double> numbers(const Geometry& geometry, const TissueState& state) const override;

  /// Kinds of cells in the order of their codes in draws.
  enum Kind { neutrophil, macrophage, fibroblast, satellite_cell };
  /// Stages of a satellite cell: quiescent, three of activation, myoblast, myocyte.
  enum Stage : std::uint8_t { quiescent, activated_1, activated_2, activated_3, myoblast, myocyte };

 private:
  /// A step as cells live it, and when it ends by the clock.
  struct Lived {
    double h_s, end_s;
  };
  void enter(const Geometry& geometry, TissueState& state, const Neighbourhood& around, const Lived& lived) const;
  void advance_neutrophils(TissueState& state, Neighbourhood& around, double h_s) const;
  void advance_macrophages(TissueState& state, Neighbourhood& around, double h_s) const;
  void advance_fibroblasts(TissueState& state, const Neighbourhood& around, const Lived& lived) const;
  void advance_satellite_cells(const Geometry& geometry, TissueState& state, const Neighbourhood& around,
                               const Lived& lived) const;
  void move(const Geometry& geometry, TissueState& state, double h_s, double rate_fold) const;

  CellParameters<double> rules_;
  CytokineExpressionParameters<double> gains_;
  DrawKey key_;
  std::vector<double> network_at_rest_;  ///< of a macrophage that comes from the blood
  NetworkIntegrator<NfkbCell> networks_;
  std::array<Walk, 3> walks_;            ///< of neutrophils, macrophages and fibroblasts
  std::array<Walk, 2> satellite_walks_;  ///< of a quiescent and of any other satellite cell
};

}  // namespace knead
