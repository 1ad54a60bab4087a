#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/laboratory_parameters.hpp"
#include "sim/experiment/prior_draw.hpp"
#include "sim/experiment/subject_draw.hpp"

using namespace knead;

namespace {

constexpr int draws = 20001;

Parameter parameter(Prior prior, Varies varies = declare::same, Range range = declare::positive) {
  return {"module", "symbol", "1", 3.0, range, prior, varies, How::assumed, ""};
}

std::vector<double> sorted_priors(const Parameter& p) {
  std::vector<double> values;
  for (int i = 0; i < draws; ++i) values.push_back(draw_prior(p, 11, static_cast<std::uint64_t>(i)));
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<double> sorted_subjects(const Parameter& p, std::optional<double> cv = {}) {
  std::vector<double> values;
  for (int i = 0; i < draws; ++i) values.push_back(draw_subject(p, p.value, {11, static_cast<std::uint64_t>(i)}, cv));
  std::sort(values.begin(), values.end());
  return values;
}

double cv_of(const std::vector<double>& values) {
  double mean = 0, squares = 0;
  for (const double x : values) mean += x / draws;
  for (const double x : values) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / (draws - 1)) / mean;
}

}  // namespace

TEST_CASE("priors have their shape") {
  CHECK(draw_prior(parameter(declare::fixed), 11, 1) == 3.0);

  const auto uniform = sorted_priors(parameter(declare::uniform(2, 6)));
  const auto log_uniform = sorted_priors(parameter(declare::log_uniform(0.01, 100)));
  for (const double q : {0.1, 0.5, 0.9}) {
    const int at = static_cast<int>(q * (draws - 1));
    CHECK(std::abs(uniform[at] - (2 + 4 * q)) < 4 * 0.015);  // four standard errors of a quantile, and more
    CHECK(std::abs(std::log10(log_uniform[at]) - (-2 + 4 * q)) < 4 * 0.015);
  }
  CHECK(uniform.front() >= 2);
  CHECK(uniform.back() <= 6);
  CHECK(log_uniform.front() >= 0.01);
  CHECK(log_uniform.back() <= 100);
}

TEST_CASE("prior draws are keyed by parameter and number") {
  Parameter p = parameter(declare::uniform(0, 1));
  const double first = draw_prior(p, 11, 1);
  CHECK(draw_prior(p, 11, 1) == first);
  CHECK(draw_prior(p, 12, 1) != first);
  CHECK(draw_prior(p, 11, 2) != first);
  p.symbol = "other";
  CHECK(draw_prior(p, 11, 1) != first);
  p.symbol = "symbol";
  p.module = "other";
  CHECK(draw_prior(p, 11, 1) != first);
}

TEST_CASE("a whole record is drawn within its priors") {
  const auto drawn = draw_prior<LaboratoryParameters<double>>(11, 3);
  CHECK(drawn.background_max == default_laboratory.background_max);
  int i = 0;
  drawn.each([&](double value) {
    const Parameter& p = LaboratoryParameters<double>::entries[i++];
    if (p.prior.shape == Prior::Shape::fixed) return;
    CHECK(value >= p.prior.low);
    CHECK(value <= p.prior.high);
    CHECK(value != p.value);
  });
}

TEST_CASE("people spread about the median person with the stated coefficient of variation") {
  const Parameter p = parameter(declare::fixed, declare::by_subject(0.3));
  const auto people = sorted_subjects(p);
  CHECK(people[draws / 2] == doctest::Approx(3).epsilon(0.012));
  CHECK(cv_of(people) == doctest::Approx(0.3).epsilon(0.03));
  CHECK(cv_of(sorted_subjects(p, 0.5)) == doctest::Approx(0.5).epsilon(0.04));
  CHECK(cv_of(sorted_subjects(p, 0.0)) < 1e-12);

  // The same person at every spread: who is above the median stays above it.
  for (std::uint64_t i = 0; i < 100; ++i) {
    CHECK((subject_factor(p, {11, i}, 0.15) > 1) == (subject_factor(p, {11, i}, 0.5) > 1));
  }
}

TEST_CASE("only what varies by subject is drawn and nothing leaves its range") {
  CHECK(draw_subject(parameter(declare::fixed), 3.0, {11, 1}, 0.5) == 3.0);
  CHECK(draw_subject(parameter(declare::fixed, declare::by_fibre(0.2)), 3.0, {11, 1}) == 3.0);
  const auto people = sorted_subjects(parameter(declare::fixed, declare::by_subject(0.5), declare::within(2, 4)));
  CHECK(people.front() == 2);
  CHECK(people.back() == 4);
}
