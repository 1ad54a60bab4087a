// What a design may say, and what is told of a mistake.

#include <doctest/doctest.h>

#include "sim/design/design.hpp"
#include "tests/design/small_design.hpp"

using namespace knead;
using namespace knead::test;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string refused(const std::string& questions, const std::string& candidates) {
  const SmallDesign design(2, questions, candidates);
  try {
    read_design(design.file());
  } catch (const ConfigError& error) {
    std::string text = error.what();
    while (text.find(design.folder().string() + "/") != std::string::npos)
      text.erase(text.find(design.folder().string() + "/"), design.folder().string().size() + 1);
    return text;
  }
  return "";
}

std::string wrong_question(const std::string& from, const std::string& to) {
  return refused(replaced(small_questions, from, to), small_candidates);
}
std::string wrong_candidate(const std::string& from, const std::string& to) {
  return refused(small_questions, replaced(small_candidates, from, to));
}

}  // namespace

TEST_CASE("a design is read with its study, its samples and its posterior") {
  const SmallDesign file;
  const MeasurementDesign design = read_design(file.file());
  CHECK(design.name == "next");
  CHECK(design.posterior.draws() == 64);
  CHECK(design.study.subjects.count == 2);
  CHECK(design.study.tissue.kind == Tissue::Kind::well_mixed);
  CHECK_FALSE(design.study.posterior);
  REQUIRE(design.questions.size() == 4);
  using Kind = DesignQuestion::Kind;
  CHECK(design.questions[0].kind == Kind::difference);
  CHECK(design.questions[0].against.empty());
  CHECK(design.questions[1].against == "rest");
  CHECK(design.questions[2].kind == Kind::choice);
  CHECK(design.questions[2].options[1].label == "start=3 h");
  CHECK(design.questions[3].kind == Kind::share);
  CHECK(design.questions[3].unit() == "%");
  REQUIRE(design.option_studies.size() == 2);
  REQUIRE(design.option_studies[1].arms.size() == 1);
  CHECK(timing_of(design.option_studies[1].arms[0].loads[0]).start_s.low == 3 * 3600);
  // Samples: baseline, 50 min, 4 h, 5 h, 6 h.
  CHECK(design.study.sampling.biopsies.size() == 5);
  CHECK(design.sample_of == std::vector<std::size_t>{2, 2, 3, 1, 4});
  CHECK(design.candidates[0].words() == "force of rest against baseline, 4 h, 4 people");
  CHECK(design.candidates[4].measurement().contrast == Contrast::none);
}

TEST_CASE("another posterior is named on the command line") {
  const SmallDesign file(4);
  CHECK(read_design(file.file(), "constructed").posterior.draws() == 4);
  CHECK_THROWS_WITH_AS(read_design(file.file(), "constricted"), doctest::Contains("--posterior constricted: error: no"),
                       ConfigError);
}

TEST_CASE("mistakes in a question are told with their place and the nearest name") {
  CHECK(wrong_question("force.at(4 h), arm: rest}", "force.at(4 h), arm: rst}") ==
        "design.yaml:7:39: error: unknown arm 'rst' (arms: rest, massage); did you mean 'rest'?");
  CHECK(wrong_question("force.at(4 h)", "forse.at(4 h)") ==
        "design.yaml:7:19: error: unknown observable 'forse'; did you mean 'force'?");
  CHECK(wrong_question("force.at(4 h)", "force.at(4 d)") ==
        "design.yaml:7:19: error: force.at(4 d): the study ends after 6 h");
  CHECK(wrong_question("against: rest", "agains: rest").find("unknown key 'agains' in effect") != std::string::npos);
  CHECK(wrong_question("massage.0.massage.start", "massage.0.massage.strat").find("did you mean 'start'") !=
        std::string::npos);
  CHECK(wrong_question("damage.kox: 0 /h", "damage.kax: 0 /h").find("did you mean 'damage.kox'") != std::string::npos);
  CHECK(wrong_question("[10 min, 3 h]", "[10 min]").find("over gives 1 options; expected 2 to 64") !=
        std::string::npos);
  CHECK(wrong_question("arm: massage, against: rest", "arm: massage, against: rest, parameters: {damage.kox: 0 /h}")
            .find("effect has more than one of against, parameters and over") != std::string::npos);
}

TEST_CASE("mistakes in a candidate are told with their place and the nearest name") {
  CHECK(wrong_candidate("lactate, arm", "lactete, arm") ==
        "design.yaml:14:25: error: unknown observable 'lactete'; did you mean 'lactate'?");
  CHECK(wrong_candidate("against: baseline", "against: baselin")
            .find("unknown arm 'baselin' (arms: baseline, rest, massage); did you mean 'baseline'?") !=
        std::string::npos);
  CHECK(wrong_candidate("at: 5 h", "at: 7 h").find("is after the end of the study; expected at most 6 h") !=
        std::string::npos);
  CHECK(wrong_candidate("people: 4}", "people: 1}").find("out of range") + 1 +
            wrong_candidate("people: 4}", "people: 1}").find("at least") + 1 +
            wrong_candidate("people: 4}", "people: 1}").find("people is") !=
        0);
  CHECK(wrong_candidate("massage, against: rest", "massage, against: massage")
            .find("massage is measured against itself") != std::string::npos);
  CHECK(refused(small_questions, "candidates: {}\n").find("candidates is empty") != std::string::npos);
}
