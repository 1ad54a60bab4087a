#pragma once
// What each cell of a block meets: the surroundings of the domains it touches, and where its secretions go.

#include <array>
#include <vector>

#include "models/cells/surroundings.hpp"
#include "sim/experiment/population.hpp"
#include "sim/tissue/contacts.hpp"

namespace knead {

class Neighbourhood {
 public:
  /// Surroundings of every domain of a state whose mean concentrations are `means`.
  Neighbourhood(const Geometry& geometry, const TissueState& state, const Means& means, double interstitial_fraction);

  const Surroundings<double>& of_domain(int domain) const { return around_[domain]; }

  /// The mean over the domains that a cell touches.
  Surroundings<double> of_cell(const MobileCells& cells, std::size_t i) const;

  /// Interstitial fluid of the domains that a cell touches, um3.
  double fluid_um3(const MobileCells& cells, std::size_t i) const;

  /// Spreads molecules (for species counted in pM) over the fluid of the domains that a cell touches.
  void secrete(const MobileCells& cells, std::size_t i, Species species, double molecules);
  /// Raises a concentration in that fluid.
  void raise(const MobileCells& cells, std::size_t i, Species species, double concentration);

  /// Adds everything secreted so far to the fields.
  void release(TissueState& state);

 private:
  const Geometry& geometry_;
  std::vector<Surroundings<double>> around_;
  std::vector<double> fluid_um3_;                            // of each domain
  std::array<std::vector<double>, species_count> secreted_;  // rise of each domain's mean
};

}  // namespace knead
