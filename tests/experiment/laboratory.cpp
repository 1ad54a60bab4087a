#include "sim/experiment/laboratory.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

using namespace knead;

namespace {

constexpr LaboratoryParameters<double> perfect{};
const SampledObservable homogenate{"x", Assay::elisa, Specimen::homogenate, Scale::logarithm};

struct Spread {
  double mean = 0, sd = 0;
};

/// Mean and standard deviation over trials 1 to `trials`.
Spread over_trials(int trials, const std::function<double(std::uint64_t)>& value) {
  double sum = 0, squares = 0;
  for (int t = 1; t <= trials; ++t) {
    const double x = value(static_cast<std::uint64_t>(t));
    sum += x;
    squares += x * x;
  }
  const double mean = sum / trials;
  return {mean, std::sqrt((squares - trials * mean * mean) / (trials - 1))};
}

/// Two arms, a baseline and two later samples of one subject.
TrueSamples one_subject(Assay assay) {
  TrueSamples truth;
  truth.seed = 5;
  truth.subjects = 1;
  truth.arms = {"rest", "massage"};
  const std::vector<SampleMoment> moments{
      {SampleMoment::When::baseline, 0, 0}, {SampleMoment::When::at, 1, 1}, {SampleMoment::When::at, 2, 2}};
  truth.moments = {moments, moments};
  truth.observables = {{"x", assay, Specimen::homogenate, Scale::logarithm}};
  truth.allocate();
  for (TrueSample& sample : truth.values) sample.mean = 6;
  return truth;
}

}  // namespace

TEST_CASE("a perfect laboratory returns the truth") {
  const TrueSample truth{3.5, 0, 61, 0};
  for (const Assay assay : {Assay::blot, Assay::pcr, Assay::elisa, Assay::biochemistry, Assay::microscopy,
                            Assay::dynamometry, Assay::score}) {
    CHECK(Laboratory(perfect).measure(truth, {"x", assay}, {1, 1, 0, 0, 0}, 0.4, 100, 9) == 3.5);
  }
}

TEST_CASE("the sampling error is the block's standard error scaled by the square root of the masses") {
  const TrueSample truth{10, 36, 61, 0};
  CHECK(sampling_sd(truth, 0.4, 0.4) == doctest::Approx(6 / std::sqrt(61)));
  CHECK(sampling_sd(truth, 0.4, 100) == doctest::Approx(6 / std::sqrt(61) * std::sqrt(0.4 / 100)));
  CHECK(sampling_sd({10, 36, 0, 0}, 0.4, 100) == 0);  // no fibres to tell a spread
  for (const double mass : {100.0, 25.0, 1.0}) {
    const Spread spread = over_trials(20000, [&](std::uint64_t t) {
      return Laboratory(perfect).measure(truth, homogenate, {1, t, 0, 0, 0}, 0.4, mass, 0);
    });
    CHECK(spread.mean == doctest::Approx(10).epsilon(0.002));
    CHECK(spread.sd == doctest::Approx(6 * std::sqrt(0.4 / mass / 61)).epsilon(0.03));
  }
}

TEST_CASE("a count of cells has the error of Poisson") {
  // 8 cells in a block of 0.4 mg: 20 in a biopsy of 1 mg.
  const SampledObservable cells{"macrophages", Assay::microscopy, Specimen::cells, Scale::logarithm};
  const TrueSample truth{1600, 0, 0, 8};
  const Spread spread = over_trials(20000, [&](std::uint64_t t) {
    return Laboratory(perfect).measure(truth, cells, {1, t, 0, 0, 0}, 0.4, 1, 0);
  });
  CHECK(spread.mean == doctest::Approx(1600).epsilon(0.01));
  CHECK(spread.sd / spread.mean == doctest::Approx(1 / std::sqrt(20)).epsilon(0.03));
  // 0.4 cells expected: e^-0.4 of the biopsies hold none, and none is negative.
  const Spread rare = over_trials(20000, [&](std::uint64_t t) {
    const double x = Laboratory(perfect).measure({80, 0, 0, 0.16}, cells, {1, t, 0, 0, 0}, 0.4, 1, 0);
    CHECK(x >= 0);
    return x == 0 ? 1.0 : 0.0;
  });
  CHECK(rare.mean == doctest::Approx(std::exp(-0.4)).epsilon(0.02));
  CHECK(Laboratory(perfect).measure({0, 0, 0, 0}, cells, {1, 1, 0, 0, 0}, 0.4, 1, 0) == 0);
}

