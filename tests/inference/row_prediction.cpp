#include "sim/inference/row_prediction.hpp"

#include <doctest/doctest.h>

#include "sim/numerics/random.hpp"
#include "tests/inference/constructed_samples.hpp"

using namespace knead;
using namespace knead::test;

namespace {

constexpr PeopleSpread of_the_samples{};

/// A mean with its standard error.
struct Estimate {
  double mean = 0, error = 0;
};

Estimate estimate(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  Estimate result;
  double squares = 0;
  for (const double x : values) result.mean += x / count;
  for (const double x : values) squares += (x - result.mean) * (x - result.mean);
  result.error = std::sqrt(squares / count / (count - 1));
  return result;
}

RowInSamples place_of(const Measurement& row, const TrueSamples& truth) {
  const RowLookup lookup = find_row(row, study_rows, truth);
  REQUIRE(lookup.place);
  return *lookup.place;
}

/// The prediction's mean and variance against those of many simulated trials, within four standard errors and the
/// share of an SD that a logarithm's third order may take.
void check_against_trials(const Measurement& row, const TrueSamples& truth, double third_order = 0.01,
                          const LaboratoryParameters<double>& laboratory = default_laboratory) {
  const RowInSamples place = place_of(row, truth);
  const std::optional<RowPrediction> prediction = predict(row, place, truth, laboratory, of_the_samples);
  REQUIRE(prediction);
  double mean = 0, variance = 0;
  for (int k = 0; k < prediction->nodes; ++k) {
    mean += prediction->weight[k] * prediction->at[k].mean;
    variance += prediction->weight[k] * std::pow(prediction->at[k].sd, 2);
  }
  std::vector<double> means, variances;
  for (int t = 2; t < 6002; ++t) {
    const Trial trial = simulate_trial(row, place, truth, Laboratory(laboratory), static_cast<std::uint64_t>(t));
    means.push_back(trial.mean_d);
    variances.push_back(trial.sd_d * trial.sd_d);
  }
  const Estimate of_mean = estimate(means), of_variance = estimate(variances);
  CAPTURE(of_mean.mean);
  CAPTURE(of_variance.mean);
  CHECK(std::abs(mean - of_mean.mean) < 4 * of_mean.error + third_order * std::sqrt(variance));
  CHECK(std::abs(variance - of_variance.mean) < 4 * of_variance.error + 2 * third_order * variance);
}

/// Many people, the massaged leg at 1.6 of the rested one, both above their baseline; spread between fibres.
TrueSamples people(const SampledObservable& observable, double size = 2) {
  TrueSamples truth = samples_of(400, {observable});
  for (int arm = 0; arm < 2; ++arm) {
    for (int k = 0; k < 3; ++k) {
      set(truth, arm, k, [&](int i) {
        const double of_person = std::exp(0.2 * draw_normal({3, 0}, Purpose::test, i));
        return size * of_person * (k == 0 ? 1 : 1.5) * (arm == 1 && k > 0 ? 1.6 : 1) *
               std::exp(0.1 * draw_normal({4, 0}, Purpose::test, i, 2 * k + arm));
      });
    }
  }
  for (TrueSample& sample : truth.values) {
    sample.fibres = 9;
    sample.between_fibre_variance = std::pow(0.5 * sample.mean, 2);
    sample.counted = 0.2 * sample.mean;
  }
  return truth;
}

}  // namespace

TEST_CASE("the mean and SD of a contrast are those of simulated trials") {
  struct Case {
    const char* name;
    SampledObservable observable;
  };
  for (const Case& c : {Case{"elisa", {"x", Assay::elisa, Specimen::homogenate, Scale::logarithm}},
                        Case{"blot", {"x", Assay::blot, Specimen::homogenate, Scale::logarithm}},
                        Case{"cells", {"x", Assay::microscopy, Specimen::cells, Scale::logarithm}},
                        Case{"force", {"x", Assay::dynamometry, Specimen::leg, Scale::logarithm}},
                        Case{"plasma", {"x", Assay::biochemistry, Specimen::person, Scale::logarithm}},
                        Case{"score", {"x", Assay::score, Specimen::leg, Scale::difference}},
                        Case{"damage", {"x", Assay::microscopy, Specimen::homogenate, Scale::difference}}}) {
    CAPTURE(c.name);
    const TrueSamples truth = people(c.observable);
    for (const Contrast contrast : {Contrast::paired, Contrast::baseline, Contrast::parallel, Contrast::none}) {
      CAPTURE(static_cast<int>(contrast));
      const MeasurementKind kind = contrast == Contrast::none ? MeasurementKind::value : MeasurementKind::sign;
      check_against_trials(row_of(kind, contrast, 1, 12), truth);
    }
  }
}

TEST_CASE("few cells and a large leg effect") {
  TrueSamples cells = people({"x", Assay::microscopy, Specimen::cells, Scale::logarithm});
  for (TrueSample& sample : cells.values) sample.counted = 0.12;  // thirty in a biopsy
  check_against_trials(row_of(MeasurementKind::sign, Contrast::paired, 1, 12), cells, 0.05);
  check_against_trials(row_of(MeasurementKind::value, Contrast::none, 1, 12), cells);
  LaboratoryParameters<double> laboratory = default_laboratory;
  laboratory.leg_effect_cv = 0.35;
  for (const Contrast contrast : {Contrast::paired, Contrast::baseline}) {
    const Measurement row = row_of(MeasurementKind::sign, contrast, 1, 12);
    check_against_trials(row, people({"x", Assay::blot, Specimen::homogenate, Scale::logarithm}), 0.03, laboratory);
    check_against_trials(row, people({"x", Assay::score, Specimen::leg, Scale::difference}), 0.03, laboratory);
  }
}

