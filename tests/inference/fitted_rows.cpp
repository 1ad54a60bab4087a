#include "sim/inference/fitted_rows.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/config/reading.hpp"

using namespace knead;

namespace {

const std::string header = "study\tstudy_file\tobservable\tcondition\ttime_h\tkind\tfitted\tleft_out\n";

std::vector<FittedRow> read(const std::string& text) {
  const Folder folder;
  folder.write("p.rows.tsv", text);
  return read_fitted_rows("p.rows.tsv");
}

std::string error_in(const std::string& text) {
  try {
    read(text);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a fitted row is found by all that tells rows apart") {
  const auto rows = read(header +
                         "Crane2012\tcrane2012\tp65_nuclear\tcontrol\t0.45\tsign\tyes\tagrees\n"
                         "Crane2012\tcrane2012\tp65_nuclear\tcontrol\tpeak\tsign\tno\tdisagrees\n"
                         "Crane2012\tcrane2012\tp65_nuclear\tcontrol\t\tsign\tno\tby construction\n"
                         "Crane2012\tcrane2012\tp65_nuclear\tother\t0.45\tsign\tyes\tunknown\n");
  REQUIRE(rows.size() == 4);
  Measurement row;
  row.study = "Crane2012";
  row.study_file = "crane2012";
  row.observable = "p65_nuclear";
  row.condition = "control";
  row.time_h = 0.45;
  const auto left_out = [&] { return std::string(name_of(find_row(rows, row_key(row))->left_out)); };
  CHECK(left_out() == "agrees");
  CHECK(find_row(rows, row_key(row))->fitted);
  row.when = Measurement::When::peak;
  CHECK(left_out() == "disagrees");
  CHECK(!find_row(rows, row_key(row))->fitted);
  row.when = Measurement::When::whole;
  CHECK(left_out() == "by construction");
  row.when = Measurement::When::at;
  row.condition = "other";
  CHECK(left_out() == "unknown");
  row.kind = MeasurementKind::fold;
  CHECK(!find_row(rows, row_key(row)));
  row.kind = MeasurementKind::sign;
  row.time_h = 2.7;
  CHECK(!find_row(rows, row_key(row)));
}

TEST_CASE("what is unknown once a study is left out is taken from exercise alone, where that is known") {
  const std::string with_exercise = header.substr(0, header.size() - 1) + "\texercise_only\n";
  const auto rows = read(with_exercise +
                         "Crane2012\tcrane2012\tfak_p\ta\t0.45\tsign\tyes\tunknown\tagrees\n"
                         "Crane2012\tcrane2012\tfak_p\tb\t0.45\tsign\tyes\tdisagrees\tagrees\n"
                         "Crane2012\tcrane2012\tfak_p\tc\t0.45\tsign\tyes\tunknown\t\n");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].left_out == LeftOut::agrees);
  CHECK(rows[1].left_out == LeftOut::disagrees);
  CHECK(rows[2].left_out == LeftOut::unknown);
}

TEST_CASE("the rows of a posterior stand beside it") {
  const Folder folder;
  CHECK(fitted_rows_beside("p.tsv").empty());
  folder.write("p.rows.tsv", header + "A\ta\tforce\tc\t1\tsign\tyes\tagrees\n");
  CHECK(fitted_rows_beside("p.tsv").size() == 1);
  CHECK(fitted_rows_beside("q.tsv").empty());
}

TEST_CASE("a mistake in fitted rows is told with its place and column") {
  CHECK(error_in("study\n") == "p.rows.tsv:1:1: error: no column 'study_file'");
  CHECK(error_in(header + "A\ta\tforce\tc\tsoon\tsign\tyes\tagrees\n") ==
        "p.rows.tsv:2:13: error: column 'time_h': 'soon' is not a number");
  CHECK(error_in(header + "A\ta\tforce\tc\t1\tsign\tmaybe\tagrees\n") ==
        "p.rows.tsv:2:20: error: column 'fitted': unknown word 'maybe' (yes, no)");
  CHECK(error_in(header + "A\ta\tforce\tc\t1\tsign\tyes\tagree\n") ==
        "p.rows.tsv:2:24: error: column 'left_out': unknown word 'agree' (agrees, disagrees, by construction, "
        "unknown); did you mean 'agrees'?");
  CHECK(error_in(header + "A\ta\tforce\tc\t1\tsign\tyes\tagrees\nA\ta\tforce\tc\t1.0\tsign\tno\tagrees\n") ==
        "p.rows.tsv:3:1: error: column 'study': this row a second time");
}

// Which rows are which must not depend on more than the file of fitted rows says.
TEST_CASE("the measurement table has no two rows that a posterior could not tell apart") {
  const auto table = read_measurements(KNEAD_SOURCE_DIR "/configs/data/measurements.tsv");
  for (std::size_t a = 0; a < table.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) CHECK(!(row_key(table[a]) == row_key(table[b])));
}
