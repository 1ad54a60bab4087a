// Parameters as standard normal coordinates, and back.

#include "sim/calibration/coordinates.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/calibration/dish.hpp"

using namespace knead;

namespace {

constexpr double ends = 2.5758293035489004;  // 0.5 and 99.5 % of a standard normal

Coordinate coordinate(const char* name, Prior prior) { return {*find_parameter(name), prior}; }

const Coordinates two({coordinate("ikk_activation.K_T", {Prior::Shape::log_uniform, 20, 600}),
                       coordinate("nfkb.kQi", {Prior::Shape::uniform, 0, 0.01})});

}  // namespace

TEST_CASE("a coordinate is the normal quantile of the share of the prior below its value") {
  // 50, 97.5 and 15.865525 % of a standard normal.
  CHECK(two.value(0, 0) == doctest::Approx(std::sqrt(20.0 * 600)).epsilon(1e-12));
  CHECK(two.value(1, 0) == doctest::Approx(0.005).epsilon(1e-12));
  CHECK(two.value(0, 1.959963984540054) == doctest::Approx(20 * std::pow(30, 0.975)).epsilon(1e-12));
  CHECK(two.value(1, 1.959963984540054) == doctest::Approx(0.00975).epsilon(1e-12));
  CHECK(two.value(0, -1) == doctest::Approx(20 * std::pow(30, 0.15865525393145707)).epsilon(1e-12));
  CHECK(two.value(1, -1) == doctest::Approx(0.0015865525393145707).epsilon(1e-12));
}

TEST_CASE("value and coordinate go to and fro") {
  for (double z = -2.5; z <= 2.5; z += 0.25) {
    CAPTURE(z);
    ParameterSet set;
    set["ikk_activation.K_T"] = two.value(0, z);
    set["nfkb.kQi"] = two.value(1, -z);
    const Point there = two.point(set);
    CHECK(there[0] == doctest::Approx(z).epsilon(1e-9));
    CHECK(there[1] == doctest::Approx(-z).epsilon(1e-9));
  }
}

TEST_CASE("a value at or beyond an end of its prior stands near the end") {
  ParameterSet set;
  for (const auto& [low, high] : {std::pair(20.0, 600.0), std::pair(1.0, 5000.0)}) {
    set["ikk_activation.K_T"] = low;
    CHECK(two.point(set)[0] == doctest::Approx(-ends));
    set["ikk_activation.K_T"] = high;
    CHECK(two.point(set)[0] == doctest::Approx(ends));
  }
  set["nfkb.kQi"] = 0;
  CHECK(two.point(set)[1] == doctest::Approx(-ends));
  set["nfkb.kQi"] = 0.01;
  CHECK(two.point(set)[1] == doctest::Approx(ends));
}

TEST_CASE("a coordinate never leaves its prior") {
  for (const double z : {-40.0, -9.0, 9.0, 40.0}) {
    CHECK(two.value(0, z) >= 20);
    CHECK(two.value(0, z) <= 600 * (1 + 1e-15));
    CHECK(two.value(1, z) >= 0);
    CHECK(two.value(1, z) <= 0.01);
  }
}

TEST_CASE("a point is the values of its parameters") {
  const DrawnParameters drawn = two.parameters({0.3, -0.7});
  CHECK(drawn.positions == std::vector{*find_parameter("ikk_activation.K_T"), *find_parameter("nfkb.kQi")});
  CHECK(drawn.values == std::vector{two.value(0, 0.3), two.value(1, -0.7)});
  CHECK(two.name(0) == "ikk_activation.K_T");
  CHECK(two.size() == 2);
}

TEST_CASE("declared values come back from every declared prior") {
  const ParameterSet declared;
  for (std::size_t i = 0; i < all_parameters().size(); ++i) {
    const Parameter& parameter = all_parameters()[i];
    if (parameter.prior.shape == Prior::Shape::fixed) continue;
    CAPTURE(parameter.symbol);
    const Coordinates one({Coordinate{i, parameter.prior}});
    const double z = one.point(declared)[0];
    CHECK(std::abs(z) <= ends + 1e-9);
    // A value at an end of its prior is drawn in; others come back.
    if (std::abs(z) < ends - 1e-6) CHECK(one.value(0, z) == doctest::Approx(parameter.value).epsilon(1e-9));
  }
}
