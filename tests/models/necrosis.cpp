#include "models/fibre/necrosis.hpp"

#include <doctest/doctest.h>

#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

using State = NecrosisState<double>;
using Drive = NecrosisDrive<double>;
using Values = NecrosisParameters<double>;

/// Everything that acts on a domain, at random.
Drive scattered_drive(unsigned seed) {
  const auto u = [seed](unsigned i) { return scattered(31 * seed + i); };
  return {u(0), 1e-5 * u(1), 1e-6 * u(2), 1e-6 * u(3), 1};
}

State rates(const State& x, const Drive& by, const Values& p) {
  State dxdt{};
  double damp = 0;
  necrosis_rates(x, by, p, dxdt, damp);
  return dxdt;
}

State after(const Drive& by, double duration_s, const Values& p, const State& from = {}) {
  auto x = flat(from);
  integrate(x, duration_s, 1e-10, [&](const auto& at, auto& dxdt) { dxdt = flat(rates(record_of<State>(at), by, p)); });
  return record_of<State>(x);
}

double not_intact(const State& x) { return x.necrotic + x.cleared + x.regenerating; }
double expected_not_intact(const State& x) {
  return x.expected_necrotic + x.expected_cleared + x.expected_regenerating;
}

constexpr double day = 86400;

TEST_CASE("debris emptied tube myotube and intact fibre turn into each other and nothing is lost") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const auto p = values_of<NecrosisParameters>(scattered_parameters(seed));
    const Drive by = scattered_drive(seed);
    const State x = scattered_state(seed).necrosis, d = rates(x, by, p);
    const double dying = d.death_hazard * (1 - not_intact(x)), maturing = p.kmat / 3600 * x.regenerating;
    CHECK(not_intact(d) == doctest::Approx(dying - maturing).epsilon(1e-12));
    const double expected_dying = d.death_hazard * (1 - expected_not_intact(x));
    CHECK(expected_not_intact(d) ==
          doctest::Approx(expected_dying - p.kmat / 3600 * x.expected_regenerating).epsilon(1e-12));
  }
}

TEST_CASE("without deaths nothing happens and without leak or severing there are none") {
  const auto p = values_of<NecrosisParameters>({});
  const Drive cells{.phagocytosis_per_s = 1e-4, .fusion_per_s = 1e-4, .deaths_are_expected = 1};
  for (const double rate : flat(rates({}, cells, p))) CHECK(rate == 0);
}

TEST_CASE("phagocytes remove what the integrated Michaelis-Menten law says and leave as much emptied tube") {
  auto p = values_of<NecrosisParameters>({});
  const double start = 0.3, eaten_per_s = 2e-6;
  const State from{.necrotic = start, .expected_necrotic = start};
  for (const double t : {0.5 * day, 1.0 * day, 1.5 * day}) {
    const State x = after({.phagocytosis_per_s = eaten_per_s, .deaths_are_expected = 1}, t, p, from);
    CHECK(start - x.necrotic + p.KW * std::log(start / x.necrotic) == doctest::Approx(eaten_per_s * t).epsilon(1e-6));
    CHECK(x.cleared == doctest::Approx(start - x.necrotic).epsilon(1e-9));
    CHECK(x.expected_necrotic == doctest::Approx(x.necrotic).epsilon(1e-12));
  }
}

TEST_CASE("a cut domain dies by its hazard and each dead part frees its danger signals once") {
  auto p = values_of<NecrosisParameters>({});
  p.aWD = 0;  // only what dying itself frees
  const Drive cut{.severing_per_s = 2e-4, .deaths_are_expected = 1};
  std::array<double, std::size(State::entries) + 1> x{};
  integrate(x, 3600, 1e-10, [&](const auto& at, auto& dxdt) {
    State d{};
    necrosis_rates(record_of<State>(at), cut, p, d, dxdt.back());
    std::size_t i = 0;
    d.each([&](double rate) { dxdt[i++] = rate; });
  });
  const State end = record_of<State>(x);
  CHECK(end.death_hazard == doctest::Approx(0.72).epsilon(1e-9));
  CHECK(end.necrotic == doctest::Approx(1 - std::exp(-0.72)).epsilon(1e-7));
  CHECK(x.back() == doctest::Approx(p.aWn * end.necrotic).epsilon(1e-7));
}

TEST_CASE("myotubes mature and everything becomes intact again") {
  const auto p = values_of<NecrosisParameters>({});
  const State tube{.regenerating = 0.4};
  CHECK(after({.deaths_are_expected = 1}, 5 * day, p, tube).regenerating ==
        doctest::Approx(0.4 * std::exp(-p.kmat * 24 * 5)).epsilon(1e-6));
  const Drive repair{.phagocytosis_per_s = 2e-6, .fusion_per_s = 2e-6, .deaths_are_expected = 1};
  const State hurt{.necrotic = 0.6, .cleared = 0.1, .regenerating = 0.1};
  const double months = 60 * day + 20 * 3600 / p.kmat;
  CHECK(not_intact(after(repair, months, p, hurt)) < 1e-5);
}

TEST_CASE("expected and realised courses are the same where deaths are expected and differ where single domains die") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto p = values_of<NecrosisParameters>(scattered_parameters(seed));
    Drive by = scattered_drive(seed);
    const State both = after(by, 3 * day, p);
    CHECK(both.expected_necrotic > 0);
    CHECK(both.necrotic == doctest::Approx(both.expected_necrotic).epsilon(1e-12));
    CHECK(both.cleared == doctest::Approx(both.expected_cleared).epsilon(1e-12));
    CHECK(both.regenerating == doctest::Approx(both.expected_regenerating).epsilon(1e-12));
    by.deaths_are_expected = 0;
    const State alone = after(by, 3 * day, p);
    CHECK(not_intact(alone) == 0);
    CHECK(alone.death_hazard == doctest::Approx(both.death_hazard).epsilon(1e-12));
    CHECK(alone.expected_necrotic == doctest::Approx(both.expected_necrotic).epsilon(1e-8));
  }
}

TEST_CASE("a leak below the threshold kills with its square and one far above it in proportion") {
  const auto p = values_of<NecrosisParameters>({});
  const auto hazard = [&](double leak) { return rates({}, {.leak = leak}, p).death_hazard; };
  CHECK(hazard(0) == 0);
  CHECK(hazard(2e-4 * p.KL) / hazard(1e-4 * p.KL) == doctest::Approx(4).epsilon(1e-3));
  CHECK(hazard(2e4 * p.KL) / hazard(1e4 * p.KL) == doctest::Approx(2).epsilon(1e-3));
  CHECK(hazard(p.KL) == doctest::Approx(p.knec / 3600 * p.KL / 2));
}

}  // namespace
}  // namespace knead::test
