// A posterior against a table: verdicts by weighted draws, a study left out, another posterior, and what has no study.

#include "sim/calibration/validate.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "sim/calibration/row_model.hpp"
#include "sim/calibration/validation_text.hpp"
#include "sim/config/read_study.hpp"
#include "sim/experiment/traits.hpp"

using namespace knead;
namespace fs = std::filesystem;

namespace {

constexpr const char* dish = R"(
study: dish
subjects: {count: 2}
tissue: {kind: culture, domains: 2}
arms:
  control: []
  tnf: [{medium: {start: 0 min, segments: [{for: 15 min, tnf: 20 pM}]}}]
sample: {biopsy: {at: [baseline, 30 min]}}
rows: {tnf: [tnf], tnf_vs_control: [tnf, control]}
until: 1 h
)";

// Its grid resolves no field that hardly spreads.
constexpr const char* block = R"(
study: block
subjects: {count: 1}
tissue: {fibres: 5, length: 200 um, domain_length: 100 um}
arms:
  control: []
  pulse: [{prescribed: {start: 0 min, segments: [{for: 10 min, fibre_strain: 0.09, frequency: 0.5 Hz}]}}]
sample: {biopsy: {at: [baseline, 30 min]}}
rows: {pulse_vs_control: [pulse, control]}
until: 30 min
)";

Measurement row_of(const std::string& study, const std::string& condition, Contrast contrast, double fold, int line) {
  Measurement row;
  row.study = "Somebody2020";
  row.study_file = study;
  row.observable = "p65_nuclear";
  row.condition = condition;
  row.contrast = contrast;
  row.time_h = 0.5;
  row.kind = contrast == Contrast::paired ? MeasurementKind::ratio : MeasurementKind::fold;
  row.value = fold;
  row.n = 10;
  row.line = line;
  return row;
}

/// Draws that differ in how strongly TNF acts: K_T small (strong) or large (weak).
Posterior posterior_of(const std::vector<double>& K_T, const std::vector<double>& weights,
                       const std::vector<double>& log_likelihood, const std::string& name = "made_up",
                       const std::vector<Measurement>& fitted = {}) {
  Posterior posterior;
  posterior.name = name;
  posterior.checksum = name;
  posterior.positions = {*find_parameter("ikk_activation.K_T")};
  for (const double value : K_T) posterior.values.push_back({value});
  posterior.weights = weights;
  posterior.studies = {"dish"};
  for (const Measurement& row : fitted) posterior.fitted_rows.push_back(row_key(row));
  for (const double value : log_likelihood) posterior.log_likelihood.push_back({value});
  return posterior;
}

struct Folder {
  fs::path path =
      fs::temp_directory_path() / ("knead_validate_test_" + std::to_string(getpid()));  // tests run side by side
  Folder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Folder() { fs::remove_all(path); }
};

std::vector<ValidatedRow> validated(const ValidationQuestion& question) {
  const Folder folder;
  const Ranks ranks;
  return validate(
      question, folder.path, ranks, [](double) {}, [] {});
}

/// The fold that the model has with this K_T, as its median over trials says.
double fold_at(double K_T) {
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {row_of("dish", "tnf", Contrast::baseline, 1, 2)},
                              .posterior = posterior_of({K_T}, {1}, {0}),
                              .exercise_only = {},
                              .trials_a_draw = 400};
  return validated(question).front().verdict.contrast_median;
}

}  // namespace

TEST_CASE("verdicts follow the weights of the draws, and a left-out study takes its likelihood back") {
  const double strong = fold_at(20), weak = fold_at(5000);
  REQUIRE(strong > 2 * weak);
  // Twenty draws of each: the study's likelihood made the strong ones 4000 times as likely.
  std::vector<double> K_T, weights, likelihood;
  for (int k = 0; k < 20; ++k)
    for (const bool is_strong : {true, false}) {
      K_T.push_back(is_strong ? 20 + 1e-3 * k : 5000 + 0.1 * k);
      weights.push_back((is_strong ? 4000.0 : 1.0) / 20 / 4001);
      likelihood.push_back(is_strong ? std::log(4000.0) : 0);
    }
  const Measurement fitted = row_of("dish", "tnf", Contrast::baseline, strong, 2);
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {fitted, row_of("dish", "tnf_vs_control", Contrast::paired, weak, 3),
                                       row_of("nowhere", "tnf", Contrast::baseline, 2, 4)},
                              .posterior = posterior_of(K_T, weights, likelihood, "made_up", {fitted}),
                              .exercise_only = posterior_of({5000}, {1}, {0}, "other", {fitted})};
  const std::vector<ValidatedRow> rows = validated(question);
  REQUIRE(rows.size() == 3);

  CHECK(rows[0].fitted);
  CHECK(rows[0].verdict.verdict == Verdict::agrees);
  CHECK(rows[0].verdict.contrast_median == doctest::Approx(strong).epsilon(0.1));
  // Without it both kinds weigh alike again: forty draws, and an interval from one fold to the other.
  CHECK(rows[0].left_out_effective == doctest::Approx(40));
  REQUIRE(rows[0].left_out);
  CHECK(rows[0].left_out->contrast_low < 1.5 * weak);
  CHECK(rows[0].left_out->contrast_high > strong / 1.5);
  CHECK(!rows[0].exercise_only);

  CHECK(!rows[1].fitted);
  CHECK(!rows[1].left_out);
  CHECK(rows[1].verdict.verdict == Verdict::disagrees);
  REQUIRE(rows[1].exercise_only);
  CHECK(rows[1].exercise_only->verdict == Verdict::agrees);

  CHECK(rows[2].verdict.verdict == Verdict::no_study);
  CHECK(rows[2].verdict.why == "no study file");

  const std::string text = format(rows, "made_up against a table");
  CHECK(text.find("rows that were fitted") != std::string::npos);
  CHECK(text.find("agrees 1 of 1") != std::string::npos);
  CHECK(text.find("no study 1") != std::string::npos);
  CHECK(tsv_of(rows).find("Somebody2020\tdish\tp65_nuclear\ttnf\t0.5\tfold\tyes\tagrees\t") != std::string::npos);
}

