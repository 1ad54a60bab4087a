#include <doctest/doctest.h>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/students_t.hpp>

#include "sim/numerics/random.hpp"
#include "tests/inference/constructed_samples.hpp"

using namespace knead;
using namespace knead::test;

namespace {

struct Shares {
  double up = 0, down = 0;
  double both() const { return up + down; }
};

/// Shares of trials that come out P < 0.05, by the sign of their difference.
Shares significant(const Measurement& row, const TrueSamples& truth, int trials,
                   const LaboratoryParameters<double>& parameters = default_laboratory) {
  const RowLookup lookup = find_row(row, study_rows, truth);
  REQUIRE(lookup.place);
  const Laboratory laboratory(parameters);
  const double threshold = significance_threshold(row.contrast, *row.n);
  Shares shares;
  for (int t = 1; t <= trials; ++t) {
    const Trial trial = simulate_trial(row, *lookup.place, truth, laboratory, static_cast<std::uint64_t>(t));
    if (trial.effect_size() < threshold) continue;
    (trial.mean_d > 0 ? shares.up : shares.down) += 1.0 / trials;
  }
  return shares;
}

/// Subjects who differ from each other, the same in both arms and at all times.
TrueSamples without_effect(Assay assay, Scale scale = Scale::logarithm) {
  TrueSamples truth = samples_of(11, assay, scale);
  for (int arm = 0; arm < 2; ++arm) {
    for (int sample = 0; sample < 3; ++sample) {
      set(truth, arm, sample, [](int i) { return 2 * std::exp(0.3 * draw_normal({3, 0}, Purpose::test, i)); });
    }
  }
  for (TrueSample& sample : truth.values) {
    sample.fibres = 61;
    sample.between_fibre_variance = std::pow(0.5 * sample.mean, 2);
  }
  return truth;
}

}  // namespace

TEST_CASE("the threshold is that of the t test") {
  CHECK(significance_threshold(Contrast::paired, 11) ==
        doctest::Approx(0.67).epsilon(0.005));  // as conventions print it
  for (const int n : {5, 11, 53}) {
    // Student's t of pairs is sqrt(n) mean / SD; of two groups of n/2 it is mean / (SD sqrt(4 / n)).
    const double paired = significance_threshold(Contrast::paired, n) * std::sqrt(n);
    const double parallel = significance_threshold(Contrast::parallel, n) * std::sqrt(n / 4.0);
    CHECK(boost::math::cdf(boost::math::students_t(n - 1), paired) == doctest::Approx(0.975));
    CHECK(boost::math::cdf(boost::math::students_t(n - 2), parallel) == doctest::Approx(0.975));
    CHECK(significance_threshold(Contrast::baseline, n) == significance_threshold(Contrast::paired, n));
  }
  CHECK(std::isinf(significance_threshold(Contrast::paired, 1)));
  CHECK(std::isinf(significance_threshold(Contrast::parallel, 2)));
}

TEST_CASE("of 1000 trials of identical legs 3.5 to 6.5 % come out P < 0.05") {
  struct Case {
    Assay assay;
    Scale scale;
    Contrast contrast;
  };
  for (const Case c :
       {Case{Assay::elisa, Scale::logarithm, Contrast::paired}, Case{Assay::blot, Scale::logarithm, Contrast::paired},
        Case{Assay::pcr, Scale::logarithm, Contrast::baseline}, Case{Assay::score, Scale::difference, Contrast::paired},
        Case{Assay::elisa, Scale::logarithm, Contrast::parallel}}) {
    CAPTURE(static_cast<int>(c.assay));
    CAPTURE(static_cast<int>(c.contrast));
    const TrueSamples truth = without_effect(c.assay, c.scale);
    const Shares shares = significant(row_of(MeasurementKind::sign, c.contrast, 0, 11), truth, 1000);
    CHECK(shares.both() >= 0.035);
    CHECK(shares.both() <= 0.065);
    CHECK(shares.up >= 0.01);
    CHECK(shares.down >= 0.01);
  }
}

