#include "models/fibre/damage.hpp"

#include <doctest/doctest.h>

#include "models/loads/exercise.hpp"
#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

/// Loads alone damage, and nothing mends.
DamageParameters<double> without_mending() {
  auto p = values_of<DamageParameters>({});
  p.kScp = p.kcaD = p.kSr = p.krem = p.kLS = p.kLr = p.kseal = p.kox = 0;
  return p;
}

DamageDrive<double> contractions(double strain, double hertz, double susceptibility) {
  return {
      .active_force = 1, .fibre_strain = strain, .frequency_Hz = hertz, .susceptibility = susceptibility, .content = 1};
}

DamageDrive<double> pressed(double stress_Pa) {
  return {.fibre_strain = 0.3, .frequency_Hz = 1, .tissue_stress_Pa = stress_Pa, .susceptibility = 1, .content = 1};
}

DamageState<double> after(const DamageDrive<double>& load, double duration_s, const DamageParameters<double>& p,
                          const DamageState<double>& from = {}) {
  auto x = flat(from);
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
        const double expected = overstretch / p.eps_pop * (1 - std::exp(-p.q * n));
        CHECK(after(contractions(p.e_d + overstretch, hertz, 1), n / hertz, p).sarcomere_disruption ==
              doctest::Approx(expected).epsilon(1e-7));
      }
}

TEST_CASE("no more sarcomeres pop than there are") {
  const auto p = without_mending();
  auto weak = contractions(p.e_d + 0.5 * p.eps_pop, 1, 5);
  weak.content = 0.8;
  CHECK(after(weak, 20 / p.q, p).sarcomere_disruption == doctest::Approx(0.8).epsilon(1e-6));
}

TEST_CASE("torn membrane follows its exponential and counts contractions and leaves its share open") {
  const auto p = without_mending();
  for (const double hertz : {0.1, 1.0}) {
    const DamageState<double> x = after(contractions(p.e_d + p.e_ref, hertz, 1.5), 100 / hertz, p);
    const double torn = 1 - std::exp(-1.5 * p.kL1 * 100);
    CHECK(leak(x) == doctest::Approx(torn).epsilon(1e-7));
    CHECK(x.lasting_leak == doctest::Approx(p.unsealed * torn).epsilon(1e-7));
  }
}

TEST_CASE("a passive load tears membranes by stress above the critical one and pops nothing") {
  const auto p = without_mending();
  const auto gentle = pressed(0.99 * p.s_crit), hard = pressed(1.2 * p.s_crit);
  CHECK(leak(after(gentle, 1800, p)) == 0);
  CHECK(leak(after(hard, 1800, p)) == doctest::Approx(1 - std::exp(-p.kLp * 0.2 * 1800)).epsilon(1e-6));
  CHECK(after(hard, 1800, p).sarcomere_disruption == 0);
}

TEST_CASE("both shares of a tear close and sarcomeres are mended and removed each at its own rate") {
  auto p = values_of<DamageParameters>({});
  p.kcaD = p.kLS = p.kox = 0;
  const DamageState<double> hurt{.sarcomere_disruption = 0.2, .membrane_leak = 0.3, .lasting_leak = 0.1};
  const double t = 20 * 3600;
  const auto x = after({.susceptibility = 1, .content = 1}, t, p, hurt);
  CHECK(x.sarcomere_disruption == doctest::Approx(0.2 * std::exp(-(p.kSr + p.krem / 3600) * t)).epsilon(1e-7));
  CHECK(x.membrane_leak == doctest::Approx(0.3 * std::exp(-p.kLr * t)).epsilon(1e-6));
  CHECK(x.lasting_leak == doctest::Approx(0.1 * std::exp(-p.kseal / 3600 * t)).epsilon(1e-7));
}

TEST_CASE("oxidants hit in proportion to burst what is exposed and nothing without leucocytes") {
  const auto p = values_of<DamageParameters>({});
  const DamageState<double> intact{}, hurt{.sarcomere_disruption = 0.2, .membrane_leak = 0.3, .lasting_leak = 0.1};
  const DamageDrive<double> few{.oxidant_burst = 1, .junction_failure = 0.5},
      many{.oxidant_burst = 3, .junction_failure = 0.5};
  CHECK(oxidant_hits(hurt, DamageDrive<double>{.junction_failure = 0.5}, p) == 0);
  CHECK(oxidant_hits(intact, DamageDrive<double>{.oxidant_burst = 1}, p) == doctest::Approx(p.kox / 3600 * p.v0));
  CHECK(oxidant_hits(hurt, many, p) == doctest::Approx(3 * oxidant_hits(hurt, few, p)));
  const double exposed = 0.4 + 0.2 * p.vD + 0.5 * p.vE + p.v0;
  CHECK(oxidant_hits(hurt, few, p) == doctest::Approx(p.kox / 3600 * exposed * 0.6));
  CHECK(oxidant_hits({.membrane_leak = 0.6, .lasting_leak = 0.4}, many, p) == doctest::Approx(0));
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
