#include "sim/comparison/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/comparison/evidence.hpp"
#include "sim/inference/text_table.hpp"

namespace knead {
namespace {

constexpr std::size_t most_shown = 30, shown_of_more = 10;

std::string three_digits(double x) {
  if (std::isnan(x)) return "none";
  const double size = std::abs(x);
  if (size >= 1e6 || (size > 0 && size < 1e-3)) return fmt::format("{:.2e}", x);
  const int before_point = size == 0 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
  return fmt::format("{:.{}f}", x, std::max(0, 3 - before_point));
}

std::string difference_of(const Estimate& e) {
  if (std::isnan(e.difference)) return "none";
  return fmt::format("{} ({} to {})", three_digits(e.difference), three_digits(e.low), three_digits(e.high));
}

Cells cells_of(const Option& option, const Estimate& e, const std::string& label, const std::string& difference) {
  const std::string missing =
      e.reached < e.n ? fmt::format("not within the study in {} of {}", e.n - e.reached, e.n) : "";
  return {"  " + label, std::to_string(option.dose.sessions),  three_digits(e.median),
          difference,   fmt::format("{:.0f} %", 100 * e.best), missing};
}

/// Positions in the group of the candidates that are shown: all in their order, or the best of many.
std::vector<std::size_t> shown_of(const OptionTable& table, const OptionGroup& group, std::size_t outcome) {
  std::vector<std::size_t> shown = ranking(group, table.outcomes[outcome], outcome);
  if (shown.size() > most_shown) {
    shown.resize(shown_of_more);
  } else {
    std::sort(shown.begin(), shown.end());
  }
  return shown;
}

std::vector<Cells> rows_of(const OptionTable& table, const OptionGroup& group, std::size_t outcome) {
  std::vector<Cells> rows;
  rows.push_back(
      cells_of(table.references[group.shown_reference], group.reference[outcome], table.reference, "reference"));
  for (const std::size_t i : shown_of(table, group, outcome)) {
    const Option& candidate = table.candidates[group.candidates[i]];
    const Estimate& estimate = group.estimates[i][outcome];
    rows.push_back(cells_of(candidate, estimate, candidate.label, difference_of(estimate)));
  }
  return rows;
}

std::string block_of(const Comparison& comparison, std::size_t outcome, const std::vector<Measurement>& measurements) {
  const OptionTable& table = comparison.table;
  const Outcome& what = table.outcomes[outcome];
  std::vector<Cells> all{{"", "sessions", "median", "difference (95 %)", "best", ""}};
  for (const OptionGroup& group : comparison.groups)
    for (Cells& row : rows_of(table, group, outcome)) all.push_back(std::move(row));
  const std::vector<std::size_t> width = widths_of(all), numbers{1, 2, 4};

  std::string text = fmt::format("{} ({}{} is better)\n", what.text, what.unit == "1" ? "" : what.unit + "; ",
                                 what.better == Outcome::Better::less ? "less" : "more");
  text += line_of(all[0], width, numbers);
  for (const OptionGroup& group : comparison.groups) {
    if (!group.title.empty()) text += " " + group.title + "\n";
    const std::vector<Cells> rows = rows_of(table, group, outcome);
    for (const Cells& row : rows) text += line_of(row, width, numbers);
    if (const std::size_t more = group.candidates.size() - (rows.size() - 1); more > 0)
      text += fmt::format("  and {} more, which --csv and --json have too\n", more);
  }
  for (const OptionGroup& group : comparison.groups) text += expectation(comparison, group, outcome) + "\n";
  return text + support(what.observable, measurements) + "\n";
}

}  // namespace

std::string format(const Comparison& comparison, const std::vector<Measurement>& measurements) {
  const OptionTable& table = comparison.table;
  std::string text = fmt::format("{}: {} {} against {}\n", table.name, table.candidates.size(),
                                 table.candidates.size() == 1 ? "option" : "options", table.reference);
  text += fmt::format("difference: median and 2.5 to 97.5 percentiles of the paired differences{}\n",
                      table.subjects() < 40 ? ", interpolated within their range" : "");
  for (const std::string& line : caveats(comparison)) text += line + "\n";
  for (std::size_t o = 0; o < table.outcomes.size(); ++o) text += "\n" + block_of(comparison, o, measurements);
  return text;
}

}  // namespace knead
