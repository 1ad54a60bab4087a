// A study at a point of its priors: which person, which loads, and what comes out.

#include "sim/sensitivity/study_variants.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "models/observable.hpp"
#include "sim/experiment/prior_draw.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/results/results_file.hpp"
#include "sim/sampling/sobol_indices.hpp"
#include "sim/sensitivity/evaluate_design.hpp"
#include "sim/sensitivity/sensitivity.hpp"
#include "tests/sensitivity/small_question.hpp"

using namespace knead;
using namespace knead::test;

namespace {

SensitivityQuestion asked(const std::vector<std::string>& parameters, const std::string& arm = "massage",
                          const std::string& against = "") {
  SensitivityWords words = words_about(parameters);
  words.arm = arm;
  words.against = against;
  return question_of(mixed_study(), words);
}

std::vector<double> evaluated(const StudyVariants& variants, const std::vector<double>& shares) {
  return variants.evaluate(shares, {});
}

}  // namespace

TEST_CASE("points vary one median subject whose loads start in the middle") {
  Study study = small_study();
  const StudyVariants mixed(study, asked({"soreness.wN"}));
  CHECK(mixed.base().tissue.kind == Tissue::Kind::well_mixed);
  CHECK(mixed.base().subjects.count == 1);
  CHECK(timing_of(mixed.base().arms[1].loads[0]).start_s == Drawn{750, 750});
  CHECK_FALSE(mixed.pressure_freed());
  SensitivityQuestion question = asked({"soreness.wN"});
  question.study_tissue = true;
  CHECK(StudyVariants(study, question).base().tissue == study.tissue);

  const Parameter& weight = all_parameters()[*find_parameter("soreness.wN")];
  CHECK(mixed.at({0.3}).parameters["soreness.wN"] == prior_quantile(weight, 0.3));
  CHECK(mixed.at({0.3}).parameters["soreness.wG"] == study.parameters["soreness.wG"]);
}

TEST_CASE("outcomes are those of a run of that study") {
  const StudyVariants variants(mixed_study(), asked({"soreness.wN", "exercise"}));
  const std::vector<double> shares(
      question_of(mixed_study(), words_about({"soreness.wN", "exercise"})).parameters.chosen.size(), 0.8);
  const Study study = variants.at(shares);
  const TrueSamples truth = run_study(study, {.subject_cv = 0.0});
  std::size_t soreness = 0;
  while (observables()[soreness].id != "soreness") ++soreness;
  const double peak = truth.at(0, 1, static_cast<int>(study.sampling.biopsies.size()), static_cast<int>(soreness)).mean;
  const std::vector<double> found = evaluated(variants, shares);
  CHECK(found[0] == 0);
  CHECK(found[1] == doctest::Approx(peak).epsilon(1e-3));
}

TEST_CASE("a difference is that of the arms' outcomes") {
  const std::vector<double> shares{0.9};
  const auto massage = evaluated(StudyVariants(mixed_study(), asked({"massage.duty"})), shares),
             rest = evaluated(StudyVariants(mixed_study(), asked({"massage.duty"}, "rest")), shares),
             both = evaluated(StudyVariants(mixed_study(), asked({"massage.duty"}, "massage", "rest")), shares);
  for (std::size_t o = 1; o <= 2; ++o) CHECK(both[o] == doctest::Approx(massage[o] - rest[o]).epsilon(1e-6).scale(1));
}

TEST_CASE("pressure is varied in place of the study's") {
  const StudyVariants variants(mixed_study(), asked({"massage.pressure"}));
  CHECK(variants.pressure_freed());
  Study gentle = mixed_study();
  massage_of(gentle).pressure_Pa.reset();
  CHECK_FALSE(StudyVariants(gentle, asked({"massage.pressure"})).pressure_freed());
  CHECK(evaluated(variants, {1e-9}) != evaluated(variants, {1 - 1e-9}));
}

TEST_CASE("what cannot matter has a total index of exactly 0") {
  const SensitivityQuestion question = asked({"massage.pressure", "soreness.S0"}, "rest");
  const StudyVariants variants(mixed_study(), question);
  std::vector<std::vector<double>> outputs;
  for (const auto& point : saltelli_points(2, question.rows, 1)) outputs.push_back(evaluated(variants, point));
  const Sensitivity found = sensitivity_of(mixed_study(), question, outputs);
  REQUIRE(found.parameters == std::vector<std::string>{"soreness.S0", "massage.pressure"});
  CHECK(found.failures == 0);
  CHECK(found.indices[0].total[0].value > 0.1);
  CHECK(found.indices[0].total[1].value == 0);
  CHECK(found.indices[0].total[1].high == 0);
}

TEST_CASE("a simulation that fails is counted and has no outcome") {
  Study study = mixed_study();
  study.parameters["nfkb.k1"] = std::nan("");
  const SensitivityQuestion question = asked({"soreness.wN"});
  const std::vector<double> found = evaluated(StudyVariants(study, question), {0.5});
  CHECK(found[0] == 1);
  CHECK(std::isnan(found[1]));
  const Sensitivity said = sensitivity_of(study, question, {found, found, found});
  CHECK(said.failures == 3);
  CHECK(said.indices[0].rows == 0);
}

TEST_CASE("what is in the ledger is not simulated again, and another question's is refused") {
  const SensitivityQuestion question = asked({"soreness.wN"});
  const StudyVariants variants(mixed_study(), question);
  const auto points = saltelli_points(1, question.rows, 1);
  const auto folder = std::filesystem::temp_directory_path() / "knead_sensitivity_ledger";
  std::filesystem::remove_all(folder);
  const Ranks ranks;
  std::size_t kept = 0;
  DesignWork work{.part = folder / "small.part", .identity = "one", .going_on = [&](std::size_t rows) { kept = rows; }};
  const auto outputs = evaluate_design(ranks, variants, points, 3, work);
  REQUIRE(outputs.size() == points.size());
  CHECK(kept == 0);
  CHECK(evaluate_design(ranks, variants, points, 3, work) == outputs);
  CHECK(kept == points.size());
  work.identity = "other";
  CHECK_THROWS_AS(evaluate_design(ranks, variants, points, 3, work), ResultsError);
  std::filesystem::remove_all(folder);
}
