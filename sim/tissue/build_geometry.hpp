#pragma once
// From settings, parameters and a key to the place of everything in a subject's block.

#include "models/tissue_parameters.hpp"
#include "sim/numerics/random.hpp"
#include "sim/tissue/geometry.hpp"

namespace knead {

struct TissueSettings {
  int fibres = 61;
  double length_um = 1000;  ///< along the fibres: a whole number of domains
  double domain_length_um = 100;
  double voxel_um = 25;  ///< no edge of a voxel is longer
};

/// Packs the fibres, lays the smallest grid that divides the block and its domains into voxels of at most voxel_um,
/// gives each voxel to the fibre whose power cell holds its centre, and places capillaries and pericytes. Throws
/// std::invalid_argument if the settings are impossible or a fibre would have no voxel.
Geometry build_geometry(const TissueSettings& settings, const TissueParameters<double>& parameters,
                        double interstitial_fraction, DrawKey key);

/// n domains without space for a culture: a grid of n x 1 x 1 voxels, one a domain; nothing diffuses, as every axis of
/// a block without fibres' outlines is a row of separate wells. Each well is perfused as a block is on average. No
/// pericytes.
Geometry culture_geometry(int domains, const TissueParameters<double>& parameters, double interstitial_fraction,
                          DrawKey key);

/// n representative domains (at least 2) of a well-mixed tissue, the same for every subject: fibre types in numbers
/// nearest to their fractions and, as areas, weights that make up the rest; one voxel a domain, all of one fluid. One
/// pericyte stands for all.
Geometry well_mixed_geometry(int domains, double domain_length_um, const TissueParameters<double>& parameters,
                             double interstitial_fraction);

}  // namespace knead
