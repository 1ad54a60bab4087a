#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "tests/inference/constructed_samples.hpp"

using namespace knead;
using namespace knead::test;

namespace {

/// Both legs 1 but the massaged one `ratio`; no spread, so with a perfect laboratory every trial's contrast is exact.
TrueSamples with_ratio(double ratio) {
  TrueSamples truth = samples_of(11, Assay::biochemistry);
  set(truth, 1, 1, [&](int) { return ratio; });
  return truth;
}

/// The rest leg at 0.45 h is `level`, its baseline 1.
TrueSamples with_level(double level) {
  TrueSamples truth = samples_of(11, Assay::biochemistry);
  set(truth, 0, 1, [&](int) { return level; });
  return truth;
}

void check_edge(const Measurement& row, TrueSamples (*truth_of)(double), double inside, double outside) {
  CAPTURE(inside);
  CAPTURE(outside);
  CHECK(true_verdict(row, truth_of(inside)) == Verdict::agrees);
  CHECK(true_verdict(row, truth_of(outside)) == Verdict::disagrees);
}

Measurement with_spread(Measurement row, SpreadKind kind, double spread) {
  row.spread_kind = kind;
  row.spread = spread;
  return row;
}

}  // namespace

TEST_CASE("a sign is judged by mean over SD of the differences") {
  // One trial of the subjects as they are: differences +-1 about a mean that puts mean / SD on either side.
  for (const int sign : {1, -1}) {
    for (const double off : {-0.001, 0.001}) {
      TrueSamples truth = samples_of(10, Assay::biochemistry);
      const double sd = std::sqrt(10 / 9.0);
      const double mean = sign * sd * (significance_threshold(Contrast::paired, 10) + off);
      set(truth, 1, 1, [&](int i) { return std::exp(mean + (i % 2 ? 1 : -1)); });
      const TrialOptions once{1, perfect_laboratory};
      const auto of = [&](double value) {
        return verdict_of(row_of(MeasurementKind::sign, Contrast::paired, value, 10), truth, once);
      };
      CHECK((of(sign) == Verdict::agrees) == (off > 0));
      CHECK((of(0) == Verdict::agrees) == (off < 0));
      CHECK(of(-sign) == Verdict::disagrees);
    }
  }
}

TEST_CASE("a sign holds from half of the trials on") {
  int changes = 0;
  Verdict last = Verdict::disagrees;
  for (double ratio = 1.0; ratio < 1.5; ratio += 0.02) {
    const TrueSamples truth = with_ratio(ratio);
    const RowVerdict up = judge(row_of(MeasurementKind::sign, Contrast::paired, 1, 11), study_rows, truth);
    const RowVerdict none = judge(row_of(MeasurementKind::sign, Contrast::paired, 0, 11), study_rows, truth);
    CHECK((up.verdict == Verdict::agrees) == (up.share >= 0.5));
    CHECK((none.verdict == Verdict::agrees) == (none.share >= 0.5));
    CHECK(up.share + none.share <= 1);  // the rest came out P < 0.05 downwards
    CHECK(up.share + none.share > 0.93);
    changes += up.verdict != last;
    last = up.verdict;
  }
  CHECK(last == Verdict::agrees);
  CHECK(changes == 1);
}

TEST_CASE("scores are judged by differences") {
  TrueSamples truth = samples_of(13, Assay::score, Scale::difference);
  set(truth, 0, 1, [](int) { return 6.0; });
  set(truth, 1, 1, [](int) { return 0.0; });  // a log of it would not exist
  const RowVerdict down = judge(row_of(MeasurementKind::sign, Contrast::paired, -1, 13), study_rows, truth);
  CHECK(down.verdict == Verdict::agrees);
  CHECK(down.contrast_median == doctest::Approx(-6).epsilon(0.1));
  CHECK(true_verdict(row_of(MeasurementKind::percent, Contrast::baseline, 500, 13), truth) == Verdict::agrees);
}