TEST_CASE("leg effect and assay noise have the stated spread and median 1") {
  const auto log_of = [](const LaboratoryParameters<double>& parameters, Specimen specimen) {
    return over_trials(20000, [&, specimen](std::uint64_t t) {
      return std::log(
          Laboratory(parameters).measure({1, 0, 0, 0}, {"x", Assay::pcr, specimen}, {1, t, 0, 0, 0}, 1, 1, 0));
    });
  };
  LaboratoryParameters<double> only_leg{}, only_assay{};
  only_leg.leg_effect_cv = 0.3;
  only_assay.pcr_cv = 0.2;
  CHECK(log_of(only_leg, Specimen::leg).sd == doctest::Approx(std::sqrt(std::log1p(0.09))).epsilon(0.03));
  CHECK(std::abs(log_of(only_leg, Specimen::leg).mean) < 0.01);
  CHECK(log_of(only_leg, Specimen::person).sd == 0);  // blood has no leg
  CHECK(log_of(only_assay, Specimen::person).sd == doctest::Approx(std::sqrt(std::log1p(0.04))).epsilon(0.03));
}

TEST_CASE("a score has noise in points and is never negative") {
  LaboratoryParameters<double> parameters{};
  parameters.score_sd = 0.5;
  const SampledObservable score{"soreness", Assay::score, Specimen::leg, Scale::difference};
  const auto rated = [&](double truth) {
    return over_trials(20000, [&, truth](std::uint64_t t) {
      const double x = Laboratory(parameters).measure({truth, 0, 0, 0}, score, {1, t, 0, 0, 0}, 1, 1, 0);
      CHECK(x >= 0);
      return x;
    });
  };
  CHECK(rated(5).mean == doctest::Approx(5).epsilon(0.005));
  CHECK(rated(5).sd == doctest::Approx(0.5).epsilon(0.03));
  CHECK(rated(0).mean == doctest::Approx(0.5 / std::sqrt(2 * M_PI)).epsilon(0.03));  // half of a normal, cut at 0
}

TEST_CASE("a blot's background pulls ratios towards 1") {
  LaboratoryParameters<double> parameters{};
  parameters.background_max = 0.5;
  const Laboratory laboratory(parameters);
  TrueSamples truth = one_subject(Assay::blot);
  for (const double ratio : {0.2, 3.0}) {
    for (const int sample : {1, 2}) truth.at(0, 1, sample, 0).mean = 6 * ratio;
    const Spread background = over_trials(5000, [&](std::uint64_t t) {
      const double b = laboratory.background(truth.observables[0], 5, t);
      const double rest = laboratory.measure(truth, 0, 0, {5, t, 0, 0, 1});
      const double massage = laboratory.measure(truth, 0, 0, {5, t, 0, 1, 1});
      CHECK(rest == doctest::Approx(6));
      CHECK(massage / rest == doctest::Approx((1 - b) * ratio + b).epsilon(1e-12));
      CHECK(std::abs(std::log(massage / rest)) < std::abs(std::log(ratio)));
      return b;
    });
    CHECK(background.mean == doctest::Approx(0.25).epsilon(0.02));  // uniform from 0 to 0.5
    CHECK(background.sd == doctest::Approx(0.5 / std::sqrt(12)).epsilon(0.02));
  }
  truth.observables[0].assay = Assay::elisa;
  CHECK(laboratory.measure(truth, 0, 0, {5, 1, 0, 1, 1}) == 18);
}

