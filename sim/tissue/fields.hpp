#pragma once
// The fields of the interstitial fluid: transport F of the splitting F(h/2) N(h) F(h/2).
//
// A species c obeys c' = D lap c - decay (c - rest) - clearance c - e n (c - plasma), with n the density of capillaries
// around a voxel column over the block's mean, and decay rest what the tissue secretes at rest. All but diffusion is
// local and linear, and is advanced by its exact exponential (R), which needs no substeps however large k dt is. The
// first half step is X Y Z R, the second R Z Y X: together with any N between them a symmetric composition, of second
// order (Strang 1968, doi:10.1137/0705041).
//
// In a well-mixed tissue diffusion is without limit: every field is its mean over the wells, by their volume.
//
// The density n counts capillaries over the distance sqrt(D/e) that a molecule diffuses before it is exchanged. Were
// exchange confined to the voxels of the capillaries, a step longer than that exchange takes (6 s for lactate) would
// empty those voxels only, and be far too slow; the wells around single capillaries that are lost, of relative depth
// e / (2 pi D density), are a few percent.

#include <span>
#include <vector>

#include "sim/numerics/diffusion.hpp"
#include "sim/tissue/geometry.hpp"

namespace knead {

/// What carries one species. Concentrations are in the species' own unit.
struct SpeciesTransport {
  double diffusivity_um2_per_s = 0;     ///< in tissue
  double decay_per_s = 0;               ///< every loss that is always there
  double plasma_level = 0;              ///< what capillary exchange draws towards
  double capillary_exchange_per_s = 0;  ///< e, the block's mean; none in a block without capillaries
  double rest_level = 0;                ///< at which the tissue's own secretion makes up for decay
  bool by_cyclo_oxygenase = false;      ///< made by cyclo-oxygenase, at rest and in the plasma's other sources
};

/// What loads do to transport, as multiples of what is at rest: temperature to decay and to exchange with capillaries,
/// and drugs to cyclo-oxygenase.
struct TransportFolds {
  double decay = 1, exchange = 1, cox_activity = 1;
};

class Transport {
 public:
  enum class Half { first, second };

  /// Keeps copies; throws std::invalid_argument on a negative or non-finite rate.
  Transport(const Geometry& geometry, std::vector<SpeciesTransport> species);

  /// Advances all fields (a species, a value a voxel) by dt_s. Every species loses clearance_per_s times its
  /// concentration above its decay and capillary exchange. `folds` are of decay, with the secretion at rest that makes
  /// up for it, and of capillary exchange; diffusion has none. Of what cyclo-oxygenase makes at rest, here and in
  /// plasma, only the share is made that its activity leaves.
  void advance(std::vector<std::vector<double>>& fields, double dt_s, double clearance_per_s, Half half,
               const TransportFolds& folds = {}) const;

  /// Makes every field its mean over the wells, by their volume.
  void mix(std::vector<std::vector<double>>& fields) const;

  const std::vector<SpeciesTransport>& species() const { return species_; }

 private:
  void lose(std::vector<std::vector<double>>& fields, double dt_s, double clearance_per_s,
            const TransportFolds& folds) const;

  Grid grid_;
  Space space_;
  std::vector<double> shares_;  ///< of a well-mixed tissue's volume, a well
  std::vector<SpeciesTransport> species_;
  std::vector<std::vector<double>> exchange_per_s_;  ///< a species, e n of every voxel column
};

/// Decay length sqrt(D / k) in um, k with the largest clearance that is to come and the mean capillary exchange;
/// infinite where nothing is lost.
double decay_length_um(const SpeciesTransport& species, double largest_clearance_per_s);

/// The largest voxel that resolves every species: half the shortest decay length. Species that do not diffuse are not
/// counted; infinite if none is left.
double largest_voxel_um(std::span<const SpeciesTransport> species, double largest_clearance_per_s);

}  // namespace knead
