#pragma once
// The cells of a well-mixed tissue: expected numbers by the rules of models/cells, no positions and no draws.

#include "sim/experiment/population.hpp"
#include "sim/numerics/network_integrator.hpp"

namespace knead {

class ExpectedPopulation : public Population {
 public:
  ExpectedPopulation(const ParameterSet& parameters, double network_tolerance);

  void place(const Geometry& geometry, TissueState& state) const override;
  std::vector<CellEffects<double>> effects(const Geometry& geometry, const TissueState& state,
                                           const Means& means) const override;
  void advance_networks(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
                        double cox_inhibitor) const override;
  void advance(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
               double rate_fold) const override;
  CellNumbers<double> numbers(const Geometry& geometry, const TissueState& state) const override;

 private:
  CellParameters<double> rules_;
  CytokineExpressionParameters<double> gains_;
  NfkbCellParameters<double> nfkb_;
  NetworkIntegrator<ExpectedCells> numbers_;
  NetworkIntegrator<NfkbCell> networks_;
};

}  // namespace knead
