#include "sim/calibration/problem_tables.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <set>
#include <sstream>

#include "models/observable.hpp"
#include "models/parameters.hpp"
#include "sim/config/origin.hpp"

using namespace knead;

namespace {

const std::string shipped = KNEAD_SOURCE_DIR "/configs/calibration/";
constexpr LikelihoodOptions standard{5, 0.03, 0.2};

std::vector<FreeParameter> parameters(const std::string& text) {
  std::istringstream in(text);
  return read_free_parameters(in, "t.tsv");
}

std::map<std::string, LikelihoodOptions> noise(const std::string& text) {
  std::istringstream in(text);
  return read_observable_noise(in, "t.tsv", standard);
}

std::vector<Condition> conditions(const std::string& text) {
  std::istringstream in(text);
  return read_conditions(in, "t.tsv");
}

template <class Read>
std::string error_of(Read read, const std::string& text) {
  try {
    read(text);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

/// Of one line of a table with all columns that may be there.
std::string parameter_error(const std::string& line) {
  return error_of(parameters,
                  "parameterId\testimate\tparameterScale\tlowerBound\tupperBound\t"
                  "objectivePriorType\tparameterName\n" +
                      line + "\n");
}

std::string observable_error(const std::string& line) {
  return error_of(
      noise,
      "observableId\tnoiseFormula\tnoiseDistribution\tobservableTransformation\tobservableFormula\n" + line + "\n");
}

const std::string condition_header = "conditionId\tstudy_file\ttreatment\tuse\n";

std::string condition_error(const std::string& lines) { return error_of(conditions, condition_header + lines + "\n"); }

}  // namespace

TEST_CASE("the shipped parameters are free under their declared priors") {
  const std::vector<FreeParameter> free = read_free_parameters(shipped + "parameters.tsv");
  CHECK(free.size() == 20);
  for (const FreeParameter& parameter : free) {
    const Parameter& declared = all_parameters()[parameter.position];
    CAPTURE(declared.symbol);
    CHECK(parameter.prior.shape == declared.prior.shape);
    CHECK(parameter.prior.low == declared.prior.low);
    CHECK(parameter.prior.high == declared.prior.high);
  }
}

TEST_CASE("the shipped observables are those of the measured rows that the model has") {
  const auto table = read_observable_noise(shipped + "observables.tsv", standard);
  std::set<std::string> measured;
  for (const Measurement& row : read_measurements(KNEAD_SOURCE_DIR "/configs/data/measurements.tsv"))
    if (find_observable(row.observable)) measured.insert(row.observable);
  std::set<std::string> said;
  for (const auto& [id, options] : table) said.insert(id);
  CHECK(said == measured);
}

TEST_CASE("the shipped conditions are those of the measured rows, with a study or not") {
  const std::vector<Condition> table = read_conditions(shipped + "conditions.tsv");
  const std::vector<Measurement> rows = read_measurements(KNEAD_SOURCE_DIR "/configs/data/measurements.tsv");
  std::set<const Condition*> used;
  for (const Measurement& row : rows) {
    CAPTURE(row.condition);
    const Condition* condition = find_condition(table, row);
    REQUIRE(condition);
    used.insert(condition);
    const bool massage = row.condition.starts_with("massage_") || row.condition.starts_with("compression_");
    CHECK((condition->treatment == Condition::Treatment::massage) == massage);
  }
  CHECK(used.size() == table.size());
  CHECK_NOTHROW(expect_conditions_of(rows, KNEAD_SOURCE_DIR "/configs/studies", table, "t.tsv"));
}

TEST_CASE("bounds and scale of a parameter") {
  const auto free = parameters(
      "estimate\tparameterId\tlowerBound\tupperBound\tparameterScale\tobjectivePriorType\n"
      "1\tikk_activation.K_D\t0.5\t\tlog10\tparameterScaleUniform\n"
      "0\tikk_activation.K_R\t\t\t\t\n"
      "1\tnfkb.t1\t0.1\t0.9\tlog\t\n"
      "1\tbiogenesis.wP\t10\t30\t\tuniform\n");
  REQUIRE(free.size() == 3);
  CHECK(free[0].position == *find_parameter("ikk_activation.K_D"));
  CHECK(free[0].prior.shape == Prior::Shape::log_uniform);
  CHECK(free[0].prior.low == 0.5);
  CHECK(free[0].prior.high == 5);
  CHECK(free[1].prior.shape == Prior::Shape::log_uniform);
  CHECK(free[2].prior.shape == Prior::Shape::uniform);
  CHECK(free[2].prior.high == 30);
}

TEST_CASE("what is wrong with a table of parameters") {
  CHECK(error_of(parameters, "") == "t.tsv: error: empty; expected a header and rows");
  CHECK(error_of(parameters, "parameterId\n") == "t.tsv:1:1: error: no column 'estimate'");
  CHECK(error_of(parameters, "parameterId\testimate\tlowerbound\n").starts_with("t.tsv:1:22: error: unknown column "));
  CHECK(error_of(parameters, "parameterId\testimate\tlowerbound\n").ends_with("; did you mean 'lowerBound'?"));
  const std::string place = "t.tsv:2:";
  CHECK(parameter_error("\t1\t\t\t\t\t") == place + "1: error: column 'parameterId': empty");
  CHECK(parameter_error("damage.kLrr\t1\t\t\t\t\t") ==
        place + "1: error: column 'parameterId': no parameter 'damage.kLrr'; did you mean 'damage.kLr'?");
  CHECK(parameter_error("damage.kLr\t1\t\t\t\t\t\ndamage.kLr\t0\t\t\t\t\t") ==
        "t.tsv:3:1: error: column 'parameterId': 'damage.kLr' a second time");
  CHECK(parameter_error("damage.kLr\t2\t\t\t\t\t").starts_with(place + "12: error: column 'estimate': unknown word"));
  CHECK(parameter_error("damage.kLr\t1\tlin\t\t\t\t") ==
        place +
            "14: error: column 'parameterScale': 'lin' does not fit the declared prior, which is log-uniform: log "
            "or log10");
  CHECK(parameter_error("biogenesis.wP\t1\tlog\t\t\t\t") ==
        place + "17: error: column 'parameterScale': 'log' does not fit the declared prior, which is uniform: lin");
  CHECK(parameter_error("damage.kLr\t1\tln\t\t\t\t").find("unknown word 'ln' (lin, log, log10)") != std::string::npos);
  CHECK(parameter_error("damage.kLr\t1\tlog\tx\t\t\t") ==
        place + "18: error: column 'lowerBound': 'x' is not a number");
  CHECK(parameter_error("massage.pressure\t1\tlog\t5\t600\t\t") ==
        place + "26: error: column 'upperBound': 600 is outside what is possible, 0 to 500");
  CHECK(parameter_error("massage.pressure\t1\tlog\t0\t60\t\t") ==
        place + "24: error: column 'lowerBound': 0 is not above 0, on a logarithmic scale");
  CHECK(parameter_error("massage.pressure\t1\tlog\t30\t20\t\t") ==
        place + "27: error: column 'upperBound': 20 is not above the lower bound 30");
  CHECK(parameter_error("nfkb.t1\t1\t\t0.1\t\t\t") ==
        place + "16: error: column 'upperBound': empty; a parameter without a declared prior needs both bounds");
  CHECK(parameter_error("damage.kLr\t1\tlog\t\t\tuniform\t") ==
        place +
            "20: error: column 'objectivePriorType': uniform on a logarithmic scale; expected "
            "parameterScaleUniform");
  CHECK(parameter_error("damage.kLr\t1\tlog\t\t\tnormal\t").find("unknown word 'normal'") != std::string::npos);
  CHECK(parameter_error("damage.kLr\t1") == place + "1: error: 2 columns; expected 7, with tabs between");
  const std::string of_the_study =
      " belongs to the study (how a limb, a tissue or a laboratory is made is no part of a posterior); expected 0";
  for (const std::string name : {"laboratory.background_max", "limb.fat_modulus", "tissue.fibre_area"}) {
    CHECK(parameter_error(name + "\t1\t\t\t\t\t") ==
          fmt::format("t.tsv:2:{}: error: column 'estimate': {}{}", name.size() + 2, name, of_the_study));
    CHECK(parameter_error(name + "\t0\t\t\t\t\t").empty());
  }
  CHECK(parameter_error("limb.muscle_modulus\t1\t\t\t\t\t").empty());
  CHECK_THROWS_WITH(read_free_parameters("/nowhere.tsv"), "/nowhere.tsv: error: cannot be read");
}

TEST_CASE("how an observable is judged") {
  const auto table = noise(
      "noiseFormula\tobservableId\tnoiseDistribution\tobservableFormula\tobservableTransformation\n"
      "0.3\tforce\tnormal\tforce\tlog10\n"
      "\tsoreness\t\t\tlin\n"
      "0\tlactate\tstudent_t\t\t\n");
  REQUIRE(table.size() == 3);
  CHECK(table.at("force").discrepancy == 0.3);
  CHECK(table.at("force").degrees_of_freedom == 1e6);
  CHECK(table.at("force").slip == 0.03);
  CHECK(table.at("soreness").discrepancy == 0.2);
  CHECK(table.at("soreness").degrees_of_freedom == 5);
  CHECK(table.at("lactate").discrepancy == 0);
  CHECK(table.at("lactate").degrees_of_freedom == 5);
}

TEST_CASE("what is wrong with a table of observables") {
  const std::string place = "t.tsv:2:";
  CHECK(error_of(noise, "observableId\n") == "t.tsv:1:1: error: no column 'noiseFormula'");
  CHECK(observable_error("sorenes\t\t\t\t") ==
        place + "1: error: column 'observableId': no observable 'sorenes'; did you mean 'soreness'?");
  CHECK(observable_error("force\t\t\t\t\nforce\t\t\t\t") ==
        "t.tsv:3:1: error: column 'observableId': 'force' a second time");
  CHECK(observable_error("force\tsigma\t\t\t") == place + "7: error: column 'noiseFormula': 'sigma' is not a number");
  CHECK(observable_error("force\t-1\t\t\t") == place + "7: error: column 'noiseFormula': -1 is below 0");
  CHECK(observable_error("force\t\tlaplace\t\t") ==
        place + "8: error: column 'noiseDistribution': unknown word 'laplace' (student_t, normal)");
  CHECK(observable_error("force\t\t\tlin\t") ==
        place +
            "9: error: column 'observableTransformation': 'lin' does not fit 'force', which is compared by "
            "logarithms: log or log10");
  CHECK(observable_error("soreness\t\t\tlog\t") ==
        place +
            "12: error: column 'observableTransformation': 'log' does not fit 'soreness', which is compared by "
            "differences: lin");
  CHECK(observable_error("force\t\t\t\t2 * force") ==
        place + "10: error: column 'observableFormula': '2 * force' is not the observable itself, 'force'");
  CHECK_THROWS_WITH(read_observable_noise("/nowhere.tsv", standard), "/nowhere.tsv: error: cannot be read");
}

TEST_CASE("what is wrong with a table of conditions") {
  CHECK(error_of(conditions, "conditionId\tstudy_file\ttreatment\n") == "t.tsv:1:1: error: no column 'use'");
  CHECK(condition_error("\ts\tnone\tfit") == "t.tsv:2:1: error: column 'conditionId': empty");
  CHECK(condition_error("a\t\tnone\tfit") == "t.tsv:2:3: error: column 'study_file': empty");
  CHECK(condition_error("a\ts\tnon\tfit") ==
        "t.tsv:2:5: error: column 'treatment': unknown word 'non' (none, massage, cold, drug); did you mean 'none'?");
  CHECK(condition_error("a\ts\tnone\t") == "t.tsv:2:10: error: column 'use': unknown word '' (fit, predict)");
  CHECK(condition_error("a\ts\tnone\tfit\na\ts\tnone\tpredict") ==
        "t.tsv:3:1: error: column 'conditionId': 'a' a second time");
  CHECK(condition_error("a\ts\tnone\tfit\na\tt\tcold\tpredict") == "");
  CHECK_THROWS_WITH(read_conditions("/nowhere.tsv"), "/nowhere.tsv: error: cannot be read");
}

TEST_CASE("a measured row of a study that is there needs its condition") {
  const std::vector<Condition> table = conditions(condition_header + "control\tcrane2012\tnone\tfit\n");
  Measurement row;
  row.line = 9;
  row.study_file = "crane2012";
  row.condition = "control";
  const std::string folder = KNEAD_SOURCE_DIR "/configs/studies";
  CHECK(find_condition(table, row) == &table[0]);
  CHECK_NOTHROW(expect_conditions_of({row}, folder, table, "t.tsv"));
  row.condition = "contro";
  CHECK_FALSE(find_condition(table, row));
  CHECK_THROWS_WITH(expect_conditions_of({row}, folder, table, "t.tsv"),
                    "t.tsv: error: no condition 'contro' of study 'crane2012', which line 9 of the measurements has; "
                    "did you mean 'control'?");
  row.study_file = "not_written_yet";
  CHECK_NOTHROW(expect_conditions_of({row}, folder, table, "t.tsv"));
}
