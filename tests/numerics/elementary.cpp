#include "sim/numerics/elementary.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace {

using knead::Lanes;

TEST_CASE("exponential and logarithm agree with the C library to two units in the last place") {
  const double unit = std::numeric_limits<double>::epsilon();
  for (int i = -7000; i <= 7000; ++i) {
    const double x = 0.1 * i + 1e-3;
    const double y = std::exp(x / 10.0);
    CHECK(std::abs(knead::exponential_lanes<double>(x) / std::exp(x) - 1.0) <= 2.0 * unit);
    CHECK(std::abs(knead::logarithm_lanes<double>(y) - std::log(y)) <= 2.0 * unit * std::abs(std::log(y)));
  }
  for (int i = 0; i < 1000; ++i) {
    const double near_one = 1.0 + (i - 500) * 1e-5;
    CHECK(std::abs(knead::logarithm_lanes<double>(near_one) - std::log(near_one)) <=
          2.0 * unit * std::abs(std::log(near_one)));
  }
}

TEST_CASE("power agrees with the C library") {
  for (double x = 1e-3; x < 10.0; x *= 1.07)
    for (double y = -4.0; y < 14.0; y += 0.37)
      if (std::abs(y * std::log(x)) < 30.0)
        CHECK(std::abs(knead::power_lanes<double>(x, y) / std::pow(x, y) - 1.0) < 1e-14);
}

TEST_CASE("power at the edges is that of the C library") {
  CHECK(knead::power_lanes<double>(0.0, 1.6) == 0.0);
  CHECK(knead::power_lanes<double>(0.0, 0.0) == 1.0);
  CHECK(std::isinf(knead::power_lanes<double>(0.0, -1.0)));
  CHECK(knead::power_lanes<double>(1.0, 14.0) == 1.0);
  CHECK(std::isnan(knead::power_lanes<double>(-1.0, 1.6)));
  CHECK(std::isnan(knead::power_lanes<double>(std::nan(""), 1.6)));
}

template <int W>
void check_width() {
  using V = Lanes<W>;
  V x{}, y{};
  for (int i = 0; i < W; ++i) {
    knead::set_lane(x, i, 0.3 + 0.17 * i);
    knead::set_lane(y, i, -2.0 + 0.61 * i);
  }
  const V power = knead::power_lanes<V>(x, y);
  const V sum = knead::multiply_add<V>(x, y, power);
  for (int i = 0; i < W; ++i) {
    const double one = knead::power_lanes<double>(knead::lane(x, i), knead::lane(y, i));
    CHECK(knead::lane(power, i) == one);
    CHECK(knead::lane(sum, i) == std::fma(knead::lane(x, i), knead::lane(y, i), one));
  }
}

TEST_CASE("lanes of every width round as one double does") {
  check_width<2>();
  check_width<4>();
  check_width<8>();
  check_width<16>();
}

}  // namespace