TEST_CASE("groups of other people need a larger effect than pairs") {
  TrueSamples truth = samples_of(12, Assay::biochemistry);
  for (const int arm : {0, 1}) {
    set(truth, arm, 1, [&](int i) { return (arm ? 1.1 : 1.0) * std::exp(0.2 * (i - 5.5)); });
  }
  CHECK(verdict_of(row_of(MeasurementKind::sign, Contrast::paired, 1, 12), truth, {200, perfect_laboratory}) ==
        Verdict::agrees);
  CHECK(true_verdict(row_of(MeasurementKind::sign, Contrast::parallel, 1, 12), truth) == Verdict::disagrees);
  CHECK(true_verdict(row_of(MeasurementKind::sign, Contrast::parallel, 0, 12), truth) == Verdict::agrees);
  set(truth, 1, 1, [&](int i) { return 20 * std::exp(0.2 * (i - 5.5)); });
  CHECK(true_verdict(row_of(MeasurementKind::sign, Contrast::parallel, 1, 12), truth) == Verdict::agrees);
}

TEST_CASE("a ratio known within a factor") {
  const Measurement row =
      with_spread(row_of(MeasurementKind::ratio, Contrast::paired, 0.33, 11), SpreadKind::factor, 2);
  check_edge(row, with_ratio, 0.166, 0.164);
  check_edge(row, with_ratio, 0.659, 0.661);
  CHECK(true_verdict(row, with_ratio(1)) == Verdict::disagrees);
}

TEST_CASE("the ratio whose SD is bound by P < 0.05 lies strictly between 1.00 and 1.60") {
  const Measurement row =
      with_spread(row_of(MeasurementKind::ratio, Contrast::paired, 1.30, 11), SpreadKind::sd_of_difference_bound, 0.45);
  check_edge(row, with_ratio, 1.001, 0.999);
  check_edge(row, with_ratio, 1.599, 1.601);
  CHECK(true_verdict(row, with_ratio(1.0)) == Verdict::disagrees);
}

TEST_CASE("a spread gives 1.96 standard errors") {
  const Measurement fold = row_of(MeasurementKind::fold, Contrast::baseline, 8.5, 9);
  check_edge(with_spread(fold, SpreadKind::se, 1), with_level, 8.5 + 1.95, 8.5 + 1.97);
  check_edge(with_spread(fold, SpreadKind::se, 1), with_level, 8.5 - 1.95, 8.5 - 1.97);
  check_edge(with_spread(fold, SpreadKind::sd, 3), with_level, 8.5 + 1.95, 8.5 + 1.97);          // 3 / sqrt(9)
  check_edge(with_spread(fold, SpreadKind::range_half, 2), with_level, 8.5 + 1.95, 8.5 + 1.97);  // 2 SE
  const Measurement percent = row_of(MeasurementKind::percent, Contrast::baseline, -33, 16);
  check_edge(with_spread(percent, SpreadKind::sd, 12), with_level, 0.67 + 0.0587, 0.67 + 0.0589);  // 1.96 x 3 %
  check_edge(with_spread(percent, SpreadKind::sd, 12), with_level, 0.67 - 0.0587, 0.67 - 0.0589);
}

TEST_CASE("the model's standard error is the SD of the contrasts that trials have") {
  const double none = std::numeric_limits<double>::quiet_NaN(), endless = std::numeric_limits<double>::infinity();
  CHECK(standard_error({{.contrast = 1}, {.contrast = 3}, {.contrast = none}, {.contrast = endless}}) ==
        doctest::Approx(std::sqrt(2.0)));
  CHECK(standard_error({{.contrast = 1}}) == 0);
}

