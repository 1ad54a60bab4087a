#include "sim/inference/row_likelihood.hpp"

#include <doctest/doctest.h>

#include <set>

#include "models/observable.hpp"
#include "tests/inference/constructed_samples.hpp"

using namespace knead;
using namespace knead::test;

namespace {

constexpr LikelihoodOptions without_slip{4, 0, 0.1};

RowPrediction contrast(double mean, double sd) {
  RowPrediction prediction;
  prediction.at[0] = {mean, sd};
  return prediction;
}

Measurement with_spread(Measurement row, SpreadKind kind, double spread) {
  row.spread_kind = kind;
  row.spread = spread;
  return row;
}

Measurement sign_row(double sign, int n = 11, Contrast of = Contrast::paired) {
  return row_of(MeasurementKind::sign, of, sign, n);
}

double probability(double sign, const RowPrediction& prediction, const LikelihoodOptions& options, int n = 11,
                   Contrast of = Contrast::paired) {
  return std::exp(log_likelihood(sign_row(sign, n, of), prediction, options));
}

/// Rows of every kind and spread, with a contrast of the model that is somewhat off.
struct Example {
  const char* name;
  Measurement row;
  RowPrediction prediction;
};

std::vector<Example> numbers() {
  const Measurement fold = row_of(MeasurementKind::fold, Contrast::baseline, 8.5, 6);
  const Measurement percent = row_of(MeasurementKind::percent, Contrast::baseline, -30, 13);
  const Measurement value = row_of(MeasurementKind::value, Contrast::none, 3, 13);
  RowPrediction score = contrast(3.4, 1.5), level = contrast(3.4, 1.5);
  score.unit = 10;
  level.unit = 3.4;
  RowPrediction blot;
  blot.nodes = 3;
  blot.weight = {0.3, 0.5, 0.2};
  blot.at = {{{2.4, 0.5}, {2.1, 0.4}, {1.7, 0.3}}};
  return {{"fold", fold, contrast(2, 0.6)},
          {"fold with a range", with_spread(fold, SpreadKind::range_half, 1.5), contrast(2, 0.6)},
          {"fold of a blot", with_spread(fold, SpreadKind::se, 1.5), blot},
          {"ratio with a factor",
           with_spread(row_of(MeasurementKind::ratio, Contrast::parallel, 0.33, 11), SpreadKind::factor, 2),
           contrast(-0.7, 0.5)},
          {"percent", percent, contrast(-0.3, 0.3)},
          {"percent with SD", with_spread(percent, SpreadKind::sd, 12), contrast(-0.5, 0.3)},
          {"score", with_spread(value, SpreadKind::se, 0.4), score},
          {"level", value, level},
          {"level with a factor", with_spread(value, SpreadKind::factor, 2), level}};
}

/// The example's row with the number at y on its scale and the same error there.
Measurement at(const Example& example, double y) {
  Measurement row = example.row;
  const bool level = row.kind == MeasurementKind::value, percent = row.kind == MeasurementKind::percent;
  const auto left = [&](double number) { return percent ? 100 + number : number; };
  row.value = level ? y : percent ? 100 * std::expm1(y) : std::exp(y);
  if (row.spread_kind == SpreadKind::factor && !level) return row;
  const double unknown = std::log(1.5) / 1.96;
  if (level) {
    if (row.spread_kind == SpreadKind::unknown) row = with_spread(row, SpreadKind::se, unknown * example.row.value);
    if (row.spread_kind == SpreadKind::factor)
      row = with_spread(row, SpreadKind::se, std::log(*row.spread) * example.row.value);
  } else if (row.spread) {
    row.spread = *row.spread * left(row.value) / left(example.row.value);
  } else if (percent) {
    row = with_spread(row, SpreadKind::se, unknown * 30 / 70 * left(row.value));
  }
  return row;
}

/// Mean and variance of what many simulated rows give.
struct Moments {
  double mean = 0, variance = 0, error = 0;  ///< standard error of the mean
};

template <class Of>
Moments over_simulated(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options,
                       int rows, Of&& of) {
  Moments result;
  double squares = 0;
  for (int i = 0; i < rows; ++i) {
    const double x = of(simulated(row, prediction, options, 5, static_cast<std::uint64_t>(i)));
    result.mean += x / rows;
    squares += x * x / rows;
  }
  result.variance = squares - result.mean * result.mean;
  result.error = std::sqrt(result.variance / rows);
  return result;
}

}  // namespace