TEST_CASE("the background is a share of the control leg's signal after time zero") {
  TrueSamples truth = one_subject(Assay::blot);
  truth.at(0, 0, 0, 0).mean = 1;
  truth.at(0, 0, 1, 0).mean = 30;
  truth.at(0, 0, 2, 0).mean = 20;
  CHECK(control_signal(truth, 0, 0) == 25);
  truth.control_arm = 1;
  CHECK(control_signal(truth, 0, 0) == 6);
  for (SampleMoment& moment : truth.moments[0]) moment.when = SampleMoment::When::baseline;
  truth.control_arm = 0;
  CHECK(control_signal(truth, 0, 0) == 17);
  // A peak is no biopsy: it runs on no gel.
  truth.moments[0][2].when = SampleMoment::When::peak;
  CHECK(control_signal(truth, 0, 0) == 15.5);
}

TEST_CASE("draws are keyed") {
  const Laboratory laboratory;
  const TrueSample truth{1, 0.2, 61, 0};
  const SampledObservable blot{"x", Assay::blot, Specimen::homogenate, Scale::logarithm};
  const SampleKey key{9, 4, 2, 1, 1};
  const auto measured = [&](SampleKey from) { return laboratory.measure(truth, blot, from, 0.4, 100, 1); };
  CHECK(measured(key) == measured(key));
  CHECK(measured({10, 4, 2, 1, 1}) != measured(key));
  CHECK(measured({9, 5, 2, 1, 1}) != measured(key));
  CHECK(measured({9, 4, 3, 1, 1}) != measured(key));
  CHECK(measured({9, 4, 2, 0, 1}) != measured(key));
  CHECK(measured({9, 4, 2, 1, 2}) != measured(key));
  CHECK(laboratory.measure(truth, {"y", Assay::blot}, key, 0.4, 100, 1) != measured(key));

  // The background is one an assay and trial; a leg keeps its effect from sample to sample.
  CHECK(laboratory.background(blot, 9, 4) != laboratory.background(blot, 9, 5));
  CHECK(laboratory.background(blot, 9, 4) != laboratory.background({"y", Assay::blot}, 9, 4));
  LaboratoryParameters<double> only_leg{};
  only_leg.leg_effect_cv = 0.3;
  const Laboratory legs(only_leg);
  const auto leg = [&](int arm, int sample, const char* id) {
    return legs.measure({1, 0, 0, 0}, {id, Assay::pcr}, {9, 4, 2, arm, sample}, 1, 1, 0);
  };
  CHECK(leg(0, 0, "x") == leg(0, 2, "x"));
  CHECK(leg(0, 0, "x") == leg(0, 0, "y"));
  CHECK(leg(0, 0, "x") != leg(1, 0, "x"));
}

TEST_CASE("the noise of one arm tells nothing of the other's") {
  const Laboratory laboratory;
  constexpr int trials = 10000;
  double xy = 0, xx = 0, yy = 0;
  for (int t = 1; t <= trials; ++t) {
    const auto log_of = [&](int arm) {
      return std::log(
          laboratory.measure({1, 0.2, 61, 0}, homogenate, {3, static_cast<std::uint64_t>(t), 0, arm, 1}, 0.4, 100, 0));
    };
    const double x = log_of(0), y = log_of(1);
    xy += x * y;
    xx += x * x;
    yy += y * y;
  }
  CHECK(std::abs(xy / std::sqrt(xx * yy)) < 3 / std::sqrt(trials));
}

TEST_CASE("another arm or observable changes no measurement") {
  const TrueSamples truth = one_subject(Assay::blot);
  TrueSamples larger = truth;
  larger.arms.push_back("cold");
  larger.moments.push_back(larger.moments[0]);
  larger.observables.push_back({"y", Assay::pcr});
  larger.allocate();
  for (TrueSample& sample : larger.values) sample.mean = 6;
  for (const int arm : {0, 1}) {
    for (const int sample : {0, 1, 2}) {
      const SampleKey key{5, 1, 0, arm, sample};
      CHECK(Laboratory().measure(larger, 0, 0, key) == Laboratory().measure(truth, 0, 0, key));
    }
  }
}