TEST_CASE("the model's own standard error joins the measurement's") {
  const Measurement row = with_spread(row_of(MeasurementKind::value, Contrast::none, 7, 9), SpreadKind::se, 3);
  const Bounds bounds = bounds_of(row, 4);
  CHECK(bounds.low == doctest::Approx(7 - 1.96 * 5));
  CHECK(bounds.high == doctest::Approx(7 + 1.96 * 5));
  // Subjects at +-2: the standard error of 16 is 0.5, and the 1.96 hypot(1, 0.5) = 2.19 about 7 hold 9.1.
  TrueSamples truth = samples_of(10, Assay::biochemistry);
  set(truth, 0, 1, [](int i) { return 9.1 + (i % 2 ? 2 : -2); });
  const Measurement tight = with_spread(row_of(MeasurementKind::value, Contrast::none, 7, 16), SpreadKind::se, 1);
  const RowVerdict verdict = judge(tight, study_rows, truth, {2000, perfect_laboratory});
  CHECK(verdict.contrast_median == doctest::Approx(9.1));
  CHECK(verdict.verdict == Verdict::agrees);
  CHECK(true_verdict(tight, with_level(9.1)) == Verdict::disagrees);  // people who do not differ
}

TEST_CASE("without a spread a factor of 1.5") {
  check_edge(row_of(MeasurementKind::fold, Contrast::baseline, 10, 8), with_level, 14.9, 15.1);
  check_edge(row_of(MeasurementKind::fold, Contrast::baseline, 10, 8), with_level, 6.7, 6.6);
  check_edge(row_of(MeasurementKind::value, Contrast::none, 4, 8), with_level, 5.9, 6.1);
  check_edge(row_of(MeasurementKind::half_time, Contrast::none, 7.7, 8), with_level, 5.2, 5.1);
  // Of the change, not of the level: -40 % agrees from -60 to -26.7 %.
  check_edge(row_of(MeasurementKind::percent, Contrast::baseline, -40, 8), with_level, 0.41, 0.39);
  check_edge(row_of(MeasurementKind::percent, Contrast::baseline, -40, 8), with_level, 0.73, 0.74);
  check_edge(row_of(MeasurementKind::percent, Contrast::baseline, 60, 8), with_level, 1.89, 1.91);
  // A spread that tells no standard error is as none, and so is an SD of an unknown number of subjects.
  const Measurement end =
      with_spread(row_of(MeasurementKind::percent, Contrast::baseline, -40, 8), SpreadKind::unknown, 1);
  check_edge(end, with_level, 0.41, 0.39);
  Measurement of_unknown_n = with_spread(row_of(MeasurementKind::fold, Contrast::baseline, 10, 8), SpreadKind::sd, 1);
  of_unknown_n.n.reset();
  check_edge(of_unknown_n, with_level, 14.9, 15.1);
}

TEST_CASE("a lower bound") {
  Measurement row = row_of(MeasurementKind::fold, Contrast::baseline, 10, 9);
  row.spread_kind = SpreadKind::lower_bound;
  check_edge(row, with_level, 10.01, 9.99);
  CHECK(true_verdict(row, with_level(1000)) == Verdict::agrees);
}

TEST_CASE("median and range are those of the trials") {
  // Two kinds of subjects, half and half: the mean d of n = 1 is ln 4 or 0, so 95 % of the trials span both.
  TrueSamples truth = samples_of(2, Assay::biochemistry);
  set(truth, 1, 1, [](int i) { return i == 0 ? 1.0 : 4.0; });
  const RowVerdict one =
      judge(row_of(MeasurementKind::ratio, Contrast::paired, 2, 1), study_rows, truth, {200, perfect_laboratory});
  CHECK(one.contrast_low == 1);
  CHECK(one.contrast_high == doctest::Approx(4));
  // With many the central limit: mean d = ln 2 +- 1.96 ln 2 / sqrt(100).
  const RowVerdict many =
      judge(row_of(MeasurementKind::ratio, Contrast::paired, 2, 100), study_rows, truth, {4000, perfect_laboratory});
  CHECK(many.contrast_median == doctest::Approx(2).epsilon(0.02));
  CHECK(std::log(many.contrast_low / 2) == doctest::Approx(-1.96 * std::log(2) / 10).epsilon(0.1));
  CHECK(std::log(many.contrast_high / 2) == doctest::Approx(1.96 * std::log(2) / 10).epsilon(0.1));
}