TEST_CASE("the three outcomes of a sign row are all there are") {
  for (const LikelihoodOptions& options : {LikelihoodOptions{}, without_slip}) {
    for (const double mean : {-9.0, -1.0, -0.2, 0.0, 0.05, 0.7, 3.0, 40.0}) {
      for (const int n : {2, 3, 5, 11, 35}) {
        for (const Contrast of : {Contrast::paired, Contrast::parallel}) {
          CAPTURE(mean);
          CAPTURE(n);
          const RowPrediction prediction = contrast(mean, 0.4);
          double sum = 0;
          for (const int sign : {-1, 0, 1}) sum += probability(sign, prediction, options, n, of);
          CHECK(sum == doctest::Approx(1).epsilon(1e-9));
        }
      }
    }
  }
}

TEST_CASE("without effect each sign comes out in 2.5 %") {
  for (const Contrast of : {Contrast::paired, Contrast::parallel}) {
    CHECK(probability(1, contrast(0, 0.4), without_slip, 11, of) == doctest::Approx(0.025).epsilon(1e-6));
    CHECK(probability(-1, contrast(0, 0.4), without_slip, 11, of) == doctest::Approx(0.025).epsilon(1e-6));
  }
  CHECK(probability(0, contrast(0, 0), without_slip) == doctest::Approx(1));
  CHECK(probability(1, contrast(0.1, 0), without_slip) == doctest::Approx(1));
  CHECK(probability(1, contrast(0.1, 0), {4, 0.06, 0.1}) == doctest::Approx(0.96));
}

TEST_CASE("sign probabilities are the shares of simulated trials") {
  struct Case {
    SampledObservable observable;
    double ratio;
    Contrast contrast;
  };
  const SampledObservable elisa{"x", Assay::elisa, Specimen::homogenate, Scale::logarithm};
  const SampledObservable blot{"x", Assay::blot, Specimen::homogenate, Scale::logarithm};
  const SampledObservable score{"x", Assay::score, Specimen::leg, Scale::difference};
  const SampledObservable cells{"x", Assay::microscopy, Specimen::cells, Scale::logarithm};
  constexpr int trials = 8000;
  for (const Case& c : {Case{elisa, 1.2, Contrast::paired}, Case{elisa, 0.8, Contrast::parallel},
                        Case{blot, 1.5, Contrast::paired}, Case{blot, 0.7, Contrast::baseline},
                        Case{score, 1.2, Contrast::paired}, Case{cells, 1.4, Contrast::baseline}}) {
    CAPTURE(static_cast<int>(c.observable.assay));
    TrueSamples truth = samples_of(5, {c.observable});
    for (TrueSample& sample : truth.values) sample = {3, 2.25, 20, 0.3};
    set(truth, c.contrast == Contrast::baseline ? 0 : 1, 1, [&](int) { return 3 * c.ratio; });
    const int n = 12;
    const Measurement row = sign_row(1, n, c.contrast);
    const RowInSamples place = *find_row(row, study_rows, truth).place;
    const RowPrediction prediction = *predict(row, place, truth, default_laboratory, {});
    std::array<double, 3> share{};
    for (int t = 2; t < trials + 2; ++t) {
      const Trial trial = simulate_trial(row, place, truth, Laboratory(), static_cast<std::uint64_t>(t));
      const bool significant = trial.effect_size() >= significance_threshold(c.contrast, n);
      share[!significant ? 1 : trial.mean_d > 0 ? 2 : 0] += 1.0 / trials;
    }
    for (const int sign : {-1, 0, 1}) {
      const double p = probability(sign, prediction, without_slip, n, c.contrast);
      CAPTURE(sign);
      CAPTURE(p);
      // Four standard errors, and the difference that noise which is not quite normal makes.
      CHECK(std::abs(share[sign + 1] - p) < 4 * std::sqrt(p * (1 - p) / trials) + 0.005);
    }
  }
}

