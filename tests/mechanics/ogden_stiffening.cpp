// The stiffening law against the energy it comes from, and the equivalent linear solid against the law.

#include "models/mechanics/ogden_stiffening.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/mechanics/section_outputs.hpp"

using namespace knead;

namespace {

/// Energy of an incompressible one-term Ogden solid of shear modulus 1 at a uniaxial stretch.
double ogden_energy(double stretch, double alpha) {
  return 2 / (alpha * alpha) * (std::pow(stretch, alpha) + 2 * std::pow(stretch, -alpha / 2) - 3);
}

TEST_CASE("the stress is the slope of Ogden's energy") {
  for (const double alpha : {4.0, 10.0, 21.4})
    for (const double strain : {0.01, 0.1, 0.3, 0.45}) {
      const double h = 1e-6, l = 1 - strain;
      const double slope = (ogden_energy(l - h, alpha) - ogden_energy(l + h, alpha)) / (2 * h);
      CHECK(3 * ogden_stress(strain, alpha) == doctest::Approx(slope).epsilon(1e-6));
    }
}

TEST_CASE("small strains are those of the linear solid and the inverse is one") {
  CHECK(ogden_stress(1e-6, 21.4) == doctest::Approx(1e-6).epsilon(1e-4));
  for (const double alpha : {3.0, 21.4, 40.0})
    for (const double strain : {1e-8, 1e-3, 0.1, 0.4, 0.8})
      CHECK(ogden_strain(ogden_stress(strain, alpha), alpha) == doctest::Approx(strain).epsilon(1e-9));
  CHECK(ogden_strain(0, 21.4) == 0);
}

TEST_CASE("the equivalent linear solid carries Ogden's stress at its own strain in every element") {
  const BiotMesh mesh{graded_edges(0, 0.06, 8), graded_edges(0, 0.03, 6)};
  const std::vector<Stiffening> law(mesh.elements(), {3730, 21.4});
  BiotSystem system(mesh, std::vector<BiotMaterial>(mesh.elements(), {3730, 0.33, 1.0}));
  BiotSolver solver(system);
  const auto load = system.surface_load([](double r) { return 20e3 / (1 + std::exp((r - 0.02) / 0.002)); });
  const auto solution = solve_stiffening(system, solver, law, load);
  double largest = 0;
  for (int e = 0; e < mesh.elements(); ++e) {
    const double strain = mean_equivalent_strain(system, solution, e);
    const double stress = system.material(e).shear_modulus_Pa * strain;
    // Of the strain, which the search settles to 1e-3 of the largest.
    CHECK(ogden_strain(stress / 3730, 21.4) - strain == doctest::Approx(0).epsilon(1).scale(1e-3));
    largest = std::max(largest, strain);
  }
  CHECK(largest > 0.2);
}

TEST_CASE("a light touch is linear") {
  const BiotMesh mesh{graded_edges(0, 0.06, 8), graded_edges(0, 0.03, 6)};
  BiotSystem system(mesh, std::vector<BiotMaterial>(mesh.elements(), {3730, 0.33, 1.0}));
  BiotSolver solver(system);
  const auto load = system.surface_load([](double r) { return r < 0.02 ? 1.0 : 0.0; });
  solve_stiffening(system, solver, std::vector<Stiffening>(mesh.elements(), {3730, 21.4}), load);
  for (int e = 0; e < mesh.elements(); ++e)
    CHECK(system.material(e).shear_modulus_Pa == doctest::Approx(3730).epsilon(2e-3));
}

}  // namespace
