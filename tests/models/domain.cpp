#include "models/fibre/domain.hpp"

#include <doctest/doctest.h>

#include <string>

#include "models/fibre/fibre_type.hpp"
#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

using State = FibreState<double>;

TEST_CASE("the closed-form rest is steady for any parameters of the priors") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const OneDomain domain(seed == 0 ? ParameterSet{} : scattered_parameters(seed));
    const auto rates = flat(domain.rates(domain.x));
    for (std::size_t i = 0; i < rates.size(); ++i) {
      CAPTURE(std::string(State::entries[i].symbol));
      CHECK(std::abs(rates[i]) < 1e-14 * (1 + State::entries[i].rest));
    }
  }
}

TEST_CASE("an undisturbed domain stays at rest for 100 h") {
  OneDomain domain;
  const auto before = flat(domain.x);
  domain.advance(Quantities{}, 100 * 3600);
  const auto after = flat(domain.x);
  for (std::size_t i = 0; i < after.size(); ++i) CHECK(std::abs(after[i] - before[i]) < 1e-5 * (before[i] + 1e-3));
}

TEST_CASE("no state at zero falls further and no share at one rises") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    OneDomain domain(scattered_parameters(seed));
    domain.input = scattered_input(seed);
    const FibreValues values = flat(scattered_state(seed));
    const auto rate_with = [&](std::size_t i, double value) {
      FibreValues at = values;
      at[i] = value;
      make_possible(at, i);
      State dxdt{};
      FibreDomain::rates(record_of<State>(at), domain.input, domain.p, dxdt);
      return flat(dxdt)[i];
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
      CAPTURE(std::string(State::entries[i].symbol));
      // Cytokine mRNA never falls below its rest of 1, so that secretion above rest is not negative.
      CHECK(rate_with(i, State::entries[i].module == "cytokine_expression" ? 1 : 0) >= 0);
      const bool of_content = State::entries[i].symbol == "sarcomere_disruption";  // its bound is below
      if (is_share(i) && !of_content) CHECK(rate_with(i, 1) <= 0);
    }
  }
}

TEST_CASE("disrupted sarcomeres never become more than there are") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    OneDomain domain(scattered_parameters(seed));
    domain.input = scattered_input(seed);
    State x = scattered_state(seed), dxdt{};
    x.contractile.content = x.damage.sarcomere_disruption;
    FibreDomain::rates(x, domain.input, domain.p, dxdt);
    CHECK(dxdt.damage.sarcomere_disruption <= dxdt.contractile.content);
  }
}

TEST_CASE("lactate that leaves the fibre is what reaches its interstitial fluid") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    OneDomain domain(scattered_parameters(seed));
    domain.input = {};
    State dxdt{};
    FibreDomain::rates(scattered_state(seed), domain.input, domain.p, dxdt);
    const double gained = domain.p.cytokine.interstitial_fraction * dxdt.medium.lactate;
    CHECK(gained == doctest::Approx(-domain.p.energy.phi_i * dxdt.energy.lactate).epsilon(1e-12));
  }
}

TEST_CASE("no mechanical input reaches energetics") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    OneDomain domain(scattered_parameters(seed));
    domain.input = scattered_input(seed);
    State loaded{}, unloaded{};
    FibreDomain::rates(scattered_state(seed), domain.input, domain.p, loaded);
    domain.input.active_force = domain.input.fibre_strain = domain.input.frequency = domain.input.tissue_stress = 0;
    FibreDomain::rates(scattered_state(seed), domain.input, domain.p, unloaded);
    CHECK(flat(loaded.energy) == flat(unloaded.energy));
    CHECK(loaded.medium.lactate == unloaded.medium.lactate);
    CHECK(loaded.medium.tnf == unloaded.medium.tnf);
  }
}

TEST_CASE("cyclic strain inhibits in a window and activates above it") {
  const auto strained = [](double strain) {
    OneDomain domain;
    Quantities load{};
    load.fibre_strain = strain;
    load.frequency = 0.5;
    domain.advance(load, 600);
    return domain.x;
  };
  const State weak = strained(0.003), low = strained(0.05), high = strained(0.25);
  CHECK(low.mechano.strain_inhibition > 10 * weak.mechano.strain_inhibition);
  CHECK(low.mechano.strain_inhibition > 10 * high.mechano.strain_inhibition);
  CHECK(low.nfkb.ikk_active < 1e-3);
  CHECK(high.nfkb.ikk_active > 1e-2);
}

TEST_CASE("each activator of IKK brings p65 into the nucleus and danger more than rest") {
  OneDomain tnf, damp, rest;
  tnf.x.medium.tnf = 500;
  damp.x.medium.damp = 2;
  for (OneDomain* domain : {&tnf, &damp, &rest}) domain->advance(Quantities{}, 1800);
  CHECK(tnf.read("p65_nuclear") > 10 * rest.read("p65_nuclear"));
  CHECK(damp.read("p65_nuclear") > 10 * rest.read("p65_nuclear"));
}

TEST_CASE("fibre types differ by their multipliers and average to one at half and half") {
  const auto types = values_of<FibreTypeParameters>({});
  const auto slow = unloaded_input(FibreType::I, types), fast = unloaded_input(FibreType::IIa, types);
  CHECK(fast.damage_susceptibility == doctest::Approx(3 * slow.damage_susceptibility));
  CHECK(0.52 * slow.damage_susceptibility + 0.48 * fast.damage_susceptibility == doctest::Approx(1).epsilon(0.01));
  CHECK(unloaded_input(FibreType::I, types, 2.5).damage_susceptibility == 2.5 * slow.damage_susceptibility);
}

}  // namespace
}  // namespace knead::test