TEST_CASE("treated and control in each other's place mirror a sign") {
  for (const Assay assay : {Assay::elisa, Assay::blot}) {
    TrueSamples truth = samples_of(4, assay);
    set(truth, 1, 1, [](int i) { return 1.2 + 0.1 * i; });
    const Measurement row = sign_row(1);
    RowInSamples place = *find_row(row, study_rows, truth).place;
    const RowPrediction there = *predict(row, place, truth, default_laboratory, {});
    std::swap(place.arm, place.control_arm);
    const RowPrediction back = *predict(row, place, truth, default_laboratory, {});
    for (const int sign : {-1, 0, 1})
      CHECK(probability(sign, there, {}) == doctest::Approx(probability(-sign, back, {})).epsilon(1e-9));
  }
}

TEST_CASE("the density of a measured number integrates to 1") {
  for (const Example& example : numbers()) {
    CAPTURE(example.name);
    // The distances x = tan(pi u / 2) reach over all of t's tails.
    const double middle = example.prediction.at[0].mean;
    constexpr int steps = 20000;
    const bool percent = example.row.kind == MeasurementKind::percent;
    double integral = 0;
    for (int i = 0; i < steps; ++i) {
      const double u = -1 + 2 * (i + 0.5) / steps, half_pi = 2 * std::atan(1);
      const double x = std::tan(half_pi * u);
      if (percent && middle + x < -6.5) continue;  // no percentage tells what is lost beyond a thousandth
      const double width = half_pi * (1 + x * x) * 2 / steps;
      if (std::abs(middle + x) > 600) continue;
      integral += width * std::exp(log_likelihood(at(example, middle + x), example.prediction, {}));
    }
    CHECK(integral == doctest::Approx(1).epsilon(1e-4));
  }
}

TEST_CASE("a lower bound is reached with the probability of the tail above it") {
  const Measurement row =
      with_spread(row_of(MeasurementKind::fold, Contrast::baseline, 10, 9), SpreadKind::lower_bound, 0);
  CHECK(log_likelihood(row, contrast(std::log(10), 0.6), {}) == doctest::Approx(std::log(0.5)));
  CHECK(log_likelihood(row, contrast(std::log(1000), 0.6), {}) == doctest::Approx(0).epsilon(0.01));
  CHECK(log_likelihood(row, contrast(0, 0.6), {}) < -5);
}

TEST_CASE("a press figure 2x is weak") {
  const Measurement row =
      with_spread(row_of(MeasurementKind::ratio, Contrast::paired, 0.33, 11), SpreadKind::factor, 2);
  const double best = log_likelihood(row, contrast(std::log(0.33), 0.4), {});
  for (const double times : {0.5, 2.0})
    CHECK(best - log_likelihood(row, contrast(std::log(0.33 * times), 0.4), {}) == doctest::Approx(0.5).epsilon(0.15));
}

TEST_CASE("heavy disagreement is finite and only falls") {
  for (Example example : numbers()) {
    CAPTURE(example.name);
    double last = 1e9;
    for (double off = 0; off < 1e4; off = 2 * off + 0.2) {
      example.prediction.nodes = 1;
      example.prediction.weight = {1, 0, 0};
      const bool level = example.row.kind == MeasurementKind::value;
      const bool percent = example.row.kind == MeasurementKind::percent;
      const double number = example.row.value;
      const double there = level ? number : std::log(percent ? 1 + number / 100 : number);
      example.prediction.at[0].mean = there + off;
      const double now = log_likelihood(example.row, example.prediction, {});
      CHECK(std::isfinite(now));
      CHECK(now < last);
      last = now;
    }
  }
  for (const int sign : {-1, 0}) {
    double last = 1;
    for (double mean = 0.1; mean < 1e5; mean *= 2) {
      const double now = log_likelihood(sign_row(sign), contrast(mean, 0.4), {});
      CHECK(now <= last + 1e-12);
      CHECK(now >= std::log(0.02 / 3) - 1e-9);
      CHECK(std::isfinite(log_likelihood(sign_row(sign), contrast(mean, 0.4), without_slip)));
      last = now;
    }
  }
}

