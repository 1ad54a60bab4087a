// Single domains of a block die, are eaten and renewed where space says; read-outs use expected values. Deaths are the
// same on average.

#include <doctest/doctest.h>

#include <cmath>

#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

struct Counted {
  double realised = 0, expected = 0, variance = 0;  ///< of numbers of domains
};

/// Domains that have died in many small blocks, and how many were expected to; variance as of independent domains.
template <class Happens>
Counted deaths(const ParameterSet& parameters, int blocks, const Happens& happens) {
  Counted counted;
  for (int block = 1; block <= blocks; ++block) {
    const TissueModel model = test::living_block(parameters, 8, 300, {23, static_cast<std::uint64_t>(block)});
    TissueState state = baseline_state(model, 0);
    happens(model, state);
    const double domains = model.geometry().domains();
    // By numbers of domains, not by volume.
    const auto row = [&](const char* symbol) {
      std::size_t s = 0;
      while (FibreState<double>::entries[s].module != "necrosis" || FibreState<double>::entries[s].symbol != symbol)
        ++s;
      return state.domains.row(s);
    };
    for (int d = 0; d < static_cast<int>(domains); ++d) {
      const double p = row("expected_necrotic")[d] + row("expected_cleared")[d] + row("expected_regenerating")[d];
      const double died = row("necrotic")[d] + row("cleared")[d] + row("regenerating")[d];
      CHECK(((died < 0.01) || (died > 0.9 && died < 1 + 1e-6)));  // whole domains die, and may have begun to mature
      counted.realised += died;
      counted.expected += p;
      counted.variance += p * (1 - p);
    }
  }
  return counted;
}

void agree(const Counted& counted) {
  CAPTURE(counted.realised);
  CAPTURE(counted.expected);
  CHECK(counted.expected > 30);
  CHECK(std::abs(counted.realised - counted.expected) < 3 * std::sqrt(counted.variance));
}

}  // namespace

TEST_CASE("as many domains are severed as expected") {
  agree(deaths(ParameterSet{}, 12, [](const TissueModel& model, TissueState& state) {
    test::cut(model, 0.2, state);
    test::rest_for(model, 1, state);
  }));
}

TEST_CASE("as many domains die of a leak as expected") {
  ParameterSet fragile;
  fragile["necrosis.knec"] = 0.2;
  fragile["necrosis.KL"] = 0.05;
  agree(deaths(fragile, 8, [](const TissueModel& model, TissueState& state) {
    test::contract(model, 300, state);
    test::rest_for(model, 8, state);
  }));
}

TEST_CASE("two cuts sever a share of what the first has left") {
  const Counted counted = deaths(ParameterSet{}, 12, [](const TissueModel& model, TissueState& state) {
    test::cut(model, 0.3, state);
    test::cut(model, 0.5, state);
  });
  CHECK(counted.expected == doctest::Approx(12 * 24 * (1 - 0.7 * 0.5)).epsilon(1e-3));
  agree(counted);
}
