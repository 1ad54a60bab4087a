#include "sim/calibration/validation_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "sim/inference/row_words.hpp"
#include "sim/inference/text_table.hpp"

namespace knead {

namespace {

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

std::string left_out_of(const ValidatedRow& row) {
  return row.left_out ? std::string(name_of(row.left_out->verdict)) : "unknown";
}

std::string exercise_only_of(const ValidatedRow& row) {
  return row.exercise_only ? std::string(name_of(row.exercise_only->verdict)) : "";
}

Cells cells_of(const ValidatedRow& row) {
  const RowVerdict& v = row.verdict;
  Cells cells{"  " + v.row.observable, time_of(v.row), measured_of(v.row)};
  if (!v.modelled()) {
    cells.insert(cells.end(), {v.why, "", std::string(name_of(v.verdict)), "", ""});
    return cells;
  }
  cells.insert(cells.end(), {contrast_of(v), percent(v.share), std::string(name_of(v.verdict)),
                             row.fitted ? left_out_of(row) : "not fitted", exercise_only_of(row)});
  return cells;
}

/// "agrees 3 of 5".
std::string count(const std::vector<ValidatedRow>& rows,
                  const std::function<const RowVerdict*(const ValidatedRow&)>& verdict) {
  int agrees = 0, all = 0;
  for (const ValidatedRow& row : rows)
    if (const RowVerdict* v = verdict(row); v && v->modelled()) {
      ++all;
      agrees += v->verdict == Verdict::agrees;
    }
  return fmt::format("agrees {} of {}", agrees, all);
}

int how_many(const std::vector<ValidatedRow>& rows, Verdict verdict) {
  return static_cast<int>(
      std::count_if(rows.begin(), rows.end(), [&](const ValidatedRow& row) { return row.verdict.verdict == verdict; }));
}

std::string counts(const std::vector<ValidatedRow>& rows) {
  std::string text;
  const auto line = [&](const char* what, const auto& verdict) {
    if (const std::string words = count(rows, verdict); !words.ends_with(" of 0"))
      text += fmt::format("{:<64}{}\n", what, words);
  };
  line("rows that were fitted", [](const ValidatedRow& row) { return row.fitted ? &row.verdict : nullptr; });
  line("the same, their study left out (where enough draws are left)",
       [](const ValidatedRow& row) { return row.left_out ? &*row.left_out : nullptr; });
  const auto from_exercise = [](bool fitted) {
    return [fitted](const ValidatedRow& row) {
      return row.fitted == fitted && row.exercise_only ? &*row.exercise_only : nullptr;
    };
  };
  line("rows of treated legs that were fitted, from exercise alone", from_exercise(true));
  line("rows that were not fitted", [](const ValidatedRow& row) { return row.fitted ? nullptr : &row.verdict; });
  line("the same, from exercise alone", from_exercise(false));
  const auto unknown =
      std::count_if(rows.begin(), rows.end(), [](const ValidatedRow& row) { return row.fitted && !row.left_out; });
  return text + fmt::format(
                    "not counted: not modelled {}, no study {}; unknown once left out {} (plain importance weights, of "
                    "fewer than {:g} draws)\n",
                    how_many(rows, Verdict::not_modelled), how_many(rows, Verdict::no_study), unknown,
                    fewest_effective_draws);
}

/// One line for each study that failed.
std::string failures(const std::vector<ValidatedRow>& rows) {
  std::map<std::string, std::pair<int, int>> failed;  // draws of either posterior
  for (const ValidatedRow& row : rows) {
    auto& [draws, exercise_only] = failed[row.verdict.row.study_file];
    draws = std::max(draws, row.failed);
    exercise_only = std::max(exercise_only, row.exercise_only_failed);
  }
  std::string text;
  for (const auto& [study, of] : failed)
    if (of.first + of.second > 0)
      text += fmt::format("draws that are dropped, as {} fails in them: {}, of exercise alone {}\n", study, of.first,
                          of.second);
  return text;
}

}  // namespace

std::string format(const std::vector<ValidatedRow>& rows, const std::string& title) {
  std::vector<Cells> lines{{"", "time", "measured", "model (95 %)", "trials", "verdict", "left out", "exercise"}};
  for (const ValidatedRow& row : rows) lines.push_back(cells_of(row));
  const std::vector<std::size_t> width = widths_of(lines), numbers{1, 4};
  std::string text = title + "\n\n" + line_of(lines[0], width, numbers), heading;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Measurement& row = rows[i].verdict.row;
    const std::string now = fmt::format("{}: {}\n", row.study_file, row.condition);
    if (now != heading) text += now;
    heading = now;
    text += line_of(lines[i + 1], width, numbers);
  }
  return text + "\n" + counts(rows) + failures(rows);
}

std::string tsv_of(const std::vector<ValidatedRow>& rows) {
  std::string text(row_key_columns);
  text += "\tfitted\tverdict\tleft_out\tleft_out_effective\texercise_only\tmedian\tlow\thigh\n";
  for (const ValidatedRow& row : rows) {
    const RowVerdict& v = row.verdict;
    text += fmt::format("{}\t{}\t{}\t{}\t{:.1f}\t{}", row_key(v.row), row.fitted ? "yes" : "no", name_of(v.verdict),
                        left_out_of(row), row.left_out_effective, exercise_only_of(row));
    text += v.modelled() ? fmt::format("\t{:.4g}\t{:.4g}\t{:.4g}\n", v.contrast_median, v.contrast_low, v.contrast_high)
                         : "\t\t\t\n";
  }
  return text;
}

}  // namespace knead