TEST_CASE("information is the variance of the score") {
  std::vector<Example> examples = numbers();
  for (const double mean : {0.0, 0.2, 0.45}) examples.push_back({"sign", sign_row(1), contrast(mean, 0.4)});
  examples.push_back({"parallel sign", sign_row(1, 20, Contrast::parallel), contrast(0.3, 0.4)});
  for (const Example& example : examples) {
    if (example.prediction.nodes > 1) continue;  // there it is the middle node's
    CAPTURE(example.name);
    const Moments of_score = over_simulated(example.row, example.prediction, {}, 20000,
                                            [&](const Measurement& row) { return score(row, example.prediction, {}); });
    CHECK(std::abs(of_score.mean) < 4 * of_score.error);
    CHECK(of_score.variance == doctest::Approx(information(example.row, example.prediction, {})).epsilon(0.06));
  }
  // Of a lower bound, reached or not.
  const Measurement bound =
      with_spread(row_of(MeasurementKind::fold, Contrast::baseline, 10, 9), SpreadKind::lower_bound, 0);
  const RowPrediction near = contrast(std::log(8), 0.5);
  const auto reached = [&](double mean) { return std::exp(log_likelihood(bound, contrast(mean, 0.5), {})); };
  const double p = reached(std::log(8));
  const double slope = (reached(std::log(8) + 1e-5) - reached(std::log(8) - 1e-5)) / 2e-5;
  CHECK(information(bound, near, {}) == doctest::Approx(slope * slope / (p * (1 - p))).epsilon(1e-4));
  CHECK(information(sign_row(1), contrast(1, 0), {}) == 0);
}

TEST_CASE("an error of the model's mean is worth as much as people's spread over them all") {
  std::vector<Example> examples = numbers();
  examples.push_back({"sign", sign_row(1), contrast(0.3, 0.4)});
  examples.push_back({"parallel sign", sign_row(1, 20, Contrast::parallel), contrast(0.3, 0.4)});
  for (Example& example : examples) {
    CAPTURE(example.name);
    RowPrediction with_error = example.prediction, with_spread = with_error;
    const double people = example.row.n.value_or(8);
    const double share = example.row.contrast == Contrast::parallel ? std::sqrt(people) / 2 : std::sqrt(people);
    for (int node = 0; node < with_error.nodes; ++node) {
      with_error.at[node].error = 0.25;
      with_spread.at[node].sd = std::hypot(with_error.at[node].sd, 0.25 * share);
    }
    CHECK(log_likelihood(example.row, with_error, {}) ==
          doctest::Approx(log_likelihood(example.row, with_spread, {})).epsilon(1e-12));
    CHECK(log_likelihood(example.row, with_error, {}) != log_likelihood(example.row, example.prediction, {}));
  }
}

