// The table of a limb under one contact against direct solves between its nodes.

#include "models/mechanics/section_table.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "tests/mechanics/young_thigh.hpp"

using namespace knead;

namespace {

TEST_CASE("between its nodes the table is within 2 percent of a solve at every permeability") {
  for (const double radius : {30.0, 10.0}) {
    const SectionTable table(young_thigh(), radius, 20, {2.5, 60}, {1, 6});  // the priors and half the pressure
    for (const auto& point : {std::array{3.2, 1.4}, {10.5, 4.8}, {20.0, 3.73}, {47.0, 5.4}}) {
      const double pressure = point[0], modulus = point[1];
      Limb limb = young_thigh();
      limb.muscle_modulus = modulus;
      const SectionResponse exact = solve_section(limb, {radius, pressure}, 20);
      const SectionResponse found = table.at(pressure, modulus);
      CAPTURE(radius);
      CAPTURE(pressure);
      const auto close = [](double value, double solved) { CHECK(value == doctest::Approx(solved).epsilon(0.02)); };
      close(found.peak.equivalent_strain, exact.peak.equivalent_strain);
      close(found.peak.fibre_stretch, exact.peak.fibre_stretch);
      close(found.peak.compressive_stress_Pa, exact.peak.compressive_stress_Pa);
      close(found.peak.pore_pressure_Pa, exact.peak.pore_pressure_Pa);
      close(found.peak.gradient_Pa_per_m, exact.peak.gradient_Pa_per_m);
      const double most = std::abs(exact.held.volume_lost_at(1e-10, 600));
      for (double permeability = 1e-15; permeability <= 1e-10; permeability *= std::sqrt(10.0)) {
        CAPTURE(permeability);
        close(found.held.pore_pressure_at(permeability, 600), exact.held.pore_pressure_at(permeability, 600));
        close(found.held.velocity_at(permeability, 600), exact.held.velocity_at(permeability, 600));
        // A loss that changes its sign has no relative error: of the largest instead.
        const double lost = exact.held.volume_lost_at(permeability, 600);
        CHECK(std::abs(found.held.volume_lost_at(permeability, 600) - lost) < 0.02 * most);
      }
    }
  }
}

TEST_CASE("at a node the table is the solve itself") {
  const SectionTable table(young_thigh(), 30, 20, {20, 20}, {3.73, 3.73}, {8, 8});
  CHECK(table.nodes() == 1);
  const SectionResponse exact = solve_section(young_thigh(), {30, 20}, 20, {8, 8});
  const SectionResponse found = table.at(20, 3.73);
  CHECK(found.peak.equivalent_strain == doctest::Approx(exact.peak.equivalent_strain).epsilon(1e-12));
  CHECK(found.held.volume_lost_at(1e-11, 600) == doctest::Approx(exact.held.volume_lost_at(1e-11, 600)).epsilon(1e-12));
}

TEST_CASE("a stencil reproduces cubics of the logarithm and weighs one in all") {
  const std::vector<double> nodes{1, 1.5, 2.5, 4, 7};
  const auto cubic = [](double x) {
    const double l = std::log(x);
    return 2 + l * (1 - l * (3 - 0.7 * l));
  };
  for (const double x : {1.0, 1.2, 2.0, 3.9, 6.5, 7.0}) {
    const LogStencil stencil = log_stencil(nodes, x);
    double value = 0, weight = 0;
    for (int k = 0; k < stencil.count; ++k) {
      value += stencil.weight[k] * cubic(nodes[stencil.first + k]);
      weight += stencil.weight[k];
    }
    CHECK(value == doctest::Approx(cubic(x)));
    CHECK(weight == doctest::Approx(1));
  }
  CHECK_THROWS_AS(log_stencil(nodes, 0.9), std::out_of_range);
  CHECK_THROWS_AS(log_stencil(nodes, 7.1), std::out_of_range);
}

}  // namespace
