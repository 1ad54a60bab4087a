#include "sim/sensitivity/sensitivity_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "sim/inference/text_table.hpp"

namespace knead {
namespace {

constexpr double most = 0.9;            // the share of the variance that words are about
constexpr std::size_t most_shown = 20;  // lines of a table; the file has all
constexpr std::size_t few_rows = 32;    // of which no interval can be trusted
// Totals are never below 0: of these one does not know more than of a first order that may be 0.
constexpr double loosest = 0.1, worth_saying = 0.05;
constexpr std::size_t most_names_said = 6;

std::string with_interval(const SobolIndex& index) {
  return fmt::format("{:.3f} ({:.3f} to {:.3f})", index.value, index.low, index.high);
}

/// "a, b and 3 more"
std::string said(const std::vector<std::string>& names) {
  if (names.size() <= most_names_said) return fmt::format("{}", fmt::join(names, ", "));
  return fmt::format("{} and {} more", fmt::join(names.begin(), names.begin() + most_names_said, ", "),
                     names.size() - most_names_said);
}

std::string unit_of(const Outcome& outcome) { return outcome.unit == "1" ? "" : " " + outcome.unit; }

std::string table_of(const Sensitivity& sensitivity, const SobolIndices& indices) {
  std::vector<Cells> lines{{"  parameter", "first order (95 %)", "total (95 %)"}};
  for (const std::size_t i : by_total(indices)) {
    if (lines.size() > most_shown) break;
    lines.push_back(
        {"  " + sensitivity.parameters[i], with_interval(indices.first[i]), with_interval(indices.total[i])});
  }
  const std::vector<std::size_t> width = widths_of(lines), right{1, 2};
  std::string text;
  for (const Cells& line : lines) text += line_of(line, width, right);
  if (const std::size_t shown = lines.size() - 1; shown < sensitivity.parameters.size())
    text += fmt::format("  and {} more, which the file has too\n", sensitivity.parameters.size() - shown);
  return text;
}

std::string heading(const Sensitivity& sensitivity) {
  const std::string legs =
      sensitivity.against.empty() ? sensitivity.arm : sensitivity.arm + " less " + sensitivity.against;
  const std::size_t varied = sensitivity.parameters.size();
  std::string text = fmt::format("{}, {}: {}\n", sensitivity.study, legs,
                                 varied == 1 ? "does " + sensitivity.parameters.front() + " matter"
                                             : fmt::format("which of {} parameters matter", varied));
  text += fmt::format("{} simulations ({} rows) of the median subject{}; {} failed\n", sensitivity.points,
                      sensitivity.rows, sensitivity.well_mixed ? ", well mixed" : "", sensitivity.failures);
  text +=
      "shares are of the variance over the priors, each parameter by itself uniform on its prior's scale: what is not "
      "known, not how people differ\n";
  if (sensitivity.pressure_freed) text += "massage.pressure is varied in place of the pressure that the study gives\n";
  if (!sensitivity.held.empty())
    text += fmt::format("held, as all simulations share one table of the limb: {}\n", said(sensitivity.held));
  return text;
}

}  // namespace

std::vector<std::string> words_of(const Sensitivity& sensitivity, std::size_t outcome) {
  const SobolIndices& indices = sensitivity.indices[outcome];
  std::vector<std::string> lines;
  if (indices.rows < sensitivity.rows)
    lines.push_back(
        fmt::format("{} of {} rows are left out, as in them a simulation failed or has no such value: what "
                    "is said holds where there is one",
                    sensitivity.rows - indices.rows, sensitivity.rows));
  if (indices.rows == 0) return lines;
  if (indices.variance == 0) {
    lines.push_back("it does not vary: none of these parameters matters to it");
    return lines;
  }
  if (indices.rows < few_rows)
    lines.push_back(
        fmt::format("{} rows are too few to believe an interval; expected {} or more (-n)", indices.rows, few_rows));
  const SobolIndex& alone = indices.alone;
  lines.push_back(fmt::format(
      "one by one they explain {:.0f} % (95 %: {:.0f} to {:.0f}) of the variance; {}", 100 * alone.value,
      100 * alone.low, 100 * alone.high,
      alone.high < 1 ? fmt::format("{:.0f} % is left to what they do with one another", 100 * (1 - alone.value))
                     : "whether they act on one another these rows do not tell"));
  const std::vector<std::size_t> order = by_total(indices);
  const std::size_t needed = needed_for(indices, most);
  std::vector<std::string> names, untold, loose;
  double others = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i < needed) names.push_back(sensitivity.parameters[order[i]]);
    if (i >= needed) others += indices.total[order[i]].value;
    const SobolIndex &first = indices.first[order[i]], &total = indices.total[order[i]];
    if (first.low <= 0 && total.value > 0) untold.push_back(sensitivity.parameters[order[i]]);
    if (total.low < loosest * total.high && total.high > worth_saying)
      loose.push_back(sensitivity.parameters[order[i]]);
  }
  if (needed < order.size())
    lines.push_back(fmt::format(
        "by these estimates {} {} at least {:.0f} %, alone and together: the total indices of the others add up "
        "to {:.1f} %",
        said(names), names.size() == 1 ? "explains" : "explain", 100 * most, 100 * others));
  else if (order.size() > 1)
    lines.push_back(fmt::format("no fewer than all are sure to explain {:.0f} %", 100 * most));
  if (!untold.empty())
    lines.push_back(fmt::format("an interval that reaches 0 tells nothing; of first orders: {}", said(untold)));
  if (!loose.empty())
    lines.push_back(fmt::format("a few rows carry them, so that more are needed (-n); of totals: {}", said(loose)));
  return lines;
}

std::string format(const Sensitivity& sensitivity) {
  std::string text = heading(sensitivity);
  for (std::size_t o = 0; o < sensitivity.outcomes.size(); ++o) {
    const Outcome& outcome = sensitivity.outcomes[o];
    const SobolIndices& indices = sensitivity.indices[o];
    text += fmt::format("\n{}: mean {:.4g}{}, standard deviation {:.3g}{}\n", outcome.text, indices.mean,
                        unit_of(outcome), std::sqrt(indices.variance), unit_of(outcome));
    if (indices.rows > 0 && indices.variance > 0) text += table_of(sensitivity, indices);
    for (const std::string& line : words_of(sensitivity, o)) text += line + "\n";
  }
  return text;
}

std::string tsv_of(const Sensitivity& sensitivity) {
  std::string text =
      "study\tarm\tagainst\toutcome\tunit\tparameter\tfirst\tfirst_low\tfirst_high\ttotal\ttotal_low\ttotal_high\t"
      "first_sum\tfirst_sum_low\tfirst_sum_high\tmean\tsd\trows\trows_asked\tsimulations\tfailures\n";
  for (std::size_t o = 0; o < sensitivity.outcomes.size(); ++o) {
    const SobolIndices& indices = sensitivity.indices[o];
    for (std::size_t i = 0; i < sensitivity.parameters.size(); ++i) {
      const SobolIndex &first = indices.first[i], &total = indices.total[i], &alone = indices.alone;
      text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t", sensitivity.study, sensitivity.arm, sensitivity.against,
                          sensitivity.outcomes[o].text, sensitivity.outcomes[o].unit, sensitivity.parameters[i]);
      text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t", first.value, first.low, first.high, total.value,
                          total.low, total.high, alone.value, alone.low, alone.high);
      text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", indices.mean, std::sqrt(indices.variance), indices.rows,
                          sensitivity.rows, sensitivity.points, sensitivity.failures);
    }
  }
  return text;
}

}  // namespace knead