TEST_CASE("simulated rows follow the likelihood") {
  constexpr int rows = 20000;
  for (const RowPrediction& prediction : {contrast(0.3, 0.4), numbers()[2].prediction}) {
    double chi_squared = 0;
    for (const int sign : {-1, 0, 1}) {
      const auto came_out = [&](const Measurement& row) { return row.value == sign ? 1.0 : 0.0; };
      const double share = over_simulated(sign_row(1), prediction, {}, rows, came_out).mean;
      const double p = probability(sign, prediction, {});
      chi_squared += rows * (share - p) * (share - p) / p;
    }
    CHECK(chi_squared < 13.8);  // 0.1 % of two degrees of freedom
  }
  for (const Example& example : numbers()) {
    CAPTURE(example.name);
    // The likelihood integrates to 1, so that of a model of any other contrast has a mean ratio of 1 to it.
    RowPrediction other = example.prediction;
    for (ContrastMoments& moments : other.at) moments.mean += 0.1;
    const auto ratio = [&](const Measurement& row) {
      return std::exp(log_likelihood(row, other, {}) - log_likelihood(row, example.prediction, {}));
    };
    const Moments of_ratio = over_simulated(example.row, example.prediction, {}, rows, ratio);
    CHECK(std::abs(of_ratio.mean - 1) < 4 * of_ratio.error);
    CHECK(of_ratio.error < 0.02);
  }
  const Measurement bound =
      with_spread(row_of(MeasurementKind::fold, Contrast::baseline, 10, 9), SpreadKind::lower_bound, 0);
  const RowPrediction near = contrast(std::log(8), 0.5);
  const auto stays = [](const Measurement& row) { return row.spread_kind == SpreadKind::lower_bound ? 1.0 : 0.0; };
  const Moments share = over_simulated(bound, near, {}, rows, stays);
  CHECK(std::abs(share.mean - std::exp(log_likelihood(bound, near, {}))) < 4 * share.error);
}

TEST_CASE("a simulated row is keyed by who it is, the seed and the replicate") {
  const Example example = numbers()[0];
  const auto value = [&](const Measurement& row, int seed, int replicate) {
    return simulated(row, example.prediction, {}, seed, replicate).value;
  };
  CHECK(value(example.row, 1, 1) == value(example.row, 1, 1));
  CHECK(value(example.row, 1, 1) != value(example.row, 2, 1));
  CHECK(value(example.row, 1, 1) != value(example.row, 1, 2));
  Measurement other = example.row;
  other.time_h = 3;
  CHECK(value(example.row, 1, 1) != value(other, 1, 1));
  other = example.row;
  other.condition = "another";
  CHECK(value(example.row, 1, 1) != value(other, 1, 1));
  const Measurement sign = simulated(sign_row(1), contrast(-5, 0.4), without_slip, 1, 1);
  CHECK(sign.value == -1);
  CHECK(sign.spread_kind == SpreadKind::significant);
  CHECK(simulated(sign_row(1), contrast(0, 0), without_slip, 1, 1).spread_kind == SpreadKind::unknown);
}

TEST_CASE("every measured row has a finite likelihood, information and simulated row") {
  std::set<double> drawn;
  const std::vector<Measurement> table = read_measurements(KNEAD_SOURCE_DIR "/configs/data/measurements.tsv");
  for (const Measurement& row : table) {
    CAPTURE(row.line);
    SampledObservable what{row.observable, Assay::biochemistry, Specimen::leg, Scale::logarithm};
    if (const Observable* known = find_observable(row.observable))
      what = {row.observable, known->assay, known->specimen, known->scale};
    TrueSamples truth = samples_of(3, {what});
    for (TrueSample& sample : truth.values) sample = {1, 0.25, 61, 0.5};
    set(truth, 0, 1, [](int i) { return 1.1 + 0.1 * i; });
    RowInSamples place{0, 0, -1, 1, -1};
    if (row.contrast == Contrast::baseline) place.baseline_sample = 0;
    if (row.contrast == Contrast::paired || row.contrast == Contrast::parallel) place.control_arm = 1;
    const auto prediction = predict(row, place, truth, default_laboratory, {});
    REQUIRE(prediction);
    const double here = log_likelihood(row, *prediction, {});
    CHECK(std::isfinite(here));
    CHECK(here < 5);
    CHECK(std::isfinite(information(row, *prediction, {})));
    CHECK(information(row, *prediction, {}) > 0);
    const Measurement drawn_row = simulated(row, *prediction, {}, 1, 1);
    CHECK(std::isfinite(log_likelihood(drawn_row, *prediction, {})));
    if (row.kind != MeasurementKind::sign && drawn_row.value != row.value) drawn.insert(drawn_row.value);
  }
  CHECK(table.size() > 70);
  CHECK(drawn.size() > 30);  // no two rows share a draw
}
