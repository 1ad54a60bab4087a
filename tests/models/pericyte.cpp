#include "models/cells/pericyte.hpp"

#include <doctest/doctest.h>

#include "tests/models/one_network.hpp"

namespace knead::test {
namespace {

using State = PericyteState<double>;

struct OnePericyte {
  PericyteParameters<double> p = values_of<PericyteParameters>({});
  PericyteInput<double> input{880};
  State x = pericyte_at_rest(p);

  State rates(const State& at) const {
    State dxdt{};
    PericyteNetwork::rates(at, input, p, dxdt);
    return dxdt;
  }

  /// Alone in its voxel's fluid, which nothing leaves.
  void advance(double duration_s) {
    auto values = flat(x);
    integrate(values, duration_s, 1e-8, [&](const auto& at, auto& dxdt) { dxdt = flat(rates(record_of<State>(at))); });
    x = record_of<State>(values);
  }
};

TEST_CASE("a pericyte rests in a resting medium and adds nothing to it") {
  const OnePericyte pericyte;
  const auto rates = flat(pericyte.rates(pericyte.x));
  for (const double rate : rates) CHECK(std::abs(rate) < 1e-14);
}

TEST_CASE("danger makes a pericyte secrete and its NF-kB is conserved") {
  OnePericyte pericyte;
  const double nfkb = total_nfkb(pericyte.x.nfkb, pericyte.p.nfkb);
  const Medium<double> before = pericyte.x.medium;
  pericyte.x.medium.damp = 1;
  pericyte.advance(2 * 3600);
  CHECK(pericyte.x.nfkb.nfkb_nuclear > 0.02);
  CHECK(pericyte.x.expression.il6_mrna > 2);
  CHECK(pericyte.x.medium.tnf > before.tnf);
  CHECK(pericyte.x.medium.il6 > before.il6);
  CHECK(pericyte.x.medium.ccl2 > before.ccl2);
  CHECK(pericyte.x.medium.damp == 1);
  CHECK(pericyte.x.medium.lactate == before.lactate);
  CHECK(std::abs(total_nfkb(pericyte.x.nfkb, pericyte.p.nfkb) - nfkb) < 1e-10);
}

TEST_CASE("the amount secreted does not depend on the voxel it is secreted into") {
  OnePericyte small, large;
  small.x.expression.il6_mrna = large.x.expression.il6_mrna = 5;
  large.input.interstitial_volume_um3 = 2000;
  const double into_small = small.rates(small.x).medium.il6 * small.input.interstitial_volume_um3;
  CHECK(large.rates(large.x).medium.il6 * 2000 == doctest::Approx(into_small).epsilon(1e-14));
  CHECK(into_small > 0);
}

}  // namespace
}  // namespace knead::test
