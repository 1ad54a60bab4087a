#pragma once
// Reading a solution of Biot's equations: strain, stress, pore pressure and its gradient.

#include "models/mechanics/biot_system.hpp"

namespace knead {

/// Fields at a point of an element.
struct BiotPoint {
  double equivalent_strain;   ///< sqrt(2/3 e':e')
  double compression;         ///< -e_zz
  double compressive_stress;  ///< -(sigma'_zz - p), Pa
  double pore_pressure;       ///< Pa
  double gradient;            ///< |grad p|, Pa/m
  double shear_modulus;       ///< of the equivalent linear solid, Pa
};

/// The fields in element (i, j) at the reference point (xi, eta).
BiotPoint point_fields(const BiotSystem& system, const BiotSystem::Vector& solution, int i, int j, double xi,
                       double eta);

/// Equivalent strain averaged over the volume of an element.
double mean_equivalent_strain(const BiotSystem& system, const BiotSystem::Vector& solution, int element);

/// The fields at one depth averaged over the area of the disc r < radius, both in m. The disc's edge should be an edge
/// of the mesh. The gradient, constant along the depth of an element, is taken from the middles of the rows.
BiotPoint disc_mean(const BiotSystem& system, const BiotSystem::Vector& solution, double radius, double depth);

/// Volume gained a volume of tissue, averaged over the same disc, from B' u: each corner of the mesh holds what its
/// share of the volume has taken up. Pore fluid is conserved in B' u exactly, while tr e at a point carries the error
/// of the displacement, which is larger than the little that leaves when the permeability is low.
double disc_volume_gain(const BiotSystem& system, const BiotSystem::Vector& solution, double radius, double depth);

}  // namespace knead
