// A calibration as it is read: which rows it fits, and what tells its ledgers from those of another.

#include "sim/calibration/problem.hpp"

#include <doctest/doctest.h>

#include <fstream>

#include "tests/calibration/dish.hpp"

using namespace knead;

namespace {

/// A calibration of the dish.
struct Files {
  std::string study = test::dish_yaml, contrast = "paired", kind = "ratio", when = "0.5", value = "2";

  Problem read() const {
    const test::Folder folder("problem");
    const auto write = [&](const char* name, const std::string& text) { std::ofstream(folder.path / name) << text; };
    write("c.yaml",
          "calibration: c\nstudies: [dish.yaml]\n"
          "tables: {measurements: m.tsv, conditions: c.tsv, observables: o.tsv, parameters: p.tsv}\n");
    write("dish.yaml", study);
    write("m.tsv",
          "study\tstudy_file\tobservable\tas_printed\tcondition\tcontrast\ttime_h\tkind\tmeasurement\tspread\tspread_"
          "is\tn"
          "\thow\tnote\nMe\tdish\ttnf_mrna\t\tpulse_vs_control\t" +
              contrast + "\t" + when + "\t" + kind + "\t" + value + "\t\tP<0.05\t8\tassumed\t\n");
    write("c.tsv", "conditionId\tstudy_file\ttreatment\tuse\npulse_vs_control\tdish\tnone\tfit\n");
    write("o.tsv", "observableId\tnoiseFormula\n");
    write("p.tsv", "parameterId\testimate\ncytokine_expression.g_T\t1\n");
    return read_problem((folder.path / "c.yaml").string());
  }
};

}  // namespace

TEST_CASE("ledgers are told apart by all that predictions follow from, and by nothing else") {
  const std::string identity = Files{}.read().identity;
  const std::string held = test::dish_yaml + "parameters: {cytokine_expression.g_T: 12}\n";
  CHECK(Files{.study = held}.read().studies[0].parameters == Files{}.read().studies[0].parameters);
  CHECK(Files{.study = held}.read().identity != identity);  // no draw replaces it
  CHECK(Files{.contrast = "parallel"}.read().identity != identity);
  CHECK(Files{.kind = "sign", .value = "1"}.read().identity != identity);
  CHECK(Files{.value = "3"}.read().identity == identity);
}

TEST_CASE("rows that no study models are not fitted, and some must be") {
  CHECK(Files{}.read().rows.size() == 1);
  std::string message;
  try {
    Files{.when = "9"}.read();
  } catch (const ConfigError& error) {
    message = error.what();
  }
  CHECK(message.ends_with(
      "/m.tsv:2:1: error: no row is modelled by its study (this one: no sample at 9 h); expected some"));
}
