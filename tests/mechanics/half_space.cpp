// An undrained, homogeneous body under a round even pressure, against the half-space.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/mechanics/biot_consolidation.hpp"

using namespace knead;

namespace {

/// A block of tissue much larger than the contact.
struct Block {
  static constexpr double a = 0.01, pressure = 1000, shear_modulus = 4000;

  Block(int in_contact, double size_over_a) : system(make(in_contact, size_over_a * a)) {
    BiotSolver solver(system);
    solver.factor(system, undrained_reach(system));
    const auto load = system.surface_load([](double r) { return r < a ? pressure : 0.0; });
    solution = solver.solve(load, BiotSystem::Vector::Zero(system.unknowns()));
  }

  /// Largest error on the axis between 0.3 and 3 radii below the surface, over the load.
  double pore_pressure_error() const {
    double error = 0;
    for (int row = 1; row < system.mesh().axial(); ++row) {
      const double z = system.mesh().depth[row];
      if (z < 0.3 * a || z > 3 * a) continue;
      const double exact = 1 - z / std::hypot(a, z);
      error = std::max(error, std::abs(solution[system.pressure(system.mesh().element(0, row), 0)] / pressure - exact));
    }
    return error;
  }

  /// Settlement under the centre against 2 (1 - nu^2) p a / E, with nu 1/2 and E = 3 G.
  double settlement_error() const {
    return solution[system.displacement(0, 0, 1)] / (pressure * a / (2 * shear_modulus)) - 1;
  }

  BiotSystem system;
  BiotSystem::Vector solution;

 private:
  static BiotSystem make(int in_contact, double size) {
    std::vector<double> edges = graded_edges(0, 2 * a, 2 * in_contact);
    append_edges(edges, graded_edges(2 * a, size, 12, 0.5 * size / a));
    const BiotMesh mesh{edges, edges};
    return BiotSystem(mesh, std::vector<BiotMaterial>(mesh.elements(), {shear_modulus, 0.33, 1.0}));
  }
};

TEST_CASE("undrained pore pressure on the axis under a round contact is q (1 - z / sqrt(a^2 + z^2))") {
  const double coarse = Block(4, 40).pore_pressure_error(), fine = Block(8, 40).pore_pressure_error();
  INFO(coarse << " " << fine);
  CHECK(fine < 3e-3);
  CHECK(fine < coarse);
}

TEST_CASE("what the settlement lacks to the half-space halves when the body doubles") {
  const double near = Block(6, 20).settlement_error(), far = Block(6, 40).settlement_error();
  INFO(near << " " << far);
  CHECK(std::abs(near) < 0.07);
  CHECK(far / near == doctest::Approx(0.5).epsilon(0.1));
}

}  // namespace
