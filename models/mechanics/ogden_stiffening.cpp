#include "models/mechanics/ogden_stiffening.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/mechanics/section_outputs.hpp"

namespace knead {

double ogden_stress(double strain, double alpha) {
  const double stretch = 1 - strain;
  return 2 * (std::pow(stretch, -0.5 * alpha - 1) - std::pow(stretch, alpha - 1)) / (3 * alpha);
}

double ogden_strain(double stress, double alpha) {
  if (stress <= 0) return 0;
  // Newton on log s as a function of log l, which is nearly straight where the solid is stiff; kept inside [low, high].
  double low = 0, high = 1, strain = std::min(stress, 0.3);
  for (int k = 0; k < 60; ++k) {
    const double value = ogden_stress(strain, alpha);
    (value < stress ? low : high) = strain;
    const double l = 1 - strain;
    const double slope =
        2 * ((0.5 * alpha + 1) * std::pow(l, -0.5 * alpha - 2) + (alpha - 1) * std::pow(l, alpha - 2)) / (3 * alpha);
    double next = strain - (value / slope) * std::log(value / stress);
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (std::abs(next - strain) <= 1e-14) return next;
    strain = next;
  }
  return strain;
}

BiotSystem::Vector solve_stiffening(BiotSystem& system, BiotSolver& solver, const std::vector<Stiffening>& stiffening,
                                    const BiotSystem::Vector& load) {
  const BiotSystem::Vector at_rest = BiotSystem::Vector::Zero(system.unknowns());
  const int elements = system.mesh().elements();
  for (int count = 0; count < 60; ++count) {
    solver.factor(system, undrained_reach(system));
    BiotSystem::Vector solution = solver.solve(load, at_rest);
    double change = 0, largest = 0;
    std::vector<double> next(elements);
    for (int e = 0; e < elements; ++e) {
      const double strain = mean_equivalent_strain(system, solution, e);
      const double modulus = system.material(e).shear_modulus_Pa;
      next[e] = modulus;
      largest = std::max(largest, strain);
      if (stiffening[e].alpha == 0 || strain == 0) continue;
      const double settled = ogden_strain(modulus * strain / stiffening[e].modulus_Pa, stiffening[e].alpha);
      next[e] = modulus * strain / settled;
      change = std::max(change, std::abs(settled - strain));
    }
    if (change <= 1e-3 * largest) return solution;
    for (int e = 0; e < elements; ++e) system.set_shear_modulus(e, next[e]);
  }
  throw std::runtime_error("limb section: strain stiffening did not settle");
}

}  // namespace knead
