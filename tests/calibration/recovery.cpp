// Known parameters are found again in data without noise, and what no row depends on is said to be unknown.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/calibration/fit.hpp"
#include "tests/calibration/dish.hpp"

using namespace knead;

TEST_CASE("known parameters are recovered, and an inert one is not identifiable") {
  constexpr LikelihoodOptions sharp{.degrees_of_freedom = 1e6, .slip = 1e-6, .discrepancy = 0.002};
  constexpr int many = 1'000'000;  // so that neither people nor the laboratory blur the mean
  std::vector<Measurement> rows;
  for (const char* observable : {"nfkb_dna_binding", "tnf_mrna", "il6_mrna"})
    rows.push_back(test::ratio_row(observable, 2, 0.002, many));
  test::DishProblem dish("recovery", {"ikk_activation.K_T", "cytokine_expression.g_T", "ikk_activation.KI10"}, rows);
  const Point truth{0.6, -0.9, 0.4};
  const auto predictions = dish.predictions(truth);
  REQUIRE(predictions);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r].value = std::exp((*predictions)[r].at[0].mean);
    rows[r] = simulated(rows[r], (*predictions)[r], sharp, 5, 1);
  }
  const RowTarget target = dish.target(rows, sharp);
  Calibration calibration;
  calibration.seed = 3;
  calibration.search = {.starts = 4, .evaluations = 120};
  calibration.profile.evaluations = 40;
  const BestFit fit = best_fit(target, {1, 1, 1}, {0, 0, 0}, 3, calibration, {});
  const std::vector<Profile> profiles = profiles_at(target, {1, 1, 1}, fit.at, 3, calibration, {});

  REQUIRE(fit.starts.size() == 4);
  for (std::size_t s = 1; s < fit.starts.size(); ++s) CHECK(fit.starts[s - 1].value >= fit.starts[s].value);
  for (const std::size_t i : {0, 1}) {
    CAPTURE(dish.coordinates.name(i));
    // The share of the prior below the value, to 3 %.
    const auto share = [](double z) { return std::erfc(-z / std::sqrt(2)) / 2; };
    CHECK(std::abs(share(fit.at[i]) - share(truth[i])) < 0.03);
    CHECK(profiles[i].identifiability == Identifiability::identified);
  }
  CHECK(profiles[2].identifiability == Identifiability::not_identifiable);
  CHECK(std::abs(fit.at[2]) < 0.1);  // left where the prior alone has it
  CHECK(target.log_likelihood(fit.at, {1, 1, 1}) > target.log_likelihood(truth, {1, 1, 1}) - 0.5);
}

TEST_CASE("the coordinates that are not free stay as declared") {
  test::DishProblem dish("carried", {"ikk_activation.K_T", "cytokine_expression.g_T"}, {test::ratio_row("tnf_mrna")});
  const RowTarget target = dish.target(dish.model.rows(), {});
  Calibration calibration;
  calibration.search = {.starts = 2, .evaluations = 15};
  calibration.profile.evaluations = 5;
  const BestFit fit = best_fit(target, {1}, {0.1, -0.7}, 1, calibration, {});
  const std::vector<Profile> profiles = profiles_at(target, {1}, fit.at, 1, calibration, {});
  CHECK(fit.at.size() == 2);
  CHECK(fit.at[1] == -0.7);
  CHECK(profiles.size() == 1);
  // From the largest likelihood, without the prior.
  const auto& values = profiles[0].value;
  CHECK(*std::max_element(values.begin(), values.end()) >= target.log_likelihood(fit.at, {1}));
  CHECK(fit.starts.front().at.size() == 1);
}
