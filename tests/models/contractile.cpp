#include "models/fibre/contractile.hpp"

#include <doctest/doctest.h>

#include "models/loads/exercise.hpp"
#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

using State = ContractileState<double>;

constexpr double day = 86400;

State rates(const State& x, const DamageState<double>& damage, double failure, double synthesis,
            const ParameterSet& set = {}) {
  State dxdt{};
  contractile_rates(x, damage, ContractileDrive<double>{.junction_failure = failure}, {synthesis, 1},
                    values_of<ContractileParameters>(set), values_of<DamageParameters>(set), dxdt);
  return dxdt;
}

/// Of an undamaged fibre in a medium at rest but for its PGE2, a multiple of rest.
ProteinTurnover<double> turnover(double pge2_fold, const ParameterSet& set = {}) {
  const auto cytokine = values_of<CytokineParameters>(set);
  Medium<double> medium = medium_at_rest(cytokine);
  medium.pge2 = pge2_fold * cytokine.pge2_rest;
  return protein_turnover(State{1, 0, 0}, medium, values_of<ContractileParameters>(set), cytokine);
}

TEST_CASE("an undamaged fibre in a resting medium makes exactly what it loses") {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const ParameterSet set = scattered_parameters(seed);
    CHECK(turnover(1, set).synthesis == 1);
    CHECK(turnover(1, set).breakdown == 1);
    for (const double rate : flat(rates({1, 0, 0}, {}, 0, 1, set))) CHECK(rate == 0);
  }
}

TEST_CASE("content loses what is removed of disrupted sarcomeres and synthesis alone brings it back") {
  const auto p = values_of<ContractileParameters>({});
  const auto d = values_of<DamageParameters>({});
  const double D = 0.2, C = 0.9;
  const State x{C, 0, 0};
  CHECK(rates(x, {.sarcomere_disruption = D}, 0, 1).content ==
        doctest::Approx((p.kt * (1 - C) - d.krem * D) / 3600).epsilon(1e-12));
  // Removed sarcomeres leave the disrupted ones too, so that those in order stay.
  DamageState<double> damage_rate{};
  double damp = 0;
  auto only_removal = d;
  only_removal.kSr = only_removal.kcaD = only_removal.kScp = only_removal.kox = only_removal.kLS = 0;
  damage_rates({.sarcomere_disruption = D}, DamageDrive<double>{.content = C}, only_removal, damage_rate, damp);
  State without_synthesis{};
  auto no_turnover = p;
  no_turnover.kt = 0;
  contractile_rates(x, DamageState<double>{.sarcomere_disruption = D}, {}, {1.0, 1.0}, no_turnover, d,
                    without_synthesis);
  CHECK(without_synthesis.content == doctest::Approx(damage_rate.sarcomere_disruption).epsilon(1e-14));
}

TEST_CASE("synthesis by PGE2 above rest is its logarithm within the first term that the Pade form leaves out") {
  const auto p = values_of<ContractileParameters>({});
  double last = 0;
  for (double fold = 1.1; fold <= 31; fold *= 1.3) {
    const double effect = (turnover(fold).synthesis - 1) / p.aF;
    // ln x = 2 (y + y^3 / 3 + y^5 / 5 + ...) of y = (x - 1) / (x + 1).
    const double y = (fold - 1) / (fold + 1), rest_of_series = 2.0 / 3 * y * y * y / (1 - y * y);
    CHECK(std::abs(effect - std::log(fold)) <= rest_of_series + 1e-12);
    CHECK(effect > last);
    last = effect;
  }
}

TEST_CASE("without PGE2 synthesis loses the share that it keeps up and breakdown what it hastens") {
  CHECK(turnover(0).synthesis == 1);  // by default neither
  CHECK(turnover(0).breakdown == 1);
  ParameterSet set;
  set["contractile.sF"] = 0.3;
  set["contractile.bF"] = 0.2;
  CHECK(turnover(0, set).synthesis == doctest::Approx(0.7));
  CHECK(turnover(0, set).breakdown == doctest::Approx(0.8));
  CHECK(turnover(0.5, set).synthesis == doctest::Approx(0.85));
  CHECK(turnover(3, set).breakdown == doctest::Approx(1.1));
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const auto [synthesis, breakdown] = turnover(0, scattered_parameters(seed));
    CHECK(synthesis >= 0);
    CHECK(breakdown >= 0);
  }
}

