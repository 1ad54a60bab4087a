#include "sim/inference/fitted_rows.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sim/config/tsv_table.hpp"

namespace knead {
namespace {

const std::vector<Column> columns{{"study", ""},     {"study_file", ""}, {"observable", ""},
                                  {"condition", ""}, {"time_h", ""},     {"kind", ""},
                                  {"fitted", ""},    {"left_out", ""},   {"exercise_only", "", false}};
const Words<bool> yes_or_no{{"yes", true}, {"no", false}};
const Words<LeftOut> verdicts{{"agrees", LeftOut::agrees},
                              {"disagrees", LeftOut::disagrees},
                              {"by construction", LeftOut::by_construction},
                              {"unknown", LeftOut::unknown}};

Words<LeftOut> or_nothing(Words<LeftOut> words) {
  words.emplace_back("", LeftOut::unknown);
  return words;
}

FittedRow read_row(const TsvLine& line) {
  FittedRow row{row_key(line), line.word("fitted", yes_or_no), line.word("left_out", verdicts)};
  const LeftOut exercise_only = line.word("exercise_only", or_nothing(verdicts));
  if (row.left_out == LeftOut::unknown) row.left_out = exercise_only;
  return row;
}

}  // namespace

std::vector<FittedRow> read_fitted_rows(const std::string& path) {
  std::ifstream in(path);
  if (!in || std::filesystem::is_directory(path)) throw ConfigError({Layer::posterior, path}, "cannot be read");
  TsvTable lines(in, path, columns, TsvTable::Others::passed_over);  // verdicts and intervals stand there, too
  std::vector<FittedRow> rows;
  TsvLine line = lines.header();
  while (lines.next(line)) {
    const FittedRow row = read_row(line);
    if (find_row(rows, row.key)) line.fail("study", "this row a second time");
    rows.push_back(row);
  }
  return rows;
}

std::vector<FittedRow> fitted_rows_beside(const std::string& posterior_path) {
  const std::filesystem::path path = std::filesystem::path(posterior_path).replace_extension(".rows.tsv");
  return std::filesystem::is_regular_file(path) ? read_fitted_rows(path.string()) : std::vector<FittedRow>{};
}

std::optional<FittedRow> find_row(const std::vector<FittedRow>& rows, const std::string& key) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const FittedRow& row) { return row.key == key; });
  return found == rows.end() ? std::nullopt : std::optional(*found);
}

std::string_view name_of(LeftOut verdict) {
  return std::find_if(verdicts.begin(), verdicts.end(), [&](const auto& word) { return word.second == verdict; })
      ->first;
}

}  // namespace knead
