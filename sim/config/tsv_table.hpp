#pragma once
// A table of tab-separated columns with a header: its fields by the names of their columns, and mistakes by their
// place.

#include <fmt/format.h>

#include <istream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/config/origin.hpp"

namespace knead {

template <class T>
using Words = std::vector<std::pair<std::string_view, T>>;

/// A column of a table: its name, another that is understood as well ("" for none), and whether it must be there.
struct Column {
  std::string_view name, synonym;
  bool required = true;
};

/// One line of a table. Every way to read a field throws ConfigError "file:line:column: error: column 'NAME': ...".
class TsvLine {
 public:
  TsvLine(std::string file, int number, const std::string& text);

  int number() const { return number_; }
  const std::vector<std::string>& fields() const { return fields_; }

  /// "" where the table has no such column.
  const std::string& text(std::string_view column) const;
  /// A text that is not empty.
  const std::string& required(std::string_view column) const;
  double number(std::string_view column) const { return number(column, required(column)); }
  /// The same of other digits, such as the field without its unit.
  double number(std::string_view column, std::string_view digits) const;
  template <class T>
  T word(std::string_view column, const Words<T>& words) const;

  [[noreturn]] void fail(std::string_view column, const std::string& problem) const;
  [[noreturn]] void fail_at(std::size_t field, const std::string& problem) const;

 private:
  friend class TsvTable;
  int field_of(std::string_view column) const;  ///< -1 where the table has no such column

  std::string file_;
  int number_;
  std::vector<std::string> fields_;
  const std::vector<std::pair<std::string_view, int>>* header_ = nullptr;
};

/// Reads a table line by line. Empty lines are passed over.
class TsvTable {
 public:
  /// Reads the header. Columns may stand in any order.
  /// @param others what columns of other names are: refused with the nearest name, or passed over
  enum class Others { refused, passed_over };
  TsvTable(std::istream& in, std::string file, std::vector<Column> columns, Others others = Others::refused);

  /// The next line, which has as many fields as the header; false at the end.
  bool next(TsvLine& line);
  const TsvLine& header() const { return header_line_; }

 private:
  std::istream& in_;
  std::string file_;
  TsvLine header_line_;
  std::vector<std::pair<std::string_view, int>> header_;  ///< name of each known column, and its field
  std::vector<Column> columns_;
  int number_ = 0;
};

template <class T>
T TsvLine::word(std::string_view column, const Words<T>& words) const {
  const std::string& given = text(column);
  std::vector<std::string> names;
  for (const auto& [name, meaning] : words) {
    if (given == name) return meaning;
    if (!name.empty()) names.emplace_back(name);
  }
  fail(column, fmt::format("unknown word '{}' ({}){}", given, fmt::join(names, ", "), did_you_mean(given, names)));
}

}  // namespace knead
