#include "sim/sampling/preposterior.hpp"

#include <doctest/doctest.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "sim/numerics/random.hpp"

using namespace knead;

namespace {

/// Standard normal draws, the same for the same column.
std::vector<double> normals(std::size_t count, std::uint64_t column) {
  std::vector<double> values;
  for (std::size_t k = 0; k < count; ++k) values.push_back(draw_normal({77, column}, Purpose::test, k));
  return values;
}

std::vector<double> equal(std::size_t count) { return std::vector(count, 1.0 / static_cast<double>(count)); }

std::vector<double> scaled(std::vector<double> values, double factor, double shift = 0) {
  for (double& each : values) each = factor * each + shift;
  return values;
}

Preposterior measured(const std::vector<double>& mean, double se) {
  return {equal(mean.size()), mean, std::vector(mean.size(), se), {}};
}

/// What a normal difference of two options gains from a measurement that leaves it the standard deviation s.
double analytic_gain(double mean, double s) {
  const boost::math::normal_distribution<double> unit;
  const double z = std::abs(mean) / s;
  return s * (pdf(unit, z) - z * cdf(unit, -z));
}

}  // namespace

TEST_CASE("a linear measurement with normal error reduces as the formula says") {
  const std::vector<double> x = normals(400, 1);
  for (const double se : {0.5, 1.0, 2.0}) {
    // Answer 3 x, measured -2 x: present variance 9, left 9 se^2 / (4 + se^2).
    const ExpectedReduction found = measured(scaled(x, -2), se).of_number(scaled(x, 3));
    const double wanted = 100 * 4 / (4 + se * se);
    CAPTURE(se);
    CHECK(found.percent.value == doctest::Approx(wanted).epsilon(0.05));
    CHECK(std::abs(found.percent.value - wanted) < 3 * found.percent.error() + 0.5);
    CHECK(found.percent.error() < 5);
    CHECK(found.present_variance == doctest::Approx(9).epsilon(0.2));
  }
}

TEST_CASE("an answer that is only partly what is measured is reduced by its share") {
  const std::vector<double> x = normals(1000, 1), other = normals(1000, 2);
  std::vector<double> answer;
  for (std::size_t k = 0; k < x.size(); ++k) answer.push_back(x[k] + other[k]);
  const ExpectedReduction found = measured(x, 0.3).of_number(answer);
  const double wanted = 100 * (1 / 1.09) / 2;
  CHECK(found.percent.error() < 4);
  CHECK(std::abs(found.percent.value - wanted) < 3 * found.percent.error());
}

TEST_CASE("weights count as repeated draws do") {
  const std::vector<double> x = normals(600, 1);
  std::vector<double> weights;  // tilts N(0, 1) to N(0.5, 1)
  for (const double each : x) weights.push_back(std::exp(0.5 * each));
  const ExpectedReduction found = Preposterior(weights, x, std::vector(x.size(), 1.0), {}).of_number(x);
  CHECK(std::abs(found.percent.value - 50) < 3 * found.percent.error());
  CHECK(found.present_variance == doctest::Approx(1).epsilon(0.2));
}

TEST_CASE("what says nothing reduces nothing, within its error") {
  const std::vector<double> x = normals(300, 1);
  const Preposterior noise = measured(x, 1e6), unrelated = measured(normals(300, 2), 0.2);
  CHECK(noise.of_number(x).percent.value == doctest::Approx(0).scale(1).epsilon(1e-3));
  CHECK(noise.effective_draws() == doctest::Approx(300));
  const ExpectedReduction of_other = unrelated.of_number(x);
  CHECK(std::abs(of_other.percent.value) < 3 * of_other.percent.error());
  CHECK(of_other.percent.error() < 8);
  CHECK(of_other.overstated_percent > 0);  // plain re-weighting promises something
  const ExpectedChoice choice = unrelated.of_choice({x, std::vector(300, 0.1)});
  CHECK(std::abs(choice.sample_information.value) < 3 * choice.sample_information.error() + 0.01);
}