TEST_CASE("a massage of no effect fails every massage row but those of no difference") {
  const auto table =
      rows_of(read_measurements(std::string(KNEAD_SOURCE_DIR) + "/configs/data/measurements.tsv"), "crane2012");
  CHECK(table.size() == 19);
  std::vector<SampledObservable> observables;
  for (const Measurement& row : table) {
    const bool score = row.observable == "exertion_pain";
    observables.push_back({row.observable, score ? Assay::score : Assay::blot,
                           score ? Specimen::leg : Specimen::homogenate, score ? Scale::difference : Scale::logarithm});
  }
  TrueSamples truth = samples_of(11, observables);
  for (std::size_t i = 0; i < truth.values.size(); ++i) {
    truth.values[i] = {5.0, 4.0, 61, 0};  // in both arms
  }
  int signs = 0, ratios = 0, zeros = 0;
  for (const RowVerdict& v : judge(table, study_rows, truth)) {
    CAPTURE(v.row.observable);
    if (v.row.condition != "massage_vs_control") continue;
    REQUIRE(v.modelled());
    if (v.row.kind == MeasurementKind::sign && v.row.value != 0) {
      CHECK(v.verdict == Verdict::disagrees);
      ++signs;
    } else if (v.row.kind == MeasurementKind::sign) {
      CHECK(v.verdict == Verdict::agrees);
      CHECK(v.share > 0.9);
      ++zeros;
    } else if (v.row.observable == "p65_nuclear") {
      CHECK(v.verdict == Verdict::disagrees);
      ++ratios;
    }
  }
  CHECK(signs == 8);
  CHECK(zeros == 6);
  CHECK(ratios == 1);
}

TEST_CASE("another seed changes the numbers and the same seed does not") {
  TrueSamples truth = with_ratio(1.2);
  const Measurement row = row_of(MeasurementKind::ratio, Contrast::paired, 1.2, 11);
  const RowVerdict first = judge(row, study_rows, truth), again = judge(row, study_rows, truth);
  CHECK(first.contrast_median == again.contrast_median);
  CHECK(first.contrast_low == again.contrast_low);
  truth.seed = 8;
  CHECK(judge(row, study_rows, truth).contrast_median != first.contrast_median);
}

TEST_CASE("the prior predictive probability is the share of draws that agree") {
  const Measurement row =
      with_spread(row_of(MeasurementKind::ratio, Contrast::paired, 0.33, 11), SpreadKind::factor, 2);
  std::vector<RowVerdict> verdicts{judge(row, study_rows, with_ratio(1))};
  verdicts.push_back(verdicts[0]);
  verdicts[1].verdict = Verdict::not_modelled;
  std::vector<PriorDraw> draws;
  for (const double ratio : {0.2, 0.4, 0.6, 0.9}) draws.push_back({with_ratio(ratio), perfect_laboratory});
  add_prior_predictive(verdicts, study_rows, draws);
  CHECK(*verdicts[0].prior_predictive == 0.75);
  CHECK(verdicts[0].verdict == Verdict::disagrees);
  CHECK_FALSE(verdicts[1].prior_predictive);
}

TEST_CASE("by construction is what changes without its sourceless link") {
  const std::vector<Measurement> rows{row_of(MeasurementKind::sign, Contrast::paired, 1, 11),
                                      row_of(MeasurementKind::sign, Contrast::paired, 0, 11, 2.7),
                                      row_of(MeasurementKind::sign, Contrast::paired, 1, 11, 4)};
  const std::vector<RowVerdict> with = judge(rows, study_rows, with_ratio(2));
  std::vector<RowVerdict> verdicts = with, without = judge(rows, study_rows, with_ratio(1));
  mark_by_construction(verdicts, with, with);
  CHECK(verdicts[0].verdict == Verdict::agrees);
  mark_by_construction(verdicts, with, without);
  CHECK(verdicts[0].verdict == Verdict::by_construction);
  CHECK(verdicts[1].verdict == Verdict::agrees);
  CHECK(verdicts[2].verdict == Verdict::not_modelled);
  without.pop_back();
  CHECK_THROWS_AS(mark_by_construction(verdicts, with, without), std::invalid_argument);
}
