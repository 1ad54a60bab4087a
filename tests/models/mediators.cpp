#include "models/fibre/mediators.hpp"

#include <doctest/doctest.h>

#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

struct Freed {
  DamageParameters<double> damage = values_of<DamageParameters>({});
  MediatorParameters<double> mediator = values_of<MediatorParameters>({});

  Medium<double> rates(const DamageState<double>& x, double strain, double force, double hertz,
                       double susceptibility) const {
    const DamageDrive<double> by{
        .active_force = force, .fibre_strain = strain, .frequency_Hz = hertz, .susceptibility = susceptibility};
    Medium<double> medium{};
    free_mediators(x, by, mediator, damage, medium);
    return medium;
  }
};

TEST_CASE("contractions free bradykinin and HGF by their number and the cube of overstretch as they tear") {
  const Freed freed;
  const double at_ref = freed.damage.e_d + freed.damage.e_ref, twice = freed.damage.e_d + 2 * freed.damage.e_ref;
  const auto one = freed.rates({}, at_ref, 1, 0.5, 1), hard = freed.rates({}, twice, 1, 0.5, 1.5);
  CHECK(one.bradykinin == doctest::Approx(0.5 * freed.mediator.bB));
  CHECK(one.hgf == doctest::Approx(0.5 * freed.mediator.bH));
  CHECK(hard.bradykinin == doctest::Approx(8 * 1.5 * one.bradykinin));
  CHECK(hard.hgf == doctest::Approx(8 * 1.5 * one.hgf));
  for (const auto& idle : {freed.rates({}, at_ref, 0, 0.5, 1), freed.rates({}, freed.damage.e_d, 1, 0.5, 1)}) {
    CHECK(idle.bradykinin == 0);
    CHECK(idle.hgf == 0);
  }
}

TEST_CASE("both shares of a leak free bradykinin and HGF alike") {
  const Freed freed;
  const auto torn = freed.rates({.membrane_leak = 0.1}, 0, 0, 0, 1),
             open = freed.rates({.lasting_leak = 0.1}, 0, 0, 0, 1);
  CHECK(torn.bradykinin == doctest::Approx(0.1 * freed.mediator.BL / 3600));
  CHECK(torn.hgf == doctest::Approx(0.1 * freed.mediator.sHL));
  CHECK(open.bradykinin == torn.bradykinin);
  CHECK(open.hgf == torn.hgf);
}

TEST_CASE("COX-2 follows NF-kB exponentially and makes PGE2 up to its most") {
  const auto p = values_of<MediatorParameters>({});
  std::array<double, 1> cox2{0};
  integrate(cox2, 3 * 3600, 1e-10, [&](const auto& at, auto& dxdt) { dxdt[0] = cox2_rate(at[0], 0.6, p); });
  CHECK(cox2[0] == doctest::Approx(0.6 * (1 - std::exp(-3 / p.tauCox))).epsilon(1e-7));
  // At full COX-2, with nothing else, the medium of a fibre would settle at 1 + PGmax times rest.
  OneDomain domain;
  domain.x.mediator.cox2 = 1;
  domain.x.medium.pge2 = (1 + domain.p.mediator.PGmax) * domain.p.cytokine.pge2_rest;
  CHECK(domain.rates(domain.x).medium.pge2 == doctest::Approx(0).epsilon(1e-12));
}

TEST_CASE("a dead domain makes nothing but what its emptied tube frees") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    OneDomain domain(scattered_parameters(seed));
    domain.input = scattered_input(seed);
    domain.x = scattered_state(seed);
    domain.x.necrosis.regenerating = 0;
    domain.x.necrosis.necrotic = 0.4;
    domain.x.necrosis.cleared = 0.6;
    FibreState<double> d{};
    FibreDomain::rates(domain.x, domain.input, domain.p, d);
    for (const double rate :
         {d.medium.tnf, d.medium.il6, d.medium.ccl2, d.medium.cxcl8, d.medium.pge2, d.medium.bradykinin})
      CHECK(rate == doctest::Approx(0).epsilon(1e-12));
    CHECK(d.medium.hgf == doctest::Approx(0.6 * domain.p.mediator.sHL));
    CHECK(d.medium.damp == doctest::Approx(0.4 * domain.p.necrosis.aWD / 3600));
  }
}

}  // namespace
}  // namespace knead::test
