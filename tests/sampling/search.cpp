#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <stdexcept>

#include "sim/sampling/multistart.hpp"
#include "sim/sampling/profile.hpp"
#include "tests/first_task_latch.hpp"
#include "tests/sampling/moments.hpp"

using namespace knead;
using namespace knead::test;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double square(double x) { return x * x; }

/// Wells about three points; the best at (1.5, -1.2, 1), another at the origin, where the first search begins.
double three_modes(const Point& z) {
  const auto mode = [&](double a, double b, double c) {
    return square(z[0] - a) + square(z[1] - b) + square(z[2] - c);
  };
  return std::max({-1 - 8 * mode(0, 0, 0), -8 * mode(1.5, -1.2, 1), -0.5 - 8 * mode(-1.5, 1, 0)});
}

/// -(z - m)' H (z - m) / 2 with correlated parameters.
const std::vector<std::vector<double>> curvature{{4, 1.5, 0}, {1.5, 1, 0.2}, {0, 0.2, 9}};
const Point middle{0.3, -0.2, 0.5};
double quadratic(const Point& z) {
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) sum -= (z[i] - middle[i]) * curvature[i][j] * (z[j] - middle[j]) / 2;
  return sum;
}

std::vector<Profile> profiles_of(const Point& at, const Objective& objective) {
  return profiles(alone(), {.at = at, .value = objective(at)}, objective);
}

}  // namespace

TEST_CASE("many starts find the best of several modes") {
  const auto optima = maximise(alone(), 3, three_modes, {.starts = 12, .evaluations = 200, .seed = 3});
  REQUIRE(optima.size() == 12);
  CHECK(optima[0].value == doctest::Approx(0).epsilon(0.01));
  CHECK(optima[0].at[0] == doctest::Approx(1.5).epsilon(0.02));
  CHECK(optima[0].at[1] == doctest::Approx(-1.2).epsilon(0.02));
  for (std::size_t i = 0; i < optima.size(); ++i) {
    CHECK(optima[i].value == three_modes(optima[i].at));
    CHECK(optima[i].evaluations <= 200);
    if (i > 0) CHECK(optima[i].value <= optima[i - 1].value);
  }
  // The origin's own search stays in its well.
  const auto first = maximise(alone(), 3, three_modes, {.starts = 1});
  CHECK(first[0].value == doctest::Approx(-1).epsilon(0.01));
}

TEST_CASE("the starts are a Latin hypercube within the bounds") {
  std::mutex mutex;
  std::vector<Point> seen;
  const auto see = [&](const Point& z) {
    const std::lock_guard lock(mutex);
    seen.push_back(z);
    return 0.0;
  };
  maximise(alone(), 2, see, {.starts = 11, .evaluations = 1, .bound = 1.5});
  REQUIRE(seen.size() == 11);
  CHECK(std::count(seen.begin(), seen.end(), Point{0, 0}) == 1);
  for (std::size_t i = 0; i < 2; ++i) {
    std::vector<int> stratum(10);
    for (const Point& z : seen) {
      CHECK(std::abs(z[i]) <= 1.5);
      if (z != Point{0, 0}) ++stratum[static_cast<std::size_t>(10 * 0.5 * std::erfc(-z[i] / std::sqrt(2)))];
    }
    // The outermost of ten shares may be clipped to 1.5, which lies in the same share.
    CHECK(stratum == std::vector<int>(10, 1));
  }
}

TEST_CASE("a search keeps within its bounds") {
  std::atomic<bool> outside = false;
  const auto uphill = [&](const Point& z) {
    for (const double x : z)
      if (std::abs(x) > 2) outside = true;
    return z[0] - 3 * z[1] + z[2];
  };
  const auto optima = maximise(alone(), 3, uphill, {.starts = 6, .evaluations = 200, .bound = 2});
  CHECK_FALSE(outside);
  for (const Optimum& optimum : optima) CHECK(optimum.value == doctest::Approx(10));
}

TEST_CASE("a search survives where there is nothing") {
  // The optimum at (0.9, 0.9) lies at the foot of a cliff: beyond 1 there is nothing.
  const auto cliff = [](const Point& z) {
    if (z[0] > 1) return -infinity;
    if (z[1] > 1) return std::nan("");
    return -10 * square(z[0] - 0.9) - square(z[1] - 0.9);
  };
  const auto optima = maximise(alone(), 2, cliff, {.starts = 8, .evaluations = 200});
  CHECK(optima[0].value > -0.02);
  CHECK(optima.back().value >= -infinity);
  const auto nowhere = maximise(alone(), 2, [](const Point&) { return -infinity; }, {.starts = 3});
  CHECK(nowhere[0].value == -infinity);
  CHECK(nowhere[0].at.size() == 2);
}

TEST_CASE("a search is given what an objective throws") {
  const auto broken = [](const Point&) -> double { throw std::out_of_range("broken"); };
  CHECK_THROWS_AS(maximise(alone(), 2, broken, {}), std::out_of_range);
}

TEST_CASE("a search in one dimension") {
  const auto hill = [](const Point& z) { return -square(z[0] - 1.1); };
  CHECK(maximise(alone(), 1, hill, {.starts = 3})[0].at[0] == doctest::Approx(1.1).epsilon(0.05));
}

