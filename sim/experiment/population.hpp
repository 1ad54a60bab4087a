#pragma once
// The cells between the fibres of a tissue, as its coupling with fibres and fields sees them. In a block they are
// mobile cells (mobile_population.hpp), in a well-mixed tissue expected numbers (expected_population.hpp); a culture
// has none.

#include <memory>
#include <vector>

#include "models/cells/expected_cells.hpp"
#include "models/parameters.hpp"
#include "sim/numerics/random.hpp"
#include "sim/tissue/geometry.hpp"
#include "sim/tissue/tissue_state.hpp"

namespace knead {

/// Mean concentrations over the territory of every domain, [species][domain].
using Means = std::vector<double>;

/// Which part of Means is a domain's medium.
inline Medium<double> medium_of(const Means& means, std::size_t domain, std::size_t domains) {
  Medium<double> medium{};
  std::size_t s = 0;
  medium.each([&](double& concentration) { concentration = means[s++ * domains + domain]; });
  return medium;
}

class Population {
 public:
  virtual ~Population() = default;

  /// Puts the cells of a resting muscle into a tissue that has settled.
  virtual void place(const Geometry& geometry, TissueState& state) const = 0;

  /// What the cells do to each fibre domain over the next step.
  virtual std::vector<CellEffects<double>> effects(const Geometry& geometry, const TissueState& state,
                                                   const Means& means) const = 0;

  /// Advances the NF-kB networks of macrophages by h under an inhibitor of cyclo-oxygenase; what they secrete goes to
  /// the fields.
  virtual void advance_networks(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
                                double cox_inhibitor) const = 0;

  /// Everything else that cells do in a step of h from the state's time on: enter, decide, secrete, move, all
  /// `rate_fold` times as fast as usual.
  virtual void advance(const Geometry& geometry, TissueState& state, const Means& means, double h_s,
                       double rate_fold) const = 0;

  /// Numbers a mm3, over the whole tissue.
  virtual CellNumbers<double> numbers(const Geometry& geometry, const TissueState& state) const = 0;
};

}  // namespace knead