TEST_CASE("the power is that of the noncentral t distribution") {
  TrueSamples truth = samples_of(11, Assay::elisa);
  LaboratoryParameters<double> laboratory{};
  laboratory.leg_effect_cv = 0.15;
  laboratory.elisa_cv = 0.1;
  const double sd = std::sqrt(2 * (std::log1p(0.15 * 0.15) + std::log1p(0.1 * 0.1)));
  constexpr int trials = 20000;
  for (const double ratio : {1.0, 1.1, 1.2, 0.75}) {
    set(truth, 1, 1, [&](int) { return ratio; });
    const Shares shares =
        significant(row_of(MeasurementKind::sign, Contrast::paired, 1, 11), truth, trials, laboratory);
    const boost::math::non_central_t t(10, std::log(ratio) / sd * std::sqrt(11));
    const double critical = boost::math::quantile(boost::math::students_t(10), 0.975);
    const double up = boost::math::cdf(boost::math::complement(t, critical)), down = boost::math::cdf(t, -critical);
    // Three standard errors of a share of that many trials.
    CHECK(std::abs(shares.up - up) < 3 * std::sqrt(up * (1 - up) / trials) + 1e-4);
    CHECK(std::abs(shares.down - down) < 3 * std::sqrt(down * (1 - down) / trials) + 1e-4);
  }
}

TEST_CASE("the power of two groups is that of the noncentral t distribution") {
  TrueSamples truth = samples_of(6, Assay::elisa);
  LaboratoryParameters<double> laboratory{};
  laboratory.elisa_cv = 0.2;
  set(truth, 1, 1, [](int) { return 1.15; });
  constexpr int trials = 20000;
  const Shares shares =
      significant(row_of(MeasurementKind::sign, Contrast::parallel, 1, 20), truth, trials, laboratory);
  const double effect = std::log(1.15) / std::sqrt(std::log1p(0.2 * 0.2));
  const boost::math::non_central_t t(18, effect * std::sqrt(20 / 4.0));
  const double critical = boost::math::quantile(boost::math::students_t(18), 0.975);
  const double up = boost::math::cdf(boost::math::complement(t, critical));
  CHECK(std::abs(shares.up - up) < 3 * std::sqrt(up * (1 - up) / trials));
}

TEST_CASE("the first trial is made of the biopsies of the results file") {
  TrueSamples truth = without_effect(Assay::blot);
  set(truth, 1, 1, [](int i) { return 1 + 0.1 * i; });
  const Laboratory laboratory;
  const auto d = [&](int i) {
    return std::log(laboratory.measure(truth, i, 0, {truth.seed, 1, i, 1, 1}) /
                    laboratory.measure(truth, i, 0, {truth.seed, 1, i, 0, 1}));
  };
  const Measurement row = row_of(MeasurementKind::ratio, Contrast::paired, 1, 11);
  const Trial trial = simulate_trial(row, *find_row(row, study_rows, truth).place, truth, laboratory, 1);
  double mean = 0, squares = 0;
  for (int i = 0; i < 11; ++i) mean += d(i) / 11;
  for (int i = 0; i < 11; ++i) squares += (d(i) - mean) * (d(i) - mean);
  CHECK(trial.contrast == doctest::Approx(std::exp(mean)).epsilon(1e-12));
  CHECK(trial.effect_size() == doctest::Approx(std::abs(mean) / std::sqrt(squares / 10)).epsilon(1e-12));
}

TEST_CASE("later trials resample the subjects and the study's n take part") {
  TrueSamples truth = samples_of(4, Assay::biochemistry);
  set(truth, 1, 1, [](int i) { return std::exp(i); });
  const Laboratory perfect(perfect_laboratory);
  const Measurement row = row_of(MeasurementKind::ratio, Contrast::paired, 1, 4);
  const RowInSamples place = *find_row(row, study_rows, truth).place;
  CHECK(simulate_trial(row, place, truth, perfect, 1).mean_d == doctest::Approx(1.5));  // (0 + 1 + 2 + 3) / 4
  double mean = 0, squares = 0;
  constexpr int trials = 4000;
  for (int t = 2; t < trials + 2; ++t) {
    const double d = simulate_trial(row, place, truth, perfect, t).mean_d;
    mean += d / trials;
    squares += (d - 1.5) * (d - 1.5) / trials;
  }
  // Means of four draws from {0, 1, 2, 3}, whose variance is 1.25.
  CHECK(mean == doctest::Approx(1.5).epsilon(0.03));
  CHECK(squares == doctest::Approx(1.25 / 4).epsilon(0.08));

  Measurement eight = row;
  eight.n = 8;
  CHECK(simulate_trial(eight, place, truth, perfect, 1).sd_d == doctest::Approx(std::sqrt(2 * 5.0 / 7)));
  eight.n.reset();
  CHECK(participants(eight, truth) == 4);
}

