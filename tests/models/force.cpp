#include "models/function/force.hpp"

#include <doctest/doctest.h>

#include "tests/models/scattered.hpp"

namespace knead::test {
namespace {

using State = FibreState<double>;
using Values = NecrosisParameters<double>;

TEST_CASE("force is one at rest and within 0 and what contractile protein there is") {
  CHECK(isometric_force(OneDomain().x, values_of<NecrosisParameters>({})) == 1);
  for (unsigned seed = 1; seed <= 300; ++seed) {
    const auto p = values_of<NecrosisParameters>(scattered_parameters(seed));
    const State x = scattered_state(seed);
    const double force = isometric_force(x, p);
    CHECK(force >= 0);
    CHECK(force <= x.contractile.content);
  }
}

TEST_CASE("every loss lowers force and content raises it") {
  using Change = void (*)(State&, double);
  const Change losses[] = {
      [](State& x, double by) { x.damage.sarcomere_disruption += by; },
      [](State& x, double by) { x.junction.failure += by * (1 - x.junction.failure); },
      [](State& x, double by) { x.fatigue.fast += by * (1 - x.fatigue.fast); },
      [](State& x, double by) { x.fatigue.slow += by * (1 - x.fatigue.slow); },
      [](State& x, double by) { x.necrosis.expected_necrotic += by; },
      [](State& x, double by) { x.necrosis.expected_cleared += by; },
      [](State& x, double by) { x.necrosis.expected_regenerating += by; },
  };
  const auto p = values_of<NecrosisParameters>({});
  for (unsigned seed = 1; seed <= 100; ++seed) {
    State x = scattered_state(seed);
    x.contractile.content = 1;
    x.damage.sarcomere_disruption *= 0.5;
    for (double* share :
         {&x.necrosis.expected_necrotic, &x.necrosis.expected_cleared, &x.necrosis.expected_regenerating})
      *share *= 0.5;
    const double before = isometric_force(x, p), by = 0.2;
    for (const Change& loss : losses) {
      State worse = x;
      loss(worse, by);
      CHECK(isometric_force(worse, p) < before);
      CHECK(isometric_force(worse, p) >= 0);
    }
    State grown = x;
    grown.contractile.content += 0.1;
    CHECK(isometric_force(grown, p) > before);
  }
}

TEST_CASE("a muscle of myotubes has their share of force and what is realised in the block does not count") {
  const auto p = values_of<NecrosisParameters>({});
  State x = OneDomain().x;
  x.necrosis.necrotic = 1;
  CHECK(isometric_force(x, p) == 1);
  x.necrosis.expected_regenerating = 1;
  CHECK(isometric_force(x, p) == doctest::Approx(p.young_force));
}

}  // namespace
}  // namespace knead::test
