#include "sim/inference/measurement_table.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "sim/config/origin.hpp"

using namespace knead;

namespace {

const std::string header =
    "study\tstudy_file\tobservable\tas_printed\tcondition\tcontrast\ttime_h\tkind\tmeasurement\tspread\tspread_is\tn\t"
    "how\tnote\n";
const std::string good =
    "S\tcrane2012\tp65_nuclear\tp65\tmassage_vs_control\tpaired\t0.45\tratio\t0.33\t2x\tfactor\t11\tpress\t";

std::vector<Measurement> read(const std::string& text) {
  std::istringstream in(text);
  return read_measurements(in, "t.tsv");
}

/// The good row with one field in place of another.
std::string with(const std::string& field, const std::string& other) {
  std::string row = good;
  const std::size_t at = row.find("\t" + field + "\t");
  REQUIRE(at != std::string::npos);
  return header + row.replace(at + 1, field.size(), other);
}

std::string error_of(const std::string& text) {
  try {
    read(text);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a row keeps every column") {
  const auto rows = read(header + good + "\"3 times less\": no time, a comma\r\n\n");
  REQUIRE(rows.size() == 1);
  const Measurement& row = rows[0];
  CHECK(row.study == "S");
  CHECK(row.study_file == "crane2012");
  CHECK(row.observable == "p65_nuclear");
  CHECK(row.as_printed == "p65");
  CHECK(row.condition == "massage_vs_control");
  CHECK(row.contrast == Contrast::paired);
  CHECK(row.when == Measurement::When::at);
  CHECK(row.time_h == 0.45);
  CHECK(row.kind == MeasurementKind::ratio);
  CHECK(row.value == 0.33);
  CHECK(*row.spread == 2);
  CHECK(row.spread_kind == SpreadKind::factor);
  CHECK(row.spread_is == "factor");
  CHECK(*row.n == 11);
  CHECK(row.how == How::press);
  CHECK(row.note == "\"3 times less\": no time, a comma");
  CHECK(row.line == 2);
}

TEST_CASE("columns may stand in another order") {
  const auto swap = [](const std::string& line) {  // the last column first
    const std::size_t tab = line.rfind('\t');
    return line.substr(tab + 1) + "\t" + line.substr(0, tab);
  };
  const auto rows = read(swap(header.substr(0, header.size() - 1)) + "\n" + swap(good + "said"));
  CHECK(rows.at(0).note == "said");
  CHECK(rows.at(0).study == "S");
  CHECK(rows.at(0).how == How::press);
}

TEST_CASE("the table of the project is read whole") {
  const std::string path = std::string(KNEAD_SOURCE_DIR) + "/configs/data/measurements.tsv";
  const auto rows = read_measurements(path);
  std::ifstream in(path);
  std::string line;
  int lines = 0;
  while (std::getline(in, line)) lines += !line.empty();
  CHECK(static_cast<int>(rows.size()) == lines - 1);

  std::set<MeasurementKind> kinds;
  std::set<Contrast> contrasts;
  std::set<SpreadKind> spreads;
  std::set<Measurement::When> whens;
  for (const Measurement& row : rows) {
    kinds.insert(row.kind);
    contrasts.insert(row.contrast);
    spreads.insert(row.spread_kind);
    whens.insert(row.when);
  }
  CHECK(kinds.size() == 6);
  CHECK(contrasts.size() == 4);
  CHECK(spreads.size() == 8);
  CHECK(whens.size() == 3);
  const auto crane = rows_of(rows, "crane2012");
  CHECK(crane.front().observable == "fak_p");
  CHECK(crane.back().observable == "exertion_pain");
}

TEST_CASE("a bad table is refused with its place and column") {
  CHECK(error_of("") == "t.tsv: error: empty; expected a header and rows");
  CHECK(error_of(with("paired", "pared")) ==
        "t.tsv:2:48: error: column 'contrast': unknown word 'pared' (paired, parallel, baseline, none); did you mean "
        "'paired'?");
  CHECK(error_of(with("ratio", "zeal")) ==
        "t.tsv:2:60: error: column 'kind': unknown word 'zeal' (value, fold, ratio, percent, sign, half_time)");
  CHECK(error_of(with("ratio", "fold")) == "t.tsv:2:60: error: column 'kind': a fold cannot be of contrast 'paired'");
  CHECK(error_of(with("ratio", "sign")) ==
        "t.tsv:2:65: error: column 'measurement': 0.33 is no sign; expected 1, 0 or -1");
  CHECK(error_of(with("0.33", "0.3.3")) == "t.tsv:2:66: error: column 'measurement': '0.3.3' is not a number");
  CHECK(error_of(with("0.33", "nan")) == "t.tsv:2:66: error: column 'measurement': 'nan' is not a number");
  CHECK(error_of(with("0.33", "")) == "t.tsv:2:66: error: column 'measurement': empty");
  CHECK(error_of(with("0.33", "-1")) == "t.tsv:2:66: error: column 'measurement': a ratio of -1 is not above 0");
  CHECK(error_of(with("0.45", "soon")) == "t.tsv:2:55: error: column 'time_h': 'soon' is not a number");
  CHECK(error_of(with("0.45", "-1")) == "t.tsv:2:55: error: column 'time_h': -1 is before time zero");
  CHECK(error_of(with("2x", "")) == "t.tsv:2:71: error: column 'spread': empty; 'factor' needs a number");
  CHECK(error_of(with("2x", "1x")) == "t.tsv:2:71: error: column 'spread': 1x is not above 1");
  CHECK(error_of(with("2x", "2y")) == "t.tsv:2:71: error: column 'spread': '2y' is not a number");
  CHECK(error_of(with("factor", "SD")) == "t.tsv:2:71: error: column 'spread': '2x' is not a number");
  CHECK(error_of(with("11", "11.5")) ==
        "t.tsv:2:81: error: column 'n': 11.5 is no number of subjects; expected a whole number from 2");
  CHECK(error_of(with("press", "heard")).starts_with("t.tsv:2:84: error: column 'how': unknown word 'heard' (file, "));
  CHECK(error_of(with("crane2012", "")) == "t.tsv:2:3: error: column 'study_file': empty");
  CHECK(error_of(header + "one\ttwo\n") == "t.tsv:2:1: error: 2 columns; expected 14, with tabs between");
  CHECK(error_of("study\tstudy_fil\n").starts_with("t.tsv:1:7: error: unknown column 'study_fil' (columns: study, "));
  CHECK(error_of("study\tstudy_fil\n").ends_with("; did you mean 'study_file'?"));
  CHECK(error_of("study\tstudy\n") == "t.tsv:1:7: error: column 'study' a second time");
  CHECK(error_of("study\tn\n") == "t.tsv:1:1: error: no column 'study_file'");
  CHECK(error_of(header + good + "\n" + with("paired", "pared").substr(header.size())).starts_with("t.tsv:3:48:"));
  CHECK_THROWS_WITH_AS(read_measurements("no/such.tsv"), "no/such.tsv: error: cannot be read", ConfigError);
  CHECK_THROWS_WITH_AS(read_measurements("/"), "/: error: cannot be read", ConfigError);
}
