#include "models/fibre/fatigue.hpp"

#include <doctest/doctest.h>

#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

using State = FatigueState<double>;

State after(double intensity, double force, double hertz, double duration_s, State from = {}) {
  const auto p = values_of<FatigueParameters>({});
  auto x = flat(from);
  integrate(x, duration_s, 1e-10, [&](const auto& at, auto& dxdt) {
    State rates{};
    fatigue_rates(record_of<State>(at), intensity, force, hertz, p, rates);
    dxdt = flat(rates);
  });
  return record_of<State>(x);
}

TEST_CASE("fatigue of either kind fades exponentially at rest") {
  const auto p = values_of<FatigueParameters>({});
  const State x = after(0, 0, 0, 3 * 3600, {0.3, 0.2});
  CHECK(x.fast == doctest::Approx(0.3 * std::exp(-p.kfg * 3)).epsilon(1e-7));
  CHECK(x.slow == doctest::Approx(0.2 * std::exp(-p.kfs * 3)).epsilon(1e-7));
}

TEST_CASE("a steady effort brings fast fatigue exponentially to its balance") {
  const auto p = values_of<FatigueParameters>({});
  for (const double intensity : {0.5, 1.0}) {
    const double build = p.bfg * intensity * intensity, balance = build / (build + p.kfg);
    CHECK(after(intensity, 0, 0, 5400).fast ==
          doctest::Approx(balance * (1 - std::exp(-(build + p.kfg) * 1.5))).epsilon(1e-7));
  }
}

TEST_CASE("contractions add slow fatigue by their number and the cube of their force") {
  const auto p = values_of<FatigueParameters>({});
  // Fast enough that nothing fades meanwhile.
  for (const double force : {0.5, 1.0})
    for (const int n : {50, 100})
      CHECK(after(0, force, 1000, n / 1000.0).slow ==
            doctest::Approx(1 - std::exp(-p.bfs * force * force * force * n)).epsilon(1e-5));
}

}  // namespace
}  // namespace knead::test
