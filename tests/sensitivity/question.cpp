// What may be asked, and what is told of a mistake.

#include "sim/sensitivity/question.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/sensitivity/small_question.hpp"

using namespace knead;
using namespace knead::test;

namespace {

std::string refused(const SensitivityWords& words, const std::string& table = "no such table") {
  try {
    read_question(mixed_study(), words, table);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

SensitivityWords changed(void (*change)(SensitivityWords&)) {
  SensitivityWords words = words_about({"massage.pressure"});
  change(words);
  return words;
}

std::size_t position(const char* name) { return *find_parameter(name); }

}  // namespace

TEST_CASE("a question is read from names") {
  SensitivityWords words = words_about({"soreness.wN", "massage.pressure", "soreness.wN"});
  words.against = "rest";
  const SensitivityQuestion question = question_of(mixed_study(), words);
  CHECK(question.arm == 1);
  CHECK(question.against == std::size_t{0});
  CHECK(question.outcomes.size() == 2);
  CHECK(question.parameters.chosen == std::vector{position("soreness.wN"), position("massage.pressure")});
  CHECK(question.seed == 7);
  CHECK(question.points() == 16);

  words.outcomes.clear();
  const auto usual = question_of(mixed_study(), words).outcomes;
  CHECK(usual == usual_outcomes(1));
}

TEST_CASE("a module is all that varies in it, and all is all that the limb's table leaves") {
  const ParameterChoice massage = choose_parameters({"massage"});
  CHECK(massage.chosen.size() == 3);  // volume_cap is fixed
  const ParameterChoice limb = choose_parameters({"limb"});
  CHECK(limb.chosen == std::vector{position("limb.muscle_modulus"), position("limb.permeability")});
  CHECK(limb.held.size() == 12);
  const ParameterChoice all = choose_parameters({"all"});
  CHECK(all.held == limb.held);
  CHECK(all.chosen.size() > 100);
  CHECK(std::is_sorted(all.chosen.begin(), all.chosen.end()));
}

TEST_CASE("mistakes are told with the nearest name") {
  CHECK(refused(changed([](SensitivityWords& words) { words.arm = "masage"; })) ==
        "--arm masage: error: no arm of this name; expected one of rest, massage; did you mean 'massage'?");
  CHECK(refused(changed([](SensitivityWords& words) { words.arm = ""; })) ==
        "--arm: error: expected one of rest, massage");
  CHECK(refused(changed([](SensitivityWords& words) { words.against = "massage"; })) ==
        "--against massage: error: is the arm itself; expected another");
  CHECK(refused(changed([](SensitivityWords& words) { words.outcomes = {"sorenes.peak"}; })) ==
        "--outcome sorenes.peak: error: unknown observable 'sorenes'; did you mean 'soreness'?");
  CHECK(refused(words_about({"massage.presure"})) ==
        "--parameter massage.presure: error: no parameter or module has this name; did you mean 'massage.pressure'?");
  CHECK(refused(words_about({"massag"})) ==
        "--parameter massag: error: no parameter or module has this name; did you mean 'massage'?");
  CHECK(refused(words_about({"massage.volume_cap"})) ==
        "--parameter massage.volume_cap: error: the prior of massage.volume_cap is fixed");
  CHECK(
      refused(words_about({"limb.fat_modulus"})).starts_with("--parameter limb.fat_modulus: error: all points share"));
  CHECK(refused(words_about({})).starts_with("--parameter: error: expected the parameters to vary: module.symbol"));
}

TEST_CASE("what calibration estimates is varied where nothing is named") {
  const auto path = std::filesystem::temp_directory_path() / "knead_sensitivity_parameters.tsv";
  const auto written = [&](const char* lines) {
    std::ofstream(path) << "parameterId\tnominalValue\testimate\n" << lines;
    return path.string();
  };
  const ParameterChoice choice = estimated_parameters(
      written("soreness.wN\t1\t1\ndamage.kLr\t1\t0\nnoise_of_force\t1\t1\nmassage.volume_cap\t0.1\t1\n"));
  CHECK(choice.chosen == std::vector{position("soreness.wN")});
  CHECK(refused(words_about({}), written("damage.kLr\t1\t0\n")).ends_with("estimates none"));
  CHECK(refused(words_about({}), written("damage.kLr\t1\tyes\n")).find(":2:") != std::string::npos);
  std::filesystem::remove(path);
}

TEST_CASE("equal questions have equal texts, and others have others") {
  const Study study = mixed_study();
  const std::string text = text_of(question_of(study, words_about({"massage"})));
  CHECK(text_of(question_of(study, words_about({"massage"}))) == text);
  CHECK(text_of(question_of(study, words_about({"massage.duty"}))) != text);
  for (auto change :
       {+[](SensitivityWords& words) { words.rows = 8; }, +[](SensitivityWords& words) { words.seed = 9; },
        +[](SensitivityWords& words) { words.against = "rest"; },
        +[](SensitivityWords& words) { words.study_tissue = true; },
        +[](SensitivityWords& words) { words.outcomes = {"force.end"}; }}) {
    SensitivityWords words = words_about({"massage"});
    change(words);
    CHECK(text_of(question_of(study, words)) != text);
  }
}
