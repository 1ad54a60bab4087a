#include "sim/calibration/correction.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/sampling/moments.hpp"

using namespace knead;

namespace {

constexpr int points = 400;

/// Of points at which one row's quick contrast is x, what `better` makes of it.
template <class Better>
ContrastCorrection learnt(Better better) {
  std::vector<std::vector<RowPrediction>> quick, fine;
  for (int k = 0; k < points; ++k) {
    RowPrediction from, to;
    from.at[0] = {test::test_normal(1, static_cast<std::uint64_t>(k), 0), 0.5};
    to.at[0] = better(from.at[0], test::test_normal(2, static_cast<std::uint64_t>(k), 0));
    quick.push_back({from});
    fine.push_back({to});
  }
  return corrections_of(quick, fine)[0][0];
}

}  // namespace

TEST_CASE("a straight line is learnt with the error about it") {
  const ContrastCorrection line = learnt([](ContrastMoments quick, double noise) {
    return ContrastMoments{0.4 + 0.7 * quick.mean + 0.1 * noise, 3 * quick.sd};
  });
  CHECK(line.offset == doctest::Approx(0.4).epsilon(0.03));
  CHECK(line.slope == doctest::Approx(0.7).epsilon(0.03));
  CHECK(line.error == doctest::Approx(0.1).epsilon(0.15));
  CHECK(line.sd_factor == doctest::Approx(3));
  const ContrastMoments better = line({2, 0.2});
  CHECK(better.mean == doctest::Approx(line.offset + 2 * line.slope));
  CHECK(better.sd == doctest::Approx(0.6));
  CHECK(better.error == line.error);
}

TEST_CASE("what the better mean is off itself adds to the error") {
  const ContrastCorrection line = learnt([](ContrastMoments quick, double noise) {
    return ContrastMoments{quick.mean + 0.3 * noise, quick.sd, 0.4};
  });
  CHECK(line.error == doctest::Approx(0.5).epsilon(0.1));
}

TEST_CASE("points that run away do not carry the line with them") {
  int k = 0;
  const ContrastCorrection line = learnt([&](ContrastMoments quick, double noise) {
    return ContrastMoments{quick.mean - 0.3 + 0.1 * noise - (++k % 20 == 0 ? 30 : 0), quick.sd};
  });
  CHECK(line(ContrastMoments{0, 0.5}).mean == doctest::Approx(-0.3).epsilon(0.1));
  CHECK(line.error < 0.5);
  CHECK(line.slope >= 0.2);
  CHECK(line.slope <= 2);
}

TEST_CASE("nodes are corrected each by its own line, and nothing without any") {
  RowPrediction blot, plain;
  blot.nodes = 3;
  blot.at = {ContrastMoments{1, 0.5}, {2, 0.5}, {3, 0.5}};
  plain.at[0] = {1, 0.5};
  RowPrediction better = blot;
  for (int node = 0; node < 3; ++node) better.at[node].mean += 0.1 * (node + 1);
  const Corrections corrections = corrections_of({{blot, plain}}, {{better, plain}});
  const std::vector<RowPrediction> after = corrected({blot, plain}, corrections);
  for (int node = 0; node < 3; ++node) CHECK(after[0].at[node].mean == doctest::Approx(better.at[node].mean));
  CHECK(after[1].at[0].mean == 1);
  CHECK(corrected({plain}, {})[0].at[0].sd == 0.5);
  CHECK(corrections_of({}, {}).empty());
}
