#include "sim/inference/row_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/inference/row_words.hpp"
#include "sim/inference/text_table.hpp"

namespace knead {
namespace {

std::string percent(double x) { return fmt::format("{:.0f} %", 100 * x); }

std::string at_spread(const std::vector<RowVerdict>& verdicts, std::size_t i) {
  if (verdicts.empty() || !verdicts[i].modelled()) return "";
  return verdicts[i].verdict == Verdict::agrees ? "yes" : "no";
}

bool has_spreads(const RowTable& table) { return !table.at_low_spread.empty() && !table.at_high_spread.empty(); }

/// Whether a row agrees with its study left out: a word, as the line is long enough.
std::string_view agrees_left_out(LeftOut verdict) {
  return verdict == LeftOut::agrees ? "yes" : verdict == LeftOut::disagrees ? "no" : name_of(verdict);
}

/// Beside what a posterior was fitted to, the two spreads share a column and how a row is known is left to the
/// measurement table: the line is long enough.
Cells headings(const RowTable& table) {
  const bool fitted = !table.fitted.empty();
  Cells cells{"", "time", "measured"};
  if (!fitted) cells.push_back("known by");
  cells.insert(cells.end(), {"model (95 %)", "trials", "prior", "verdict"});
  if (fitted) cells.emplace_back("left out");
  if (fitted && has_spreads(table)) {
    cells.push_back("CV .15 .5");
  } else {
    if (!table.at_low_spread.empty()) cells.push_back("CV .15");
    if (!table.at_high_spread.empty()) cells.push_back("CV .5");
  }
  return cells;
}

Cells cells_of(const RowTable& table, std::size_t i) {
  const RowVerdict& v = table.rows[i];
  const bool fitted = !table.fitted.empty();
  Cells cells{"  " + v.row.observable, time_of(v.row), measured_of(v.row)};
  if (!fitted) cells.emplace_back(name_of(v.row.how));
  if (v.modelled()) {
    cells.insert(cells.end(),
                 {contrast_of(v), percent(v.share), v.prior_predictive ? percent(*v.prior_predictive) : ""});
  } else {
    cells.insert(cells.end(), {v.why, "", ""});
  }
  cells.emplace_back(name_of(v.verdict));
  if (fitted) {
    const std::optional<FittedRow> row = find_row(table.fitted, row_key(v.row));
    cells.push_back(!row ? "" : row->fitted ? fmt::format("fitted: {}", agrees_left_out(row->left_out)) : "not fitted");
  }
  if (fitted && has_spreads(table)) {
    cells.push_back(fmt::format("{:<3} {}", at_spread(table.at_low_spread, i), at_spread(table.at_high_spread, i)));
  } else {
    if (!table.at_low_spread.empty()) cells.push_back(at_spread(table.at_low_spread, i));
    if (!table.at_high_spread.empty()) cells.push_back(at_spread(table.at_high_spread, i));
  }
  return cells;
}

std::string footer(const std::vector<RowVerdict>& rows) {
  const auto count = [&](Verdict verdict) {
    return std::count_if(rows.begin(), rows.end(), [&](const RowVerdict& v) { return v.verdict == verdict; });
  };
  std::string line = fmt::format("agrees {}, disagrees {}", count(Verdict::agrees), count(Verdict::disagrees));
  std::string apart;
  for (const Verdict verdict : {Verdict::by_construction, Verdict::not_modelled, Verdict::no_study}) {
    if (count(verdict) > 0)
      apart += fmt::format("{}{} {}", apart.empty() ? "" : ", ", name_of(verdict), count(verdict));
  }
  return line + (apart.empty() ? "" : "; not counted: " + apart) + "\n";
}

}  // namespace

std::string format(const RowTable& table) {
  std::vector<Cells> lines{headings(table)};
  for (std::size_t i = 0; i < table.rows.size(); ++i) lines.push_back(cells_of(table, i));
  const std::vector<std::size_t> width = widths_of(lines);
  const std::size_t trials = table.fitted.empty() ? 5 : 4;
  const std::vector<std::size_t> numbers{1, trials, trials + 1};  // time and the two shares stand to the right

  std::string text = table.title + "\n\n" + line_of(lines[0], width, numbers);
  std::vector<std::string> conditions;  // in the order of the table
  for (const RowVerdict& v : table.rows) {
    if (std::find(conditions.begin(), conditions.end(), v.row.condition) == conditions.end()) {
      conditions.push_back(v.row.condition);
    }
  }
  for (const std::string& condition : conditions) {
    text += condition + "\n";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (table.rows[i].row.condition == condition) text += line_of(lines[i + 1], width, numbers);
    }
  }
  return text + "\n" + footer(table.rows);
}

}  // namespace knead