TEST_CASE("contractions leave a signal that saturates and fades") {
  const auto p = values_of<ContractileParameters>({});
  const auto d = values_of<DamageParameters>({});
  const auto signal_after = [&](double force, double hertz, double duration_s, double from, double ampk = 0) {
    std::array<double, 3> x{1, from, 0};
    integrate(x, duration_s, 1e-10, [&](const auto& at, auto& dxdt) {
      State rate{};
      contractile_rates(record_of<State>(at), {}, ContractileDrive<double>{force, hertz, ampk}, {1.0, 1.0}, p, d, rate);
      dxdt = flat(rate);
    });
    return x[1];
  };
  CHECK(signal_after(1, 1000, 0.1, 0) == doctest::Approx(1 - std::exp(-p.bM * 100)).epsilon(1e-5));
  CHECK(signal_after(0.5, 1000, 0.1, 0) ==
        doctest::Approx(1 - std::exp(-p.bM * 100 * std::pow(0.5, p.nM))).epsilon(1e-5));
  CHECK(signal_after(1, 1000, 0.1, 0, 3 / p.rA) == doctest::Approx(1 - std::exp(-p.bM * 100 / 4)).epsilon(1e-5));
  CHECK(signal_after(0, 0, 2 * day, 0.6) == doctest::Approx(0.6 * std::exp(-48 / p.tauM)).epsilon(1e-6));
}

TEST_CASE("protection grows with what is being repaired and fades without it") {
  const auto p = values_of<ContractileParameters>({});
  const DamageState<double> hurt{.sarcomere_disruption = 0.1, .membrane_leak = 0.03, .lasting_leak = 0.02};
  const double repair = 0.1 + 0.05 + p.vPr * 0.2, fades = 1 / p.tauPr, x = 0.25;
  CHECK(rates({1, 0, x}, hurt, 0.2, 1).protection ==
        doctest::Approx((p.kPr * repair * (1 - x) - fades * x) / 3600).epsilon(1e-12));
  CHECK(rates({1, 0, x}, {}, 0, 1).protection == doctest::Approx(-fades * x / 3600).epsilon(1e-12));
  CHECK(rates({1, 0, 1}, hurt, 0.2, 1).protection < 0);
}

/// Sarcomeres disrupted by a bout in a fibre with some protection, where only popping acts.
double popped(double protection, double Pmax) {
  ParameterSet set;
  for (const char* rate : {"damage.kSr", "damage.krem", "damage.kcaD", "damage.kScp", "contractile.kPr"}) set[rate] = 0;
  set["contractile.tauPr"] = 1e9;
  set["contractile.Pmax"] = Pmax;
  OneDomain domain(set);
  domain.x.contractile.protection = protection;
  domain.advance(eccentric(30, 5, 0, values_of<ExerciseParameters>({})));
  return domain.x.damage.sarcomere_disruption;
}

TEST_CASE("protection takes its share of the hit of the next bout") {
  const double naive = popped(0, 0.8);
  CHECK(naive > 0.01);
  for (const double protection : {0.25, 0.5, 1.0})
    CHECK(popped(protection, 0.8) == doctest::Approx((1 - 0.8 * protection) * naive).epsilon(1e-5));
}

TEST_CASE("a second bout weeks after the first does less than the first") {
  OneDomain domain;
  const auto exercise = values_of<ExerciseParameters>({});
  const auto bout = eccentric(60, 5, 0, exercise);
  domain.advance(bout);
  const double first = domain.x.damage.sarcomere_disruption;
  domain.advance(Quantities{}, 14 * day);
  const double left = domain.x.damage.sarcomere_disruption, protection = domain.x.contractile.protection;
  CHECK(protection > 0.05);
  domain.advance(bout);
  CHECK(domain.x.damage.sarcomere_disruption - left < first);
}

}  // namespace
}  // namespace knead::test
