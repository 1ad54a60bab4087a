#pragma once
// Options whose values are given, subject after subject.

#include "sim/comparison/comparison.hpp"

namespace knead::test {

inline const double none = std::numeric_limits<double>::quiet_NaN();

inline Outcome outcome(const std::string& text) { return read_outcome(text, {}); }

inline Option option(const std::string& label, std::vector<std::vector<double>> values, int sessions = 1) {
  return {.label = label, .arm = label, .at = {}, .dose = {sessions, 10.0 * sessions}, .values = std::move(values)};
}

/// Arms of a study against the first of them.
inline OptionTable table_of(const std::vector<std::string>& outcomes, std::vector<Option> options) {
  OptionTable table;
  table.name = "legs";
  for (const std::string& text : outcomes) table.outcomes.push_back(outcome(text));
  table.reference = options.front().label;
  table.references = {options.front()};
  table.candidates.assign(options.begin() + 1, options.end());
  return table;
}

}  // namespace knead::test
