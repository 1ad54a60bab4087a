#pragma once
// How soft tissue stiffens with strain, as the modulus of an equivalent linear solid.

#include <vector>

#include "models/mechanics/biot_consolidation.hpp"

namespace knead {

/// Nominal stress of a one-term Ogden solid in uniaxial compression, over three times its shear modulus at rest:
/// s(e) = 2 (l^(-alpha/2-1) - l^(alpha-1)) / (3 alpha), l = 1 - e. So s(e) = e for small strain (Ogden 1972).
double ogden_stress(double strain, double alpha);

/// The strain in [0, 1) at which ogden_stress takes a value.
double ogden_strain(double stress, double alpha);

/// How the modulus of an element depends on strain: at rest, and the exponent (0: it does not stiffen).
struct Stiffening {
  double modulus_Pa, alpha;
};

/// Finds moduli G such that 3 G e = 3 G0 s(e) in every element, e the element's mean equivalent strain under a load.
/// Iterates on stress: the stress 3 G e of the last solve gives the strain of the Ogden solid and so the next G;
/// iterating on strain instead oscillates. Starts from the system's moduli and leaves the result in them. Returns the
/// undrained solution under the load. Throws std::runtime_error if the strain has not settled to 1e-3 in 60 solves.
BiotSystem::Vector solve_stiffening(BiotSystem& system, BiotSolver& solver, const std::vector<Stiffening>& stiffening,
                                    const BiotSystem::Vector& load);

}  // namespace knead
