#pragma once
// A column between smooth walls under an even pressure: one-dimensional consolidation in the axisymmetric code.

#include "models/mechanics/biot_consolidation.hpp"

namespace knead {

struct ConfinedColumn {
  static constexpr double height = 0.02, shear_modulus = 4000, poisson = 0.33, pressure = 1000;
  /// Confined modulus lambda + 2 G.
  static constexpr double modulus = 2 * shear_modulus * (1 - poisson) / (1 - 2 * poisson);

  explicit ConfinedColumn(int rows, BiotDrains drains = {.surface = true, .outer = false}, int columns = 2)
      : system({graded_edges(0, 0.01, columns), graded_edges(0, height, rows)},
               std::vector<BiotMaterial>(rows * columns, {shear_modulus, poisson, 1.0}), drains),
        load(system.surface_load([](double) { return pressure; })) {}

  /// Pore pressure at the upper edge of a row, on the axis.
  template <class Vector>
  auto pore_pressure(const Vector& solution, int row) const {
    const int unknown = system.pressure(system.mesh().element(0, row), 0);
    return unknown < 0 ? typename Vector::Scalar(0) : solution[unknown];
  }

  BiotSystem system;
  BiotSystem::Vector load;
};

}  // namespace knead
