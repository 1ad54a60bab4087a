#include "sim/inference/measurement_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "sim/config/tsv_table.hpp"

namespace knead {
namespace {

const Words<Contrast> contrast_words{{"paired", Contrast::paired},
                                     {"parallel", Contrast::parallel},
                                     {"baseline", Contrast::baseline},
                                     {"none", Contrast::none}};

const Words<MeasurementKind> kind_words{{"value", MeasurementKind::value}, {"fold", MeasurementKind::fold},
                                        {"ratio", MeasurementKind::ratio}, {"percent", MeasurementKind::percent},
                                        {"sign", MeasurementKind::sign},   {"half_time", MeasurementKind::half_time}};

const Words<SpreadKind> spread_words{{"", SpreadKind::unknown},
                                     {"SD", SpreadKind::sd},
                                     {"SE", SpreadKind::se},
                                     {"range_half", SpreadKind::range_half},
                                     {"factor", SpreadKind::factor},
                                     {"SD_of_difference_bound", SpreadKind::sd_of_difference_bound},
                                     {"lower bound", SpreadKind::lower_bound},
                                     {"P<0.05", SpreadKind::significant},
                                     {"range_end", SpreadKind::unknown},
                                     {"reported", SpreadKind::unknown},
                                     {"small effect", SpreadKind::unknown},
                                     {"large effect", SpreadKind::unknown},
                                     {"effect size", SpreadKind::unknown}};

const Words<How> how_words = [] {
  Words<How> words;
  for (const How how :
       {How::file, How::abstract, How::secondary, How::press, How::derived, How::recalled, How::fitted, How::assumed}) {
    words.emplace_back(name_of(how), how);
  }
  return words;
}();

/// Which contrasts a kind of measurement can be of.
bool fits(MeasurementKind kind, Contrast contrast) {
  switch (kind) {
    case MeasurementKind::sign:
      return contrast != Contrast::none;
    case MeasurementKind::ratio:
      return contrast == Contrast::paired || contrast == Contrast::parallel;
    case MeasurementKind::fold:
    case MeasurementKind::percent:
      return contrast == Contrast::baseline;
    case MeasurementKind::value:
    case MeasurementKind::half_time:
      return contrast == Contrast::none;
  }
  return false;
}

bool needs_spread(SpreadKind kind) {
  return kind == SpreadKind::sd || kind == SpreadKind::se || kind == SpreadKind::range_half ||
         kind == SpreadKind::factor || kind == SpreadKind::sd_of_difference_bound;
}

/// With the names that a PEtab table has for them.
const std::vector<Column> columns{{"study", "datasetId"},
                                  {"study_file", ""},
                                  {"observable", "observableId"},
                                  {"as_printed", ""},
                                  {"condition", "simulationConditionId"},
                                  {"contrast", ""},
                                  {"time_h", "time"},
                                  {"kind", ""},
                                  {"measurement", ""},
                                  {"spread", "noiseParameters"},
                                  {"spread_is", ""},
                                  {"n", ""},
                                  {"how", ""},
                                  {"note", ""}};

void read_time(const TsvLine& line, Measurement& row) {
  const std::string& time = line.text("time_h");
  if (time.empty()) {
    row.when = Measurement::When::whole;
  } else if (time == "peak") {
    row.when = Measurement::When::peak;
  } else {
    row.time_h = line.number("time_h");
    if (row.time_h < 0) line.fail("time_h", fmt::format("{} is before time zero", time));
  }
}

void read_spread(const TsvLine& line, Measurement& row) {
  row.spread_is = line.text("spread_is");
  // An effect size is printed with its numbers, and none of them is used.
  row.spread_kind =
      row.spread_is.starts_with("effect size ") ? SpreadKind::unknown : line.word("spread_is", spread_words);
  std::string_view digits = line.text("spread");
  if (digits.empty()) {
    if (needs_spread(row.spread_kind)) line.fail("spread", fmt::format("empty; '{}' needs a number", row.spread_is));
    return;
  }
  if (row.spread_kind == SpreadKind::factor && digits.ends_with('x')) digits.remove_suffix(1);
  row.spread = line.number("spread", digits);
  const double least = row.spread_kind == SpreadKind::factor ? 1 : 0;
  if (!(*row.spread > least)) line.fail("spread", fmt::format("{} is not above {:g}", line.text("spread"), least));
}

/// What tells it from others.
Measurement read_identity(const TsvLine& line) {
  Measurement row;
  row.study = line.required("study");
  row.study_file = line.required("study_file");
  row.observable = line.required("observable");
  row.condition = line.required("condition");
  read_time(line, row);
  row.kind = line.word("kind", kind_words);
  return row;
}

Measurement read_row(const TsvLine& line) {
  Measurement row = read_identity(line);
  row.as_printed = line.text("as_printed");
  row.contrast = line.word("contrast", contrast_words);
  if (!fits(row.kind, row.contrast)) {
    line.fail("kind", fmt::format("a {} cannot be of contrast '{}'", line.text("kind"), line.text("contrast")));
  }
  row.value = line.number("measurement");
  if (row.kind == MeasurementKind::sign && row.value != 1 && row.value != 0 && row.value != -1) {
    line.fail("measurement", fmt::format("{} is no sign; expected 1, 0 or -1", line.text("measurement")));
  }
  const bool relative = row.kind == MeasurementKind::ratio || row.kind == MeasurementKind::fold;
  if (relative && row.value <= 0) {
    line.fail("measurement", fmt::format("a {} of {} is not above 0", line.text("kind"), line.text("measurement")));
  }
  read_spread(line, row);
  if (!line.text("n").empty()) {
    const double n = line.number("n");
    if (n != std::floor(n) || n < 2 || n > 1e6) {
      line.fail("n", fmt::format("{} is no number of subjects; expected a whole number from 2", line.text("n")));
    }
    row.n = static_cast<int>(n);
  }
  row.how = line.word("how", how_words);
  row.note = line.text("note");
  return row;
}

}  // namespace

std::vector<Measurement> read_measurements(std::istream& in, const std::string& file) {
  TsvTable lines(in, file, columns);
  std::vector<Measurement> table;
  TsvLine line = lines.header();
  while (lines.next(line)) {
    table.push_back(read_row(line));
    table.back().line = line.number();
  }
  return table;
}

std::vector<Measurement> read_measurements(const std::string& path) {
  std::ifstream in(path);
  if (!in || std::filesystem::is_directory(path)) throw ConfigError({Layer::study, path}, "cannot be read");
  return read_measurements(in, path);
}

std::vector<Measurement> rows_of(const std::vector<Measurement>& table, const std::string& study_file) {
  std::vector<Measurement> rows;
  std::copy_if(table.begin(), table.end(), std::back_inserter(rows),
               [&](const Measurement& row) { return row.study_file == study_file; });
  return rows;
}

std::string row_key(const Measurement& row) {
  const std::string time = row.when == Measurement::When::peak    ? "peak"
                           : row.when == Measurement::When::whole ? ""
                                                                  : fmt::format("{}", row.time_h);
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}", row.study, row.study_file, row.observable, row.condition, time,
                     name_of(row.kind));
}

std::string row_key(const TsvLine& line) { return row_key(read_identity(line)); }

std::string_view name_of(MeasurementKind kind) {
  return std::find_if(kind_words.begin(), kind_words.end(), [&](const auto& w) { return w.second == kind; })->first;
}

}  // namespace knead
