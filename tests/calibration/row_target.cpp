// The likelihood of a calibration's rows, its slopes and what they tell.

#include "sim/calibration/row_target.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "tests/calibration/dish.hpp"

using namespace knead;

namespace {

using test::ratio_row;
using test::sign_row;

constexpr LikelihoodOptions options{.degrees_of_freedom = 4, .slip = 0.02, .discrepancy = 0.1};
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A row whose mean is a smooth function of three coordinates, and another's, without any simulation.
struct Smooth {
  test::Folder folder{"row_target"};
  Ranks ranks;
  Evaluations evaluations{folder.path / "answers", "smooth", 2 * numbers_a_row, ranks,
                          [](const Point& z) { return numbers_of(predictions(z), 2); }};
  RowTarget target{{ratio_row("tnf_mrna"), ratio_row("p65_nuclear", 0.5)}, {options, options}, 3, evaluations};

  static std::optional<std::vector<RowPrediction>> predictions(const Point& z) {
    if (z[2] > 2.5) return std::nullopt;
    RowPrediction first, second;
    first.at[0] = {std::sin(z[0]) + 0.5 * z[1] * z[1], 0.4};
    second.nodes = 3;
    second.weight = background_weights;
    for (int k = 0; k < 3; ++k) second.at[k] = {std::exp(0.3 * z[0]) - 0.2 * k * z[1], 0.3 + 0.1 * k};
    return std::vector{first, second};
  }
};

double by_hand(const Measurement& row, const RowPrediction& prediction) {
  double sum = 0;
  for (int k = 0; k < prediction.nodes; ++k) {
    const double scale = std::sqrt(std::pow(*row.spread / row.value, 2) + std::pow(prediction.at[k].sd, 2) / *row.n +
                                   options.discrepancy * options.discrepancy);
    const double t = (std::log(row.value) - prediction.at[k].mean) / scale;
    sum += prediction.weight[k] * 3 / 8.0 * std::pow(1 + t * t / 4, -2.5) / scale;  // Student's t with 4
  }
  return std::log(sum);
}

}  // namespace

TEST_CASE("predictions become numbers and come back") {
  auto predictions = Smooth::predictions({0.3, -1, 0});
  (*predictions)[0].at[0].error = 0.3;
  const auto again = predictions_of(numbers_of(predictions, 2));
  REQUIRE(again);
  for (int r = 0; r < 2; ++r) {
    CHECK((*again)[r].nodes == (*predictions)[r].nodes);
    CHECK((*again)[r].weight == (*predictions)[r].weight);
    CHECK((*again)[r].unit == (*predictions)[r].unit);
    for (int k = 0; k < (*again)[r].nodes; ++k) {
      CHECK((*again)[r].at[k].mean == (*predictions)[r].at[k].mean);
      CHECK((*again)[r].at[k].sd == (*predictions)[r].at[k].sd);
      CHECK((*again)[r].at[k].error == (*predictions)[r].at[k].error);
    }
  }
  CHECK(numbers_of(std::nullopt, 2).size() == 2 * numbers_a_row);
  CHECK_FALSE(predictions_of(numbers_of(std::nullopt, 2)));
}

TEST_CASE("the log likelihood is the sum over rows in use") {
  Smooth smooth;
  for (const Point& z : {Point{0, 0, 0}, Point{0.7, -1.2, 2}, Point{-2, 1, -1}}) {
    const auto predictions = *Smooth::predictions(z);
    const std::vector<double> each = smooth.target.row_log_likelihoods(z);
    for (int r = 0; r < 2; ++r)
      CHECK(each[r] == doctest::Approx(by_hand(smooth.target.rows()[r], predictions[r])).epsilon(1e-12));
    CHECK(smooth.target.log_likelihood(z, {1, 1}) == each[0] + each[1]);
    CHECK(smooth.target.log_likelihood(z, {0, 1}) == each[1]);
    CHECK(smooth.target.log_likelihood(z, {1, 0}) == each[0]);
    CHECK(smooth.target.log_likelihood(z, {0, 0}) == 0);
    CHECK(smooth.target.target({0, 1}).log_likelihoods({z}) == std::vector<double>{each[1]});
  }
}

TEST_CASE("where the model has no answer there is no likelihood") {
  Smooth smooth;
  const Point nowhere{0, 0, 3};
  CHECK(smooth.target.log_likelihood(nowhere, {1, 1}) == -infinity);
  CHECK(std::isnan(smooth.target.mean_contrast(nowhere, 0)));
  const Target target = smooth.target.target({1, 1});
  CHECK(target.dimension == 3);
  const std::vector<double> some = target.log_likelihoods({{0, 0, 0}, nowhere});
  CHECK(std::isfinite(some[0]));
  CHECK(some[1] == -infinity);
}

