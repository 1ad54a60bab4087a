#include "sim/config/tsv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace knead {

namespace {

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

bool next_text(std::istream& in, std::string& text) {
  if (!std::getline(in, text)) return false;
  if (text.ends_with('\r')) text.pop_back();
  return true;
}

}  // namespace

TsvLine::TsvLine(std::string file, int number, const std::string& text)
    : file_(std::move(file)), number_(number), fields_(split(text)) {}

int TsvLine::field_of(std::string_view column) const {
  for (const auto& [name, field] : *header_)
    if (name == column) return field;
  return -1;
}

const std::string& TsvLine::text(std::string_view column) const {
  static const std::string none;
  const int field = field_of(column);
  return field < 0 ? none : fields_[field];
}

const std::string& TsvLine::required(std::string_view column) const {
  if (text(column).empty()) fail(column, "empty");
  return text(column);
}

double TsvLine::number(std::string_view column, std::string_view digits) const {
  double value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value))
    fail(column, fmt::format("'{}' is not a number", text(column)));
  return value;
}

void TsvLine::fail(std::string_view column, const std::string& problem) const {
  fail_at(static_cast<std::size_t>(std::max(0, field_of(column))), fmt::format("column '{}': {}", column, problem));
}

void TsvLine::fail_at(std::size_t field, const std::string& problem) const {
  int character = 1;
  for (std::size_t i = 0; i < field; ++i) character += static_cast<int>(fields_[i].size()) + 1;
  throw ConfigError({Layer::study, file_, number_, character}, problem);
}

TsvTable::TsvTable(std::istream& in, std::string file, std::vector<Column> columns, Others others)
    : in_(in), file_(std::move(file)), header_line_(file_, 1, ""), columns_(std::move(columns)) {
  std::string text;
  if (!next_text(in_, text)) throw ConfigError({Layer::study, file_}, "empty; expected a header and rows");
  header_line_ = TsvLine(file_, ++number_, text);
  std::vector<std::string> names;
  for (const Column& column : columns_) names.emplace_back(column.name);
  for (std::size_t field = 0; field < header_line_.fields().size(); ++field) {
    const std::string& name = header_line_.fields()[field];
    const auto known = std::find_if(columns_.begin(), columns_.end(), [&](const Column& column) {
      return name == column.name || (!column.synonym.empty() && name == column.synonym);
    });
    if (known == columns_.end()) {
      if (others == Others::passed_over) continue;
      header_line_.fail_at(field, fmt::format("unknown column '{}' (columns: {}){}", name, fmt::join(names, ", "),
                                              did_you_mean(name, names)));
    }
    const bool twice =
        std::any_of(header_.begin(), header_.end(), [&](const auto& h) { return h.first == known->name; });
    if (twice) header_line_.fail_at(field, fmt::format("column '{}' a second time", name));
    header_.emplace_back(known->name, static_cast<int>(field));
  }
  for (const Column& column : columns_) {
    const bool there =
        std::any_of(header_.begin(), header_.end(), [&](const auto& known) { return known.first == column.name; });
    if (column.required && !there) header_line_.fail_at(0, fmt::format("no column '{}'", column.name));
  }
}

bool TsvTable::next(TsvLine& line) {
  std::string text;
  do {
    if (!next_text(in_, text)) return false;
    ++number_;
  } while (text.empty());
  line = TsvLine(file_, number_, text);
  line.header_ = &header_;
  if (line.fields().size() != header_line_.fields().size())
    line.fail_at(0, fmt::format("{} columns; expected {}, with tabs between", line.fields().size(),
                                header_line_.fields().size()));
  return true;
}

}  // namespace knead
