// Consolidation of a confined column against Terzaghi's series (1943), and what must hold of any consolidation.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/mechanics/section_outputs.hpp"
#include "tests/mechanics/confined_column.hpp"

using namespace knead;

namespace {

/// Pore pressure over the load at depth z below a drained surface, T = c t / H^2.
double terzaghi(double z_over_height, double T) {
  double sum = 0;
  for (int m = 0; m < 200; ++m) {
    const double M = std::numbers::pi * (2 * m + 1) / 2;
    sum += 2 / M * std::sin(M * z_over_height) * std::exp(-M * M * T);
  }
  return sum;
}

/// Largest error over the load at T = 0.1.
double terzaghi_error(int rows, int steps) {
  ConfinedColumn column(rows);
  BiotSolver solver(column.system);
  // Before fluid moves the column, confined and incompressible, has not moved either.
  Consolidation march(column.system, solver, column.load, BiotSystem::Vector::Zero(column.system.unknowns()));
  const double T = 0.1;
  march.set_step(T * column.height * column.height / column.modulus / steps);
  for (int k = 0; k < steps; ++k) march.advance();
  double error = 0;
  for (int row = 0; row < rows; ++row) {
    const double exact = terzaghi(static_cast<double>(row) / rows, T);
    error = std::max(error, std::abs(column.pore_pressure(march.state(), row) / column.pressure - exact));
  }
  return error;
}

TEST_CASE("consolidation of a confined column is Terzaghi's and second order in space and time together") {
  const double coarse = terzaghi_error(10, 10), middle = terzaghi_error(20, 20), fine = terzaghi_error(40, 40);
  INFO(coarse << " " << middle << " " << fine);
  CHECK(fine < 1e-3);
  CHECK(std::log2(coarse / middle) > 1.8);
  CHECK(std::log2(middle / fine) > 1.8);
}

TEST_CASE("a drained column under an even pressure is strained evenly") {
  // The patch test: a linear displacement must come out to rounding, on uneven elements too.
  const double far = 1e3 * ConfinedColumn::height * ConfinedColumn::height / ConfinedColumn::modulus;
  BiotMesh mesh{graded_edges(0, 0.01, 3, 2.5), graded_edges(0, ConfinedColumn::height, 4, 0.3)};
  const BiotMaterial tissue{ConfinedColumn::shear_modulus, ConfinedColumn::poisson, 1.0};
  const BiotSystem system(mesh, std::vector<BiotMaterial>(12, tissue), {.surface = true, .outer = false});
  BiotSolver solver(system);
  const auto load = system.surface_load([](double) { return ConfinedColumn::pressure; });
  Consolidation march(system, solver, load, BiotSystem::Vector::Zero(system.unknowns()));
  march.set_step(far);
  for (int k = 0; k < 20; ++k) march.advance();
  for (int j = 0; j < 4; ++j)
    for (int i = 0; i < 3; ++i) {
      const BiotPoint point = point_fields(system, march.state(), i, j, 0.3, -0.7);
      CHECK(point.compression == doctest::Approx(ConfinedColumn::pressure / ConfinedColumn::modulus).epsilon(1e-8));
      CHECK(point.compressive_stress == doctest::Approx(ConfinedColumn::pressure).epsilon(1e-8));
      CHECK(std::abs(point.pore_pressure) < 1e-8 * ConfinedColumn::pressure);
    }
}

TEST_CASE("fluid in a sealed body moves about and none is lost") {
  BiotMesh mesh{graded_edges(0, 0.03, 6), graded_edges(0, 0.02, 5)};
  const BiotMaterial tissue{4000, 0.33, 1.0};
  const BiotSystem system(mesh, std::vector<BiotMaterial>(30, tissue), {.surface = false, .outer = false});
  BiotSolver solver(system);
  const auto load = system.surface_load([](double r) { return r < 0.01 ? 1000.0 : 0.0; });
  Consolidation march(system, solver, load, BiotSystem::Vector::Zero(system.unknowns()));
  march.set_step(1e-9);
  for (int k = 0; k < 5; ++k) march.advance();
  const BiotSystem::Vector gained = system.volume(march.state());
  double total = 0, moved = 0;
  for (int row = 0; row < gained.size(); ++row) total += gained[row], moved += std::abs(gained[row]);
  CHECK(moved > 1e-9);
  CHECK(std::abs(total) < 1e-9 * moved);
}

}  // namespace