TEST_CASE("searches are the same bits on any number of threads") {
  const auto on = [&](int threads) {
    FirstTaskLatch latch(threads);
    const auto held = [&](const Point& z) {
      latch.hold();
      return three_modes(z);
    };
    const auto optima =
        on_threads(threads, [&] { return maximise(alone(), 3, held, {.starts = 6, .evaluations = 80}); });
    CHECK(latch.threads_held() == threads);
    std::vector<Point> points;
    for (const Optimum& optimum : optima) points.push_back(optimum.at);
    return points;
  };
  CHECK(on(1) == on(2));
}

TEST_CASE("profiles of a quadratic are known") {
  // Along coordinate i the profile is -(x - m_i)^2 / (2 H^-1_ii).
  const std::vector<double> variance{8.96 / 15.59, 36 / 15.59, 1.75 / 15.59};
  const auto all = profiles_of(middle, quadratic);
  REQUIRE(all.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    REQUIRE(all[i].at.size() == 6);  // the five, and the optimum's own place
    CHECK(std::is_sorted(all[i].at.begin(), all[i].at.end()));
    CHECK(std::count(all[i].at.begin(), all[i].at.end(), middle[i]) == 1);
    for (std::size_t n = 0; n < all[i].at.size(); ++n) {
      const double known = -square(all[i].at[n] - middle[i]) / (2 * variance[i]);
      CHECK(all[i].value[n] <= known + 1e-9);
      CHECK(all[i].value[n] > known - 0.03);
    }
  }
  CHECK(all[0].identifiability == Identifiability::bounded_below);  // 1.34 of an SD of 0.76 is too near above
  CHECK(all[1].identifiability == Identifiability::not_identifiable);
  CHECK(all[2].identifiability == Identifiability::identified);
}

TEST_CASE("an optimum on the grid is not doubled") {
  const auto all = profiles_of({0, 0.84}, [](const Point& z) { return -square(z[0]) - square(z[1] - 0.84); });
  CHECK(all[0].at == ProfileOptions{}.at);
  CHECK(all[1].at == ProfileOptions{}.at);
  const auto single = profiles_of({-2}, [](const Point& z) { return -square(z[0] + 2); });
  CHECK(single[0].at.front() == -2);
  CHECK(single[0].value.back() == doctest::Approx(-square(3.64)));
  CHECK(single[0].identifiability == Identifiability::bounded_above);
}

TEST_CASE("what the data identify") {
  const auto of = [](const Objective& objective) { return profiles_of({0, 0}, objective)[0].identifiability; };
  CHECK(of([](const Point& z) { return -10 * square(z[0]) - square(z[1]); }) == Identifiability::identified);
  CHECK(of([](const Point& z) { return -square(z[1]); }) == Identifiability::not_identifiable);
  // A saturating effect: all large values do alike, or all small ones.
  CHECK(of([](const Point& z) { return -0.5 * std::exp(-3 * z[0]) - square(z[1]); }) == Identifiability::bounded_below);
  CHECK(of([](const Point& z) { return -0.5 * std::exp(3 * z[0]) - square(z[1]); }) == Identifiability::bounded_above);
  // A sum is known sharply, its parts are not: the other makes up for each.
  const auto ridge = profiles_of({0, 0}, [](const Point& z) { return -50 * square(z[0] + z[1]); });
  for (const Profile& profile : ridge) {
    CHECK(profile.identifiability == Identifiability::not_identifiable);
    for (const double value : profile.value) CHECK(value > -0.1);
  }
}

TEST_CASE("a profile is judged by its ends") {
  const std::vector<double> at{-1, 0, 1};
  const auto of = [&](const std::vector<double>& value) { return identifiability_of(at, value, 1.92); };
  CHECK(of({-2, 0, -2}) == Identifiability::identified);
  CHECK(of({-1.9, 0, -2}) == Identifiability::bounded_above);
  CHECK(of({-2, 0, -1.9}) == Identifiability::bounded_below);
  CHECK(of({-1.9, 0, -1.9}) == Identifiability::not_identifiable);
  CHECK(of({-102, -100, -102}) == Identifiability::identified);  // relative to the largest
  CHECK(of({0, -5, 0}) == Identifiability::not_identifiable);    // both ends do well
  CHECK(of({-5, -3, 0}) == Identifiability::bounded_below);      // the largest at an end
  CHECK(of({-infinity, 0, std::nan("")}) == Identifiability::identified);
  CHECK(of({-infinity, -infinity, -infinity}) == Identifiability::not_identifiable);
  CHECK(name_of(Identifiability::bounded_below) == "bounded below");
  CHECK_THROWS_AS(identifiability_of({}, {}, 1), std::invalid_argument);
}

TEST_CASE("profiles are the same bits on any number of threads") {
  const auto on = [&](int threads) {
    FirstTaskLatch latch(threads);
    const auto held = [&](const Point& z) {
      latch.hold();
      return quadratic(z);
    };
    const auto all = on_threads(threads, [&] { return profiles(alone(), {.at = middle, .value = 0}, held); });
    CHECK(latch.threads_held() == threads);
    std::vector<std::vector<double>> values;
    for (const Profile& profile : all) values.push_back(profile.value);
    return values;
  };
  CHECK(on(1) == on(2));
}
