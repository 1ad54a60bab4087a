// Points that are drawn: their spread over the unit cube.

#include "sim/sampling/design.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using knead::Design;
using knead::draw_points;

namespace {

const std::vector<std::string> names{"a", "b", "c", "d", "e", "f"};

/// Whether each n-th of (0, 1) holds one of the first n shares.
bool one_in_each(const std::vector<double>& shares, std::size_t n) {
  std::set<int> hit;
  for (std::size_t i = 0; i < n; ++i) hit.insert(static_cast<int>(shares[i] * static_cast<double>(n)));
  return hit.size() == n && *hit.begin() == 0 && *hit.rbegin() == static_cast<int>(n) - 1;
}

}  // namespace

TEST_CASE("a latin hypercube has one point in each stratum of each axis") {
  for (const std::size_t n : {1, 2, 7, 64, 1000}) {
    for (const std::uint64_t seed : {1, 2}) {
      for (const auto& shares : draw_points(Design::latin_hypercube, n, seed, names)) CHECK(one_in_each(shares, n));
    }
  }
  // Axes are in different orders.
  const auto shares = draw_points(Design::latin_hypercube, 64, 1, {"a", "b"});
  int same = 0;
  for (std::size_t i = 0; i < 64; ++i) same += int(shares[0][i] * 64) == int(shares[1][i] * 64);
  CHECK(same < 8);
}

TEST_CASE("of a sobol sequence the first 2^k points fill each dyadic stratum of each axis") {
  for (const std::uint64_t seed : {1, 2}) {
    for (const auto& shares : draw_points(Design::sobol, 1024, seed, names)) {
      for (std::size_t n = 1; n <= 1024; n *= 2) CHECK(one_in_each(shares, n));
    }
  }
  // And each square of the first two axes: a (0, 10, 2)-net in base 2.
  const auto shares = draw_points(Design::sobol, 1024, 1, {"a", "b"});
  std::set<std::pair<int, int>> squares;
  for (std::size_t i = 0; i < 1024; ++i) squares.emplace(int(shares[0][i] * 32), int(shares[1][i] * 32));
  CHECK(squares.size() == 1024);
}

TEST_CASE("random points are uniform and independent") {
  const std::size_t n = 4096;
  const auto shares = draw_points(Design::random, n, 1, {"a", "b"});
  double mean = 0, square = 0, product = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double a = shares[0][i] - 0.5, b = shares[1][i] - 0.5;
    mean += a / double(n);
    square += a * a / double(n);
    product += a * b / double(n);
  }
  // Within four standard errors.
  const double root = std::sqrt(double(n));
  CHECK(std::abs(mean) < 4 * std::sqrt(1.0 / 12) / root);
  CHECK(std::abs(square - 1.0 / 12) < 4 * std::sqrt(1.0 / 180) / root);
  CHECK(std::abs(product) < 4 * (1.0 / 12) / root);
}

TEST_CASE("the same arguments give the same points and another seed gives others") {
  for (const auto design : {Design::random, Design::latin_hypercube, Design::sobol}) {
    const auto points = draw_points(design, 16, 1, names);
    CHECK(draw_points(design, 16, 1, names) == points);
    CHECK(draw_points(design, 16, 2, names) != points);
    for (const auto& shares : points) {
      for (const double share : shares) CHECK((share > 0 && share < 1));
    }
  }
}

TEST_CASE("another axis changes no draw of those that are there") {
  for (const auto design : {Design::random, Design::latin_hypercube}) {
    const auto two = draw_points(design, 16, 1, {"a", "b"}), three = draw_points(design, 16, 1, {"c", "b", "a"});
    CHECK(three[2] == two[0]);
    CHECK(three[1] == two[1]);
  }
}

TEST_CASE("points of long ago are the points of today") {
  // Recorded; a sweep that was begun with one version can be gone on with by the next.
  const auto first = [](Design design) { return draw_points(design, 4, 1, {"arms.massage.0.massage.start"})[0]; };
  CHECK(first(Design::random) ==
        std::vector<double>{0.90241464766804724, 0.28799702384410414, 0.46256646829954334, 0.50659950899450035});
  CHECK(first(Design::latin_hypercube) ==
        std::vector<double>{0.47560366191701181, 0.57199925596102608, 0.86564161707488585, 0.12664987724862509});
  CHECK(first(Design::sobol) ==
        std::vector<double>{0.90241464766804724, 0.4024146476680473, 0.1524146476680473, 0.65241464766804724});
}

TEST_CASE("the last axis of a combination is the fastest") {
  using At = std::vector<std::size_t>;
  CHECK(knead::combination(0, {2, 3}) == At{0, 0});
  CHECK(knead::combination(1, {2, 3}) == At{0, 1});
  CHECK(knead::combination(3, {2, 3}) == At{1, 0});
  CHECK(knead::combination(5, {2, 3}) == At{1, 2});
  CHECK(knead::combination(0, {}) == At{});
}
