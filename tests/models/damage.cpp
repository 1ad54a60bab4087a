#include "models/fibre/damage.hpp"

#include <doctest/doctest.h>

#include "models/loads/exercise.hpp"
#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

DamageParameters<double> without_mending() {
  auto p = values_of<DamageParameters>({});
  p.kScp = p.kSr = p.kLS = p.kLr = 0;
  return p;
}

DamageState<double> after(const DamageDrive<double>& load, double duration_s, const DamageParameters<double>& p) {
  std::array<double, 2> x{};
  integrate(x, duration_s, 1e-10, [&](const auto& at, auto& dxdt) {
    DamageState<double> rates{};
    double damp = 0;
    damage_rates(record_of<DamageState<double>>(at), load, p, rates, damp);
    dxdt = flat(rates);
  });
  return record_of<DamageState<double>>(x);
}

TEST_CASE("sarcomeres pop as overstretch over eps_pop times one less exp of minus q n") {
  const auto p = without_mending();
  for (const double overstretch : {0.04, 0.07, 0.10})
    for (const int n : {30, 100, 300})
      for (const double hertz : {0.1, 1.0}) {
        const DamageDrive<double> load{1, p.e_d + overstretch, hertz, 0, 1, 0};
        const double expected = overstretch / p.eps_pop * (1 - std::exp(-p.q * n));
        CHECK(after(load, n / hertz, p).sarcomere_disruption == doctest::Approx(expected).epsilon(1e-7));
      }
}

TEST_CASE("torn membrane follows its exponential and counts contractions rather than time") {
  const auto p = without_mending();
  for (const double hertz : {0.1, 1.0}) {
    const DamageDrive<double> load{1, p.e_d + p.e_ref, hertz, 0, 1.5, 0};
    CHECK(after(load, 100 / hertz, p).membrane_leak == doctest::Approx(1 - std::exp(-1.5 * p.kL1 * 100)).epsilon(1e-7));
  }
}

TEST_CASE("a passive load tears membranes by stress above the critical one and pops nothing") {
  const auto p = without_mending();
  const DamageDrive<double> gentle{0, 0.3, 1, 0.99 * p.s_crit, 1, 0}, hard{0, 0.3, 1, 1.2 * p.s_crit, 1, 0};
  CHECK(after(gentle, 1800, p).membrane_leak == 0);
  CHECK(after(hard, 1800, p).membrane_leak == doctest::Approx(1 - std::exp(-p.kLp * 0.2 * 1800)).epsilon(1e-6));
  CHECK(after(hard, 1800, p).sarcomere_disruption == 0);
}

TEST_CASE("a hundred eccentric contractions damage more than five thousand turns of a pedal") {
  const auto exercise = values_of<ExerciseParameters>({});
  OneDomain ride, eccentrics;
  ride.advance(cycling({{4200, 0.7}}, 0, exercise));
  eccentrics.advance(eccentric(100, 6, 0, exercise));
  CHECK(eccentrics.read("structural_damage") > 3 * ride.read("structural_damage"));
  CHECK(eccentrics.read("membrane_leak") > 3 * ride.read("membrane_leak"));
  CHECK(ride.read("membrane_leak") > 0.005);
}

}  // namespace
}  // namespace knead::test
