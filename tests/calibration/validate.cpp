// A posterior against a table: verdicts by weighted draws, a study left out, another posterior, and what has no study.

#include "sim/calibration/validate.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

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
                       const std::vector<double>& log_likelihood, const std::string& name = "made_up") {
  Posterior posterior;
  posterior.name = name;
  posterior.checksum = name;
  posterior.positions = {*find_parameter("ikk_activation.K_T")};
  for (const double value : K_T) posterior.values.push_back({value});
  posterior.weights = weights;
  posterior.studies = {"dish"};
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
                              .fitted = {0},
                              .treated = {0},
                              .posterior = posterior_of({K_T}, {1}, {0}),
                              .exercise_only = {}};
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
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {row_of("dish", "tnf", Contrast::baseline, strong, 2),
                                       row_of("dish", "tnf_vs_control", Contrast::paired, weak, 3),
                                       row_of("nowhere", "tnf", Contrast::baseline, 2, 4)},
                              .fitted = {1, 0, 0},
                              .treated = {0, 1, 0},
                              .posterior = posterior_of(K_T, weights, likelihood),
                              .exercise_only = posterior_of({5000}, {1}, {0}, "other")};
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
  CHECK(rows[2].verdict.why == "no study file 'nowhere'");

  const std::string text = format(rows, "made_up against a table");
  CHECK(text.find("rows that were fitted") != std::string::npos);
  CHECK(text.find("agrees 1 of 1") != std::string::npos);
  CHECK(text.find("no study 1") != std::string::npos);
  CHECK(tsv_of(rows).find("Somebody2020\tdish\tp65_nuclear\ttnf\t0.5\tyes\tagrees\t") != std::string::npos);
}

TEST_CASE("too few draws once a study is left out tell nothing") {
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {row_of("dish", "tnf", Contrast::baseline, 10, 2)},
                              .fitted = {1},
                              .treated = {0},
                              .posterior = posterior_of({20, 5000}, {0.5, 0.5}, {-40, 0}),
                              .exercise_only = {}};
  const std::vector<ValidatedRow> rows = validated(question);
  CHECK(rows[0].left_out_effective == doctest::Approx(1));
  CHECK(!rows[0].left_out);
  CHECK(tsv_of(rows).find("\tunknown\t1.0\t") != std::string::npos);
}

TEST_CASE("what was simulated is not simulated again, and another posterior's trials are refused") {
  const Folder folder;
  const Ranks ranks;
  ValidationQuestion question{.studies = {read_study_text(dish, "dish.yaml")},
                              .rows = {row_of("dish", "tnf", Contrast::baseline, 10, 2)},
                              .fitted = {0},
                              .treated = {0},
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