TEST_CASE("zeros on one side or both") {
  TrueSamples truth = samples_of(5, Assay::biochemistry);
  const Measurement row = row_of(MeasurementKind::sign, Contrast::paired, 1, 5);
  const RowInSamples place = *find_row(row, study_rows, truth).place;
  const Laboratory perfect(perfect_laboratory);
  for (const int arm : {0, 1}) set(truth, arm, 1, [](int) { return 0; });
  CHECK(simulate_trial(row, place, truth, perfect, 1).effect_size() == 0);
  set(truth, 1, 1, [](int) { return 1; });  // a ratio to 0 is no number, so no verdict can rest on it
  CHECK(std::isnan(simulate_trial(row, place, truth, perfect, 1).effect_size()));
  CHECK(true_verdict(row, truth) == Verdict::disagrees);
  CHECK(true_verdict(row_of(MeasurementKind::sign, Contrast::paired, 0, 5), truth) == Verdict::disagrees);
}

TEST_CASE("where a row stands in the samples") {
  TrueSamples truth = samples_of(3, Assay::elisa);
  Measurement row = row_of(MeasurementKind::sign, Contrast::paired, 1, 3);
  RowLookup found = find_row(row, study_rows, truth);
  REQUIRE(found.place);
  CHECK(found.place->arm == 1);
  CHECK(found.place->control_arm == 0);
  CHECK(found.place->sample == 1);
  row.time_h = 2.7;
  CHECK(find_row(row, study_rows, truth).place->sample == 2);

  row.time_h = 4;
  CHECK(find_row(row, study_rows, truth).why == "no sample at 4 h");
  CHECK_FALSE(find_row(row, study_rows, truth).place);
  row.when = Measurement::When::peak;
  CHECK(find_row(row, study_rows, truth).why == "no sample at its peak");
  truth.moments[1][2].when = SampleMoment::When::peak;
  CHECK(find_row(row, study_rows, truth).place->sample == 2);

  row = row_of(MeasurementKind::sign, Contrast::baseline, 1, 3);
  found = find_row(row, study_rows, truth);
  CHECK(found.place->arm == 0);
  CHECK(found.place->baseline_sample == 0);
  row.condition = "cold_vs_control";
  CHECK(find_row(row, study_rows, truth).no_study);
  CHECK(verdict_of(row, truth) == Verdict::no_study);
  row = row_of(MeasurementKind::sign, Contrast::baseline, 1, 3);
  row.observable = "y";
  CHECK_FALSE(find_row(row, study_rows, truth).no_study);
  CHECK(verdict_of(row, truth) == Verdict::not_modelled);
}

TEST_CASE("a row's hours count from its own arm's bout or from a later one") {
  // The massaged arm's clock runs 10 h ahead; its later bouts end 10 and 48 h after the first.
  TrueSamples truth = samples_of(3, Assay::elisa);
  for (SampleMoment& moment : truth.moments[1]) {
    if (moment.when != SampleMoment::When::at) continue;
    moment.earliest_h += 10;
    moment.latest_h += 10;
  }
  truth.bouts_h[1] = {0, 10, 48};
  Measurement row = row_of(MeasurementKind::sign, Contrast::paired, 1, 3);
  CHECK(find_row(row, study_rows, truth).why == "no sample at 0.45 h");
  row.time_h = 12.7;
  CHECK(find_row(row, study_rows, truth).place->sample == 2);

  std::vector<Row> rows{{"massage_vs_control", {"massage", "rest"}, {2}}};
  row.time_h = 2.7;
  CHECK(find_row(row, rows, truth).place->sample == 2);
  row.time_h = 0.45;
  CHECK(find_row(row, rows, truth).place->sample == 1);
  rows[0].after = {1};
  CHECK_FALSE(find_row(row, rows, truth).place);
  rows[0].after = {4};
  CHECK(find_row(row, rows, truth).why == "no bout 4 of its arm");
  CHECK_FALSE(find_row(row, rows, truth).no_study);
  rows[0].after = {1, 2};
  CHECK(find_row(row, rows, truth).why == "a mean over several bouts");
  rows[0].after = {2};
  row.when = Measurement::When::peak;
  CHECK(find_row(row, rows, truth).why == "from a later bout on");
}