TEST_CASE("too few draws once a study is left out tell nothing") {
  const Measurement row = row_of("dish", "tnf", Contrast::baseline, 10, 2);
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {row},
                              .posterior = posterior_of({20, 5000}, {0.5, 0.5}, {-40, 0}, "made_up", {row}),
                              .exercise_only = {}};
  const std::vector<ValidatedRow> rows = validated(question);
  CHECK(rows[0].left_out_effective == doctest::Approx(1));
  CHECK(!rows[0].left_out);
  // A draw that the study would have refused altogether has no weight without it, rather than all of it.
  question.posterior.log_likelihood[0][0] = -std::numeric_limits<double>::infinity();
  CHECK(validated(question)[0].left_out_effective == doctest::Approx(1));
  CHECK(tsv_of(rows).find("\tunknown\t1.0\t") != std::string::npos);
}

TEST_CASE("what was simulated is not simulated again, and another posterior's trials are refused") {
  const Folder folder;
  const Ranks ranks;
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {row_of("dish", "tnf", Contrast::baseline, 10, 2)},
                              .posterior = posterior_of({20, 5000}, {0.5, 0.5}, {0, 0}),
                              .exercise_only = {}};
  int looks = 0;
  const auto run = [&] {
    return validate(
        question, folder.path, ranks, [](double) {}, [&] { ++looks; });
  };
  const double median = run().front().verdict.contrast_median;
  CHECK(looks > 0);
  looks = 0;
  CHECK(run().front().verdict.contrast_median == median);
  CHECK(looks == 0);
  question.posterior.checksum = "another";
  CHECK_THROWS(run());
  question.posterior.checksum = "made_up";
  remove_validation_ledgers(question, folder.path);
  CHECK(fs::is_empty(folder.path));
}

TEST_CASE("vague parameters agree with no more rows") {
  const double strong = fold_at(20), weak = fold_at(5000);
  std::vector<double> K_T;
  for (int k = 0; k < 20; ++k) K_T.push_back(k < 12 ? 20 : 5000);
  Measurement row = row_of("dish", "tnf", Contrast::baseline, weak, 2);
  row.spread_kind = SpreadKind::se;
  row.spread = 0.01 * weak;
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {row},
                              .posterior = posterior_of(K_T, std::vector<double>(20, 0.05), std::vector<double>(20, 0)),
                              .exercise_only = {}};
  const RowVerdict verdict = validated(question).front().verdict;
  // The median is that of a strong draw, and the row lies well within the trials of all.
  CHECK(verdict.contrast_median > (strong + weak) / 2);
  CHECK(verdict.contrast_low < weak);
  CHECK(verdict.verdict == Verdict::disagrees);
}

TEST_CASE("draws in which a study fails are dropped from its rows and counted") {
  const Measurement of_dish = row_of("dish", "tnf", Contrast::baseline, 10, 2);
  Measurement of_block = row_of("block", "pulse_vs_control", Contrast::paired, 1, 3);
  of_block.time_h = 0.33;  // from the end of its pulse
  const std::size_t diffusion = *find_parameter("cytokine.tnf_D");
  const double declared = all_parameters()[diffusion].value, blurred = 1e-3 * declared;
  const auto validated_with = [&](const std::vector<double>& tnf_D) {
    const std::vector<double> ones(tnf_D.size(), 1), zeros(tnf_D.size(), 0);
    ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml"), read_study_text(block, "block.yaml")},
                                .rows = {of_dish, of_block},
                                .posterior = posterior_of(tnf_D, ones, zeros, "made_up", {of_dish}),
                                .exercise_only = {}};
    question.posterior.positions = {diffusion};
    for (double& weight : question.posterior.weights) weight /= static_cast<double>(tnf_D.size());
    return validated(question);
  };
  const std::vector<ValidatedRow> one = validated_with({declared}), two = validated_with({declared, blurred});
  CHECK(two[0].failed == 0);
  CHECK(two[0].left_out_effective == doctest::Approx(2));
  CHECK(two[1].failed == 1);
  CHECK(two[1].verdict.modelled());
  CHECK(two[1].verdict.contrast_median == one[1].verdict.contrast_median);
  CHECK(two[1].verdict.contrast_high == one[1].verdict.contrast_high);
  CHECK(format(two, "t").find("as block fails in them: 1, of exercise alone 0\n") != std::string::npos);
  CHECK(format(one, "t").find("fails") == std::string::npos);

  const std::vector<ValidatedRow> none = validated_with({blurred});
  CHECK(none[0].verdict.modelled());
  CHECK(none[1].verdict.verdict == Verdict::not_modelled);
  CHECK(none[1].verdict.why == "the study fails in every draw");
}