TEST_CASE("scores near 0 cannot fall below it") {
  TrueSamples truth = people({"x", Assay::score, Specimen::leg, Scale::difference}, 0.3);
  set(truth, 0, 0, [](int) { return 0; });
  check_against_trials(row_of(MeasurementKind::sign, Contrast::baseline, 1, 12), truth, 0.02);
  check_against_trials(row_of(MeasurementKind::value, Contrast::none, 1, 12), truth);
}

TEST_CASE("a leg cancels against its own baseline and not against the other leg") {
  LaboratoryParameters<double> laboratory{};
  laboratory.leg_effect_cv = 0.15;
  const TrueSamples truth = samples_of(3, Assay::elisa);
  const auto sd = [&](Contrast contrast) {
    const Measurement row = row_of(MeasurementKind::sign, contrast, 1, 3);
    return predict(row, place_of(row, truth), truth, laboratory, of_the_samples)->at[0].sd;
  };
  CHECK(sd(Contrast::baseline) == doctest::Approx(0));
  CHECK(sd(Contrast::paired) == doctest::Approx(std::sqrt(2 * std::log1p(0.15 * 0.15))));
  CHECK(sd(Contrast::parallel) == doctest::Approx(std::sqrt(std::log1p(0.15 * 0.15))));
}

TEST_CASE("a blot's background takes from the contrast, at three nodes") {
  TrueSamples truth = samples_of(1, Assay::blot);
  set(truth, 1, 1, [](int) { return 2; });
  const Measurement row = row_of(MeasurementKind::ratio, Contrast::paired, 1, 11);
  const auto predicted = predict(row, place_of(row, truth), truth, perfect_laboratory, of_the_samples);
  CHECK(predicted->nodes == 1);
  CHECK(predicted->at[0].mean == doctest::Approx(std::log(2)));

  LaboratoryParameters<double> laboratory{};
  laboratory.background_max = 0.5;
  const auto blot = predict(row, place_of(row, truth), truth, laboratory, of_the_samples);
  REQUIRE(blot->nodes == 3);
  CHECK(blot->weight[0] + blot->weight[1] + blot->weight[2] == doctest::Approx(1));
  CHECK(blot->at[1].mean == doctest::Approx(std::log(0.75 * 2 + 0.25)));
  double average = 0;
  for (int k = 0; k < 3; ++k) average += blot->weight[k] * blot->at[k].mean;
  double integral = 0;
  for (int i = 0; i < 1000; ++i) integral += std::log(2 - 0.5 * (i + 0.5) / 1000) / 1000;
  CHECK(average == doctest::Approx(integral).epsilon(1e-5));
}

TEST_CASE("people differ by the samples or by a share of the contrast") {
  TrueSamples truth = samples_of(2, Assay::elisa);
  set(truth, 1, 1, [](int i) { return std::exp(i); });  // d = 0 and 1
  const Measurement row = row_of(MeasurementKind::ratio, Contrast::paired, 1, 11);
  const RowInSamples place = place_of(row, truth);
  const auto of_samples = predict(row, place, truth, perfect_laboratory, of_the_samples);
  CHECK(of_samples->at[0].mean == doctest::Approx(0.5));
  CHECK(of_samples->at[0].sd == doctest::Approx(std::sqrt(0.5)));
  CHECK(of_samples->at[0].error == doctest::Approx(std::sqrt(0.5 / 2)));  // two stand for all
  const auto of_one = predict(row, place, truth, perfect_laboratory, {0.4});
  CHECK(of_one->at[0].sd == doctest::Approx(0.2));
  CHECK(of_one->at[0].error == 0);
}

TEST_CASE("the scale and unit of a contrast") {
  TrueSamples truth = samples_of(2, Assay::score, Scale::difference);
  set(truth, 0, 1, [](int) { return 4; });
  const auto of = [&](MeasurementKind kind, Contrast contrast) {
    const Measurement row = row_of(kind, contrast, 1, 11);
    return *predict(row, place_of(row, truth), truth, perfect_laboratory, of_the_samples);
  };
  CHECK(of(MeasurementKind::sign, Contrast::baseline).at[0].mean == doctest::Approx(3));
  CHECK(of(MeasurementKind::percent, Contrast::baseline).at[0].mean == doctest::Approx(std::log(4)));
  CHECK(of(MeasurementKind::percent, Contrast::baseline).unit == 1);
  CHECK(of(MeasurementKind::value, Contrast::none).at[0].mean == doctest::Approx(4));
  CHECK(of(MeasurementKind::value, Contrast::none).unit == 10);
  truth.observables[0].assay = Assay::elisa;
  CHECK(of(MeasurementKind::value, Contrast::none).unit == doctest::Approx(4));
}

TEST_CASE("no logarithm of a ratio to 0") {
  TrueSamples truth = samples_of(2, Assay::elisa);
  set(truth, 1, 1, [](int) { return 0; });
  const Measurement row = row_of(MeasurementKind::ratio, Contrast::paired, 1, 11);
  const RowInSamples place = place_of(row, truth);
  CHECK_FALSE(predict(row, place, truth, default_laboratory, of_the_samples));
  set(truth, 0, 1, [](int) { return 0; });  // nothing on both sides is no difference
  const auto none = predict(row, place, truth, default_laboratory, of_the_samples);
  REQUIRE(none);
  CHECK(none->at[0].mean == 0);
  CHECK(none->at[0].sd == 0);
  set(truth, 0, 1, [](int) { return std::nan(""); });
  CHECK_FALSE(predict(row, place, truth, default_laboratory, of_the_samples));
}
