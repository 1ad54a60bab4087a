#pragma once
// Fibres packed in a periodic cross-section: a power diagram whose weights give every fibre its drawn area.

#include <vector>

#include "models/tissue_parameters.hpp"
#include "sim/numerics/random.hpp"
#include "sim/tissue/power_diagram.hpp"

namespace knead {

struct Packing {
  Rectangle period;
  std::vector<Point2> sites;
  std::vector<double> weights;
  std::vector<PowerCell> cells;   ///< territories: they tile the period
  std::vector<Polygon> outlines;  ///< the fibres: territories inset by half the endomysium
  double endomysium_um = 0;       ///< distance of neighbouring fibres
};

/// Areas of fibres, log-normal, by key.
std::vector<double> draw_fibre_areas(int fibres, const TissueParameters<double>& parameters, DrawKey key);

/// Packs fibres of the given areas into a square of sum(areas) / (1 - interstitial_fraction). Sites are a hard-core
/// random arrangement, evened out by Lloyd's method; weights are found by Newton's method (Kitagawa, Merigot and
/// Thibert 2019, doi:10.4171/JEMS/889) together with the one inset that leaves the interstitium its share. Throws
/// std::invalid_argument if an area is not within 0.1 %.
Packing pack_fibres(const std::vector<double>& areas_um2, double interstitial_fraction, DrawKey key);

/// Types in counts nearest to the fractions (largest remainders), dealt to fibres by key.
std::vector<FibreType> draw_fibre_types(int fibres, const TissueParameters<double>& parameters, DrawKey key);

}  // namespace knead