TEST_CASE("what is measured is itself the answer: nothing is left") {
  const std::vector<double> x = normals(200, 1);
  for (const double se : {0.0, 1e-12, 1e-3}) {
    const Preposterior perfect = measured(x, se);
    CHECK(perfect.of_number(x).percent.value > 98.5);
    CHECK(perfect.effective_draws() < 2);
    const ExpectedChoice choice = perfect.of_choice({x, std::vector(200, 0.0)});
    CHECK(choice.sample_information.value == doctest::Approx(choice.perfect_information.value).epsilon(0.05));
  }
}

TEST_CASE("more people never help less") {
  const std::vector<double> x = normals(256, 1), other = normals(256, 3);
  std::vector<double> mean;
  for (std::size_t k = 0; k < x.size(); ++k) mean.push_back(x[k] + 0.5 * other[k]);
  std::vector<Jackknifed> percents;
  for (const double people : {2.0, 4.0, 8.0, 16.0, 64.0, 1000.0})
    percents.push_back(measured(mean, 3 / std::sqrt(people)).of_number(x).percent);
  for (std::size_t i = 1; i < percents.size(); ++i) {
    const Jackknifed more = percents[i] - percents[i - 1];
    CHECK(more.value > -2 * more.error() - 0.1);
  }
}

TEST_CASE("the error of a difference is less than errors that do not know of each other") {
  const std::vector<double> x = normals(256, 1);
  const Jackknifed a = measured(x, 1).of_number(x).percent, b = measured(x, 1.05).of_number(x).percent;
  CHECK((a - b).error() < 0.5 * std::hypot(a.error(), b.error()));
}

TEST_CASE("a choice of two with a normal difference is worth what the formula says") {
  for (const double shift : {0.0, 0.5, -1.0}) {
    const std::vector<double> x = scaled(normals(1000, 1), 1, shift);
    const ExpectedChoice found = measured(x, 0.7).of_choice({std::vector(1000, 0.0), x});
    CAPTURE(shift);
    const double evsi = analytic_gain(shift, 1 / std::sqrt(1 + 0.7 * 0.7)), evpi = analytic_gain(shift, 1);
    CHECK(std::abs(found.sample_information.value - evsi) < 3 * found.sample_information.error() + 0.01);
    CHECK(std::abs(found.perfect_information.value - evpi) < 3 * found.perfect_information.error() + 0.01);
    CHECK(found.sample_information.error() < 0.1);
    if (shift != 0) CHECK(found.best == (shift > 0 ? 1 : 0));
    if (shift != 0) {
      const double probability = cdf(boost::math::normal_distribution<double>{}, std::abs(shift));
      CHECK(std::abs(found.probability_best.value - probability) < 3 * found.probability_best.error());
    }
  }
}

TEST_CASE("a measurement is worth no more than perfect information") {
  const std::vector<double> a = normals(300, 1), b = normals(300, 2), c = normals(300, 3);
  for (const double se : {0.01, 0.3, 1.0, 10.0}) {
    const ExpectedChoice found = measured(a, se).of_choice({a, b, c});
    const Jackknifed left = found.perfect_information - found.sample_information;
    CHECK(left.value > -2 * left.error());
  }
}

TEST_CASE("draws without a weight or a prediction are left out") {
  const double nan = std::nan("");
  const std::vector<double> x = normals(100, 1);
  std::vector<double> weights = equal(100), mean = x, answer = x, se(100, 1.0);
  weights[3] = 0, mean[4] = nan, se[5] = nan;
  answer[3] = answer[4] = answer[5] = nan;
  const Preposterior some(weights, mean, se, {});
  CHECK(some.draws() == 97);
  CHECK(std::isfinite(some.of_number(answer).percent.value));
  CHECK_THROWS_AS(Preposterior({1, 0}, {1, 2}, {1, 1}, {}), std::invalid_argument);
  CHECK_THROWS_AS(Preposterior({1, 1}, {1, 2}, {1}, {}), std::invalid_argument);
}

TEST_CASE("an answer that is known is not reduced") {
  const std::vector<double> x = normals(50, 1);
  CHECK(measured(x, 1).of_number(std::vector(50, 2.0)).percent.value == 0);
}