TEST_CASE("the mean contrast of a blot is that at its middle background") {
  Smooth smooth;
  CHECK(smooth.target.mean_contrast({0, 1, 0}, 0) == 0.5);
  CHECK(smooth.target.mean_contrast({0, 1, 0}, 1) == doctest::Approx(1 - 0.2));
}

TEST_CASE("slopes of smooth rows are their derivatives, to the step's error") {
  Smooth smooth;
  const Point z{0.4, -0.8, 0.1};
  const RowTarget::Slopes slopes = smooth.target.slopes(z);
  // d sin = cos, and the one-sided step of 0.4 towards 0 is off by half of it times the curvature.
  CHECK(slopes.slope(0, 0) == doctest::Approx((std::sin(0.4) - std::sin(0.0)) / 0.4));
  CHECK(slopes.slope(0, 0) == doctest::Approx(std::cos(0.4)).epsilon(0.1));
  CHECK(slopes.slope(0, 1) == doctest::Approx(-0.6));  // of 0.5 y^2 from -0.8 to -0.4
  CHECK(slopes.slope(1, 1) == doctest::Approx(-0.2));
  CHECK(slopes.slope(0, 2) == 0);
  CHECK(slopes.slope(1, 0) == doctest::Approx(0.3 * std::exp(0.12)).epsilon(0.1));
}

TEST_CASE("a slope into where nothing can be simulated is none") {
  Smooth smooth;
  CHECK(smooth.target.slopes({0, 0, 2.4}).slope(0, 0) != 0);
  CHECK(smooth.target.slopes({0, 0, 3}).slope.isZero());
  CHECK(smooth.target.slopes({0, 0, 3}).fisher({1, 1}).isZero());
}

TEST_CASE("the Fisher information is that of rows in use, summed by hand") {
  Smooth smooth;
  const Point z{0.4, -0.8, 0.1};
  const RowTarget::Slopes slopes = smooth.target.slopes(z);
  const auto predictions = *Smooth::predictions(z);
  for (const std::vector<char>& use : {std::vector<char>{1, 1}, {1, 0}, {0, 1}, {0, 0}}) {
    const Eigen::MatrixXd fisher = slopes.fisher(use);
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) {
        double sum = 0;
        for (int r = 0; r < 2; ++r) {
          const Measurement& row = smooth.target.rows()[r];
          const double sd = predictions[r].at[predictions[r].nodes / 2].sd;
          const double variance = std::pow(*row.spread / row.value, 2) + sd * sd / 8 + 0.01;
          if (use[r]) sum += slopes.slope(r, i) * slopes.slope(r, j) * 5 / 7.0 / variance;  // (nu + 1) / (nu + 3)
        }
        CHECK(fisher(i, j) == doctest::Approx(sum).epsilon(1e-12));
      }
  }
}

TEST_CASE("slopes of a dish agree with central differences of a smaller step") {
  test::DishProblem dish("row_target_dish",
                         {"ikk_activation.K_T", "cytokine_expression.g_T", "nfkb.kQi", "cytokine_expression.K_g"},
                         {ratio_row("nfkb_dna_binding"), ratio_row("tnf_mrna"), sign_row("il6_mrna", 1)});
  const RowTarget target = dish.target(dish.model.rows(), options);
  const Point z{0.2, -0.3, 0.5, 0.1};
  const RowTarget::Slopes slopes = target.slopes(z);
  constexpr double step = 0.1, apart = 0.4;
  for (std::size_t i = 0; i < 4; ++i) {
    // One-sided, towards 0: that is a central difference half a step inwards.
    Point middle = z;
    middle[i] += z[i] > 0 ? -apart / 2 : apart / 2;
    Point low = middle, high = middle;
    low[i] -= step;
    high[i] += step;
    for (std::size_t r = 0; r < 3; ++r) {
      CAPTURE(i);
      CAPTURE(r);
      const double central = (target.mean_contrast(high, r) - target.mean_contrast(low, r)) / (2 * step);
      CHECK(slopes.slope(r, i) == doctest::Approx(central).epsilon(0.1).scale(0.1));
    }
  }
  // Nothing in a dish without strain depends on kQi, and only TNF's own messenger on g_T.
  CHECK(slopes.slope.col(2).isZero());
  CHECK(slopes.slope(0, 1) == 0);
  CHECK(slopes.slope(1, 1) > 0.05);
  CHECK(slopes.slope(0, 0) < -0.01);
}
