#include "sim/inference/measurement_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "sim/config/origin.hpp"

namespace knead {
namespace {

template <class T>
using Words = std::vector<std::pair<std::string_view, T>>;

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

constexpr std::array columns{"study", "study_file",  "observable", "as_printed", "condition", "contrast", "time_h",
                             "kind",  "measurement", "spread",     "spread_is",  "n",         "how",      "note"};

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

/// Reads the fields of one line and says where a bad one stands.
class Line {
 public:
  Line(const std::string& file, int number, const std::string& text)
      : file_(file), number_(number), fields_(split(text)) {}

  const std::vector<std::string>& fields() const { return fields_; }

  void set_header(const std::vector<int>* position) { position_ = position; }

  const std::string& text(std::string_view column) const { return fields_[index(column)]; }

  std::string required(std::string_view column) const {
    if (text(column).empty()) fail(column, "empty");
    return text(column);
  }

  double number(std::string_view column, std::string_view digits) const {
    double value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value)) {
      fail(column, fmt::format("'{}' is not a number", text(column)));
    }
    return value;
  }
  double number(std::string_view column) const { return number(column, required(column)); }

  template <class T>
  T word(std::string_view column, const Words<T>& words) const {
    const std::string& given = text(column);
    std::vector<std::string> names;
    for (const auto& [name, meaning] : words) {
      if (given == name) return meaning;
      if (!name.empty()) names.emplace_back(name);
    }
    fail(column, fmt::format("unknown word '{}' ({}){}", given, fmt::join(names, ", "), did_you_mean(given, names)));
  }

  [[noreturn]] void fail(std::string_view column, const std::string& problem) const {
    fail_at(index(column), fmt::format("column '{}': {}", column, problem));
  }
  [[noreturn]] void fail_at(int field, const std::string& problem) const {
    int character = 1;
    for (int i = 0; i < field; ++i) character += static_cast<int>(fields_[i].size()) + 1;
    throw ConfigError({Layer::study, file_, number_, character}, problem);
  }

 private:
  int index(std::string_view column) const {
    return (*position_)[std::find(columns.begin(), columns.end(), column) - columns.begin()];
  }

  std::string file_;
  int number_;
  std::vector<std::string> fields_;
  const std::vector<int>* position_ = nullptr;
};

/// For each known column, in which field of a line it stands.
std::vector<int> read_header(const Line& line) {
  const std::vector<std::string> names(columns.begin(), columns.end());
  std::vector<int> position(columns.size(), -1);
  for (int field = 0; field < static_cast<int>(line.fields().size()); ++field) {
    const std::string& name = line.fields()[field];
    const auto known = std::find(columns.begin(), columns.end(), name);
    if (known == columns.end()) {
      line.fail_at(field, fmt::format("unknown column '{}' (columns: {}){}", name, fmt::join(columns, ", "),
                                      did_you_mean(name, names)));
    }
    int& place = position[known - columns.begin()];
    if (place >= 0) line.fail_at(field, fmt::format("column '{}' a second time", name));
    place = field;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (position[i] < 0) line.fail_at(0, fmt::format("no column '{}'", columns[i]));
  }
  return position;
}

void read_time(const Line& line, Measurement& row) {
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

void read_spread(const Line& line, Measurement& row) {
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

Measurement read_row(const Line& line) {
  Measurement row;
  row.study = line.required("study");
  row.study_file = line.required("study_file");
  row.observable = line.required("observable");
  row.as_printed = line.text("as_printed");
  row.condition = line.required("condition");
  row.contrast = line.word("contrast", contrast_words);
  read_time(line, row);
  row.kind = line.word("kind", kind_words);
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
  std::vector<Measurement> table;
  std::vector<int> position;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (text.ends_with('\r')) text.pop_back();
    Line line(file, number, text);
    if (position.empty()) {
      position = read_header(line);
      continue;
    }
    if (text.empty()) continue;
    if (line.fields().size() != columns.size()) {
      line.fail_at(0, fmt::format("{} columns; expected {}, with tabs between", line.fields().size(), columns.size()));
    }
    line.set_header(&position);
    table.push_back(read_row(line));
    table.back().line = number;
  }
  if (position.empty()) throw ConfigError({Layer::study, file}, "empty; expected a header and rows of measurements");
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

std::string_view name_of(MeasurementKind kind) {
  return std::find_if(kind_words.begin(), kind_words.end(), [&](const auto& w) { return w.second == kind; })->first;
}

}  // namespace knead
