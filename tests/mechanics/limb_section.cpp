// The limb section: refinement, a thigh as an independent prototype found it, and what equilibrium demands.

#include "models/mechanics/limb_section.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "tests/mechanics/young_thigh.hpp"

using namespace knead;

namespace {

TEST_CASE("the mesh in use differs little from one twice as fine") {
  for (const double radius : {30.0, 10.0}) {
    const SectionResponse used = solve_section(young_thigh(), {radius, 20}, 20);
    const SectionResponse fine = solve_section(young_thigh(), {radius, 20}, 20, {28, 28});
    CHECK(used.peak.equivalent_strain == doctest::Approx(fine.peak.equivalent_strain).epsilon(0.02));
    CHECK(used.peak.fibre_stretch == doctest::Approx(fine.peak.fibre_stretch).epsilon(0.02));
    CHECK(used.peak.compressive_stress_Pa == doctest::Approx(fine.peak.compressive_stress_Pa).epsilon(0.03));
    CHECK(used.peak.pore_pressure_Pa == doctest::Approx(fine.peak.pore_pressure_Pa).epsilon(0.04));
    CHECK(used.peak.gradient_Pa_per_m == doctest::Approx(fine.peak.gradient_Pa_per_m).epsilon(0.04));
  }
}

/// Another program's solution of the same equations, as it was tabulated to two figures.
struct Prototype {
  double radius_mm, pressure_kPa, depth_mm, strain, pore_pressure_kPa;
};

TEST_CASE("strain and pressure agree with an independent prototype") {
  const Prototype table[] = {{30, 5, 10, 0.16, 2.3},  {30, 5, 20, 0.17, 1.5},  {30, 5, 30, 0.15, 1.5},
                             {30, 20, 10, 0.27, 7.7}, {30, 20, 20, 0.27, 4.7}, {30, 20, 30, 0.26, 4.9},
                             {30, 60, 20, 0.34, 13},  {10, 20, 10, 0.26, 3.1}, {10, 20, 20, 0.22, 1.7},
                             {10, 20, 30, 0.18, 1.5}, {10, 60, 20, 0.30, 5.5}};
  for (const Prototype& row : table) {
    const PressedTissue peak = solve_section(young_thigh(), {row.radius_mm, row.pressure_kPa}, row.depth_mm).peak;
    CAPTURE(row.radius_mm);
    CAPTURE(row.pressure_kPa);
    CAPTURE(row.depth_mm);
    // Half a unit of the table's last figure and another mesh: 5 % in strain, 10 % in pressure.
    CHECK(peak.equivalent_strain == doctest::Approx(row.strain).epsilon(0.05));
    CHECK(1e-3 * peak.pore_pressure_Pa == doctest::Approx(row.pore_pressure_kPa).epsilon(0.10));
  }
}

TEST_CASE("the flow of a stroke agrees with an independent prototype") {
  // The prototype tabulated twice the amplitude, um/s.
  const SectionResponse shallow = solve_section(young_thigh(), {30, 20}, 10);
  const SectionResponse deep = solve_section(young_thigh(), {30, 20}, 30);
  CHECK(2e6 * shallow.cyclic_velocity(1e-13) == doctest::Approx(0.075).epsilon(0.15));
  CHECK(2e6 * deep.cyclic_velocity(1e-13) == doctest::Approx(0.017).epsilon(0.10));
}

TEST_CASE("what a hand held still drives out agrees with an independent prototype") {
  const double strokes_s = 600;
  const Drainage shallow = solve_section(young_thigh(), {30, 20}, 10).held;
  const Drainage deep = solve_section(young_thigh(), {30, 20}, 20).held;
  // The prototype tabulated amounts without their sign; where little moves it moves inwards at 20 mm.
  CHECK(shallow.volume_lost_at(1e-10, strokes_s) == doctest::Approx(0.12).epsilon(0.10));
  CHECK(shallow.volume_lost_at(1e-11, strokes_s) == doctest::Approx(0.066).epsilon(0.15));
  CHECK(deep.volume_lost_at(1e-10, strokes_s) == doctest::Approx(0.065).epsilon(0.10));
  CHECK(deep.volume_lost_at(1e-11, strokes_s) == doctest::Approx(0.011).epsilon(0.15));
  CHECK(deep.volume_lost_at(1e-13, strokes_s) == doctest::Approx(-0.0005).epsilon(0.15));
  CHECK(1e6 * shallow.velocity_at(1e-13, 1) == doctest::Approx(0.039).epsilon(0.15));
  CHECK(1e6 * shallow.velocity_at(1e-11, strokes_s) == doctest::Approx(0.5).epsilon(0.10));
}

TEST_CASE("fluid lost is proportional to time before pressure has spread and stops in the end") {
  const Drainage held = solve_section(young_thigh(), {30, 20}, 20).held;
  CHECK(held.volume_lost_at(1e-15, 200) == doctest::Approx(2 * held.volume_lost_at(1e-15, 100)).epsilon(1e-6));
  CHECK(held.volume_lost_at(1e-13, 20) == doctest::Approx(10 * held.volume_lost_at(1e-13, 2)).epsilon(0.02));
  CHECK(held.volume_lost_at(1e-10, 1e6) == held.volume_lost_at(1e-10, 1e7));
  CHECK(held.pore_pressure_at(1e-10, 1e5) < 0.2 * held.pore_pressure_at(1e-15, 1));
}

TEST_CASE("strain grows less than pressure and less in a stiffer muscle and a thumb reaches less deep than a hand") {
  const auto strain = [](double modulus, double radius, double pressure, double depth) {
    Limb limb = young_thigh();
    limb.muscle_modulus = modulus;
    return solve_section(limb, {radius, pressure}, depth).peak.equivalent_strain;
  };
  CHECK(strain(3.73, 30, 40, 20) < 1.5 * strain(3.73, 30, 20, 20));
  CHECK(strain(6, 30, 20, 20) < strain(3.73, 30, 20, 20));
  CHECK(strain(3.73, 10, 20, 30) < 0.9 * strain(3.73, 10, 20, 15));
  CHECK(strain(3.73, 30, 20, 30) > 0.9 * strain(3.73, 30, 20, 15));
}

TEST_CASE("a thin limb without fat can be pressed") {
  Limb limb = young_thigh();  // a mouse's lower leg
  limb.skin_thickness = 0.4, limb.fat_thickness = 0, limb.muscle_thickness = 2.5;
  const PressedTissue peak = solve_section(limb, {3, 10}, 1.6).peak;
  CHECK(peak.equivalent_strain == doctest::Approx(0.21).epsilon(0.10));  // the prototype's
}

TEST_CASE("the pressure of a contact adds up to the force that makes it") {
  for (const auto& [force_N, radius_mm] : {std::pair{10.0, 7.0}, {58.0, 30.0}, {0.3, 3.0}}) {
    const double peak_kPa = peak_pressure_kPa(force_N, radius_mm);
    double added_N = 0;
    constexpr int rings = 20000;
    const double width_mm = 3 * radius_mm / rings;
    for (int i = 0; i < rings; ++i) {
      const double r_mm = (i + 0.5) * width_mm;
      const double kPa = peak_kPa / (1 + std::exp((r_mm - radius_mm) / (contact_edge * radius_mm)));
      added_N += 1e-3 * kPa * 2 * std::numbers::pi * r_mm * width_mm;
    }
    CHECK(added_N == doctest::Approx(force_N).epsilon(1e-6));
    const double mean_kPa = 1e3 * force_N / (std::numbers::pi * radius_mm * radius_mm);
    CHECK(peak_kPa == doctest::Approx(mean_kPa).epsilon(0.03));  // even but for its edge
  }
  CHECK(peak_pressure_kPa(0, 7) == 0);
}

TEST_CASE("a depth outside the muscle is refused") {
  for (const double depth : {0.0, 5.0, 50.5, 60.0, std::numeric_limits<double>::quiet_NaN()})
    CHECK_THROWS_AS(solve_section(young_thigh(), {30, 20}, depth), std::invalid_argument);
  CHECK_THROWS_AS(solve_section(young_thigh(), {0, 20}, 20), std::invalid_argument);
}

}  // namespace
