// The matrices of Biot's equations under a cyclic load: the boundary layer of a confined column, and how far the
// undrained solution serves for the strokes of massage.

// g++ 12 takes Eigen's AVX-512 kernels, which the complex solver uses, for uninitialised.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif

#include <doctest/doctest.h>

#include <Eigen/SparseLU>
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>

#include "models/mechanics/pressed_section.hpp"
#include "models/mechanics/section_outputs.hpp"
#include "tests/mechanics/confined_column.hpp"
#include "tests/mechanics/young_thigh.hpp"

using namespace knead;
using Complex = std::complex<double>;
using ComplexVector = Eigen::VectorXcd;

namespace {

/// Amplitudes of displacement and pressure under a load exp(i w t): i w B'u + K C p = 0 is a step of K / (i w).
ComplexVector cyclic(const BiotSystem& system, const BiotSystem::Vector& load, double permeability, double hertz) {
  const Eigen::SparseMatrix<double> still = system.matrix(0.0).selfadjointView<Eigen::Lower>();
  const Eigen::SparseMatrix<double> unit = system.matrix(1.0).selfadjointView<Eigen::Lower>();
  const Complex reach = permeability / Complex(0, 2 * std::numbers::pi * hertz);
  const Eigen::SparseMatrix<Complex> matrix = still.cast<Complex>() + reach * (unit - still).cast<Complex>();
  const Eigen::SparseLU<Eigen::SparseMatrix<Complex>> factors(matrix);
  const ComplexVector right = load.cast<Complex>();
  return factors.solve(right);
}

/// Largest error over the load of a column of 20 mm whose cyclic layer is about 1 mm thick.
double layer_error(int rows) {
  const ConfinedColumn column(rows, {.surface = true, .outer = false}, 1);
  const double hertz = 0.5, layer = 1.07e-3;
  const double permeability = std::numbers::pi * hertz * layer * layer / column.modulus;  // layer = sqrt(2 c / w)
  const ComplexVector solution = cyclic(column.system, column.load, permeability, hertz);
  const Complex k = Complex(1, 1) / layer;
  double error = 0;
  for (int row = 0; row < rows; ++row) {
    const double above_bottom = column.height * (1 - static_cast<double>(row) / rows);
    const Complex exact = 1.0 - std::cosh(k * above_bottom) / std::cosh(k * column.height);
    error = std::max(error, std::abs(column.pore_pressure(solution, row) / column.pressure - exact));
  }
  return error;
}

TEST_CASE("the cyclic boundary layer of a confined column is that of the cosh solution") {
  const double coarse = layer_error(50), middle = layer_error(100), fine = layer_error(200);
  INFO(coarse << " " << middle << " " << fine);
  CHECK(fine < 1e-3);
  CHECK(std::log2(coarse / middle) > 1.8);
  CHECK(std::log2(middle / fine) > 1.8);
}

TEST_CASE("in a stroke the limb has no time to drain") {
  const Limb limb = young_thigh();
  const PressedTissue peak = PressedSection(limb, 30, 20, {}).press(20);
  // The same section, with the stiffness it has settled to.
  PressedSection section(limb, 30, 20, {});
  section.press(20);
  const auto amplitude = [&](double permeability, double hertz) {
    const ComplexVector solution = cyclic(section.system(), section.load(20), permeability, hertz);
    const BiotSystem::Vector in_phase = solution.real();
    return disc_mean(section.system(), in_phase, 0.03, 0.02);
  };
  // Up to 1e-11 m4/N/s and at the pace of kneading nothing changes; at the top of the prior, gliding, still within 4 %.
  for (const auto& [permeability, hertz, tolerance] :
       {std::array{1e-13, 0.7, 2e-3}, std::array{1e-11, 0.7, 2e-3}, std::array{1e-10, 0.25, 0.04}}) {
    const BiotPoint point = amplitude(permeability, hertz);
    CHECK(point.equivalent_strain == doctest::Approx(peak.equivalent_strain).epsilon(tolerance));
    CHECK(point.compressive_stress == doctest::Approx(peak.compressive_stress_Pa).epsilon(tolerance));
    CHECK(point.pore_pressure == doctest::Approx(peak.pore_pressure_Pa).epsilon(tolerance));
    CHECK(point.gradient == doctest::Approx(peak.gradient_Pa_per_m).epsilon(tolerance));
  }
}

}  // namespace
