// Outcomes of a t test against the noncentral t of a library.

#include "sim/inference/t_test_outcomes.hpp"

#include <doctest/doctest.h>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

using namespace knead;

TEST_CASE("probabilities are those of the noncentral t") {
  for (const int freedom : {1, 2, 3, 5, 10, 30, 104})
    for (const double noncentrality : {0.0, 0.3, 1.0, 2.5, 5.0, 9.0, -0.7, -4.0}) {
      CAPTURE(freedom);
      CAPTURE(noncentrality);
      const double t = boost::math::quantile(boost::math::students_t(freedom), 0.975);
      const TTestOutcomes of = t_test_outcomes(freedom, noncentrality);
      const double size = std::abs(noncentrality);
      const boost::math::non_central_t with(freedom, size), against(freedom, -size);
      const double above = boost::math::cdf(boost::math::complement(with, t));
      const double below = boost::math::cdf(boost::math::complement(against, t));
      CHECK(std::abs(of.probability[noncentrality < 0 ? 0 : 2] - above) < 1e-10);
      CHECK(std::abs(of.probability[noncentrality < 0 ? 2 : 0] - below) < 1e-10);
      CHECK(of.probability[0] + of.probability[1] + of.probability[2] == doctest::Approx(1).epsilon(1e-12));
    }
}

TEST_CASE("without an effect five tests in a hundred find one") {
  for (const int freedom : {1, 7, 60}) {
    const TTestOutcomes of = t_test_outcomes(freedom, 0);
    CHECK(std::abs(of.probability[0] - 0.025) < 1e-10);
    CHECK(std::abs(of.probability[2] - 0.025) < 1e-10);
    CHECK(of.slope[0] == doctest::Approx(-of.slope[2]));
  }
}

TEST_CASE("slopes are those of the probabilities") {
  constexpr double step = 1e-4;
  for (const int freedom : {1, 4, 12})
    for (const double noncentrality : {-6.0, -1.0, 0.2, 3.0, 12.0}) {
      const TTestOutcomes low = t_test_outcomes(freedom, noncentrality - step),
                          high = t_test_outcomes(freedom, noncentrality + step),
                          here = t_test_outcomes(freedom, noncentrality);
      for (int k = 0; k < 3; ++k)
        CHECK(std::abs(here.slope[k] - (high.probability[k] - low.probability[k]) / (2 * step)) < 1e-7);
    }
}

TEST_CASE("a sure effect is found, and no more is to be had") {
  const TTestOutcomes of = t_test_outcomes(10, 30);
  CHECK(of.probability[2] == doctest::Approx(1).epsilon(1e-12));
  CHECK(std::abs(of.slope[2]) < 1e-12);
}
