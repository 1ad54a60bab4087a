#include "models/fibre/junction.hpp"

#include <doctest/doctest.h>

#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

using Drive = DamageDrive<double>;

struct Fibre {
  DamageParameters<double> damage = values_of<DamageParameters>({});
  JunctionParameters<double> junction = values_of<JunctionParameters>({});

  double failure_after(const Drive& load, double membrane_leak, double hits_per_s, double duration_s,
                       double failure = 0) const {
    std::array<double, 1> x{failure};
    const DamageState<double> hurt{.membrane_leak = membrane_leak};
    integrate(x, duration_s, 1e-10, [&](const auto& at, auto& dxdt) {
      JunctionState<double> rate{};
      junction_rates({at[0]}, hurt, load, hits_per_s, damage, junction, rate);
      dxdt[0] = rate.failure;
    });
    return x[0];
  }

  Drive contractions(double susceptibility) const {
    return {.active_force = 1,
            .fibre_strain = damage.e_d + damage.e_ref,
            .frequency_Hz = 0.2,
            .susceptibility = susceptibility,
            .content = 1};
  }
};

TEST_CASE("junctions fail in a bout as sarcomeres pop and never more than all") {
  Fibre fibre;
  fibre.junction.kE = 0;
  for (const double susceptibility : {0.5, 1.0, 1.5})
    for (const int n : {30, 100, 300}) {
      const double most = std::min(1.0, susceptibility * fibre.junction.aE);
      CHECK(fibre.failure_after(fibre.contractions(susceptibility), 0, 0, n / 0.2) ==
            doctest::Approx(most * (1 - std::exp(-fibre.damage.q * n))).epsilon(1e-7));
    }
  const double n = 20 / fibre.damage.q;
  CHECK(fibre.failure_after(fibre.contractions(100 / fibre.junction.aE), 0, 0, n / 0.2) == doctest::Approx(1));
}

TEST_CASE("a sealed domain rebuilds its junctions exponentially and a fully open one none") {
  Fibre fibre;
  const double t = 30 * 3600.0;
  CHECK(fibre.failure_after({}, 0, 0, t, 0.4) ==
        doctest::Approx(0.4 * std::exp(-fibre.junction.kE * 30)).epsilon(1e-7));
  fibre.junction.kcaE = 0;
  CHECK(fibre.failure_after({}, 1, 0, t, 0.4) == doctest::Approx(0.4).epsilon(1e-12));
}

TEST_CASE("under a steady leak and steady hits failure goes exponentially to its balance") {
  Fibre fibre;
  for (const double leak : {0.05, 0.3})
    for (const double hits_per_s : {0.0, 1e-6}) {
      const double fails = fibre.junction.kcaE / 3600 * leak + fibre.junction.secE * hits_per_s;
      const double heals = fibre.junction.kE / 3600 * (1 - leak);
      const double balance = fails / (fails + heals), t = 20 * 3600;
      CHECK(fibre.failure_after({}, leak, hits_per_s, t, 0.1) ==
            doctest::Approx(balance + (0.1 - balance) * std::exp(-(fails + heals) * t)).epsilon(1e-7));
    }
}

TEST_CASE("failure stays a share whatever acts") {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const auto u = [seed](unsigned i) { return scattered(17 * seed + i); };
    const ParameterSet set = scattered_parameters(seed);
    const Fibre fibre{values_of<DamageParameters>(set), values_of<JunctionParameters>(set)};
    const Drive load{.active_force = 1.5 * u(0),
                     .fibre_strain = 0.4 * u(1),
                     .frequency_Hz = 2 * u(2),
                     .susceptibility = 8 * u(3),
                     .content = 1};
    const double end = fibre.failure_after(load, u(4), 1e-4 * u(5), 2 * 3600, u(6));
    CHECK(end >= 0);
    CHECK(end <= 1 + 1e-9);
  }
}

}  // namespace
}  // namespace knead::test
