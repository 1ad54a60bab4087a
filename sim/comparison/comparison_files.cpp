#include "sim/comparison/comparison_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <functional>

#include "sim/comparison/json_text.hpp"

namespace knead {
namespace {

/// Calls back with the reference of each group and its estimates, then with each of its candidates.
using Visit = std::function<void(const OptionGroup&, const Option&, const std::vector<Estimate>&, bool is_reference)>;
void for_each_option(const OptionTable& table, const OptionGroup& group, const Visit& visit) {
  visit(group, table.references[group.shown_reference], group.reference, true);
  for (std::size_t i = 0; i < group.candidates.size(); ++i)
    visit(group, table.candidates[group.candidates[i]], group.estimates[i], false);
}

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string field(double x) { return std::isnan(x) ? "" : fmt::format("{}", x); }
std::string field(int x) { return std::to_string(x); }

double number_of(const SweepValue& value) { return value.number.value_or(std::nan("")); }

std::string json_of_option(const OptionTable& table, const Option& option, const std::vector<Estimate>& estimates) {
  std::vector<std::string> axes, outcomes;
  for (std::size_t a = 0; a < table.axes.size(); ++a)
    axes.push_back(fmt::format("{}: {{\"label\": {}, \"number\": {}}}", json_text(table.axes[a].name),
                               json_text(option.at[a].label), json_number(number_of(option.at[a]))));
  for (std::size_t o = 0; o < estimates.size(); ++o) {
    const Estimate& e = estimates[o];
    outcomes.push_back(
        fmt::format("{}: {{\"n\": {}, \"reached\": {}, \"median\": {}, \"difference\": {}, \"low\": {}, \"high\": {}, "
                    "\"reference_median\": {}, \"best\": {}}}",
                    json_text(table.outcomes[o].text), e.n, e.reached, json_number(e.median), json_number(e.difference),
                    json_number(e.low), json_number(e.high), json_number(e.reference_median), json_number(e.best)));
  }
  return fmt::format(
      "{{\"label\": {}, \"point\": {}, \"arm\": {}, \"axes\": {{{}}}, \"sessions\": {}, \"minutes\": {}, "
      "\"outcomes\": {{{}}}}}",
      json_text(option.label), option.point + 1, json_text(option.arm), fmt::join(axes, ", "), option.dose.sessions,
      json_number(option.dose.minutes), fmt::join(outcomes, ", "));
}

std::string json_of_group(const OptionTable& table, const OptionGroup& group) {
  std::string reference;
  std::vector<std::string> candidates;
  for_each_option(
      table, group,
      [&](const OptionGroup&, const Option& option, const std::vector<Estimate>& estimates, bool is_reference) {
        const std::string text = json_of_option(table, option, estimates);
        if (is_reference) {
          reference = text;
        } else {
          candidates.push_back(text);
        }
      });
  return fmt::format("{{\"title\": {}, \"reference\": {},\n   \"candidates\": [\n    {}]}}", json_text(group.title),
                     reference, fmt::join(candidates, ",\n    "));
}

}  // namespace

std::string csv_of(const Comparison& comparison) {
  const OptionTable& table = comparison.table;
  std::vector<std::string> header{"role", "group", "point", "arm"};
  for (const SweepAxis& axis : table.axes) {
    header.push_back(field(axis.name));
    header.push_back(field(axis.name + "_value"));
  }
  for (const char* name : {"sessions", "minutes", "outcome", "unit", "n", "reached", "median", "difference", "low",
                           "high", "reference_median", "best"})
    header.emplace_back(name);
  std::string csv = fmt::format("{}\n", fmt::join(header, ","));

  const auto add = [&](const OptionGroup& group, const Option& option, const std::vector<Estimate>& estimates,
                       bool is_reference) {
    std::vector<std::string> start{is_reference ? "reference" : "candidate", field(group.title),
                                   std::to_string(option.point + 1), field(option.arm)};
    for (const SweepValue& value : option.at) {
      start.push_back(field(value.label));
      start.push_back(field(number_of(value)));
    }
    start.push_back(field(option.dose.sessions));
    start.push_back(field(option.dose.minutes));
    for (std::size_t o = 0; o < estimates.size(); ++o) {
      const Estimate& e = estimates[o];
      csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", fmt::join(start, ","), field(table.outcomes[o].text),
                         field(table.outcomes[o].unit), e.n, e.reached, field(e.median), field(e.difference),
                         field(e.low), field(e.high), field(e.reference_median), field(e.best));
    }
  };
  for (const OptionGroup& group : comparison.groups) for_each_option(table, group, add);
  return csv;
}

std::string json_of(const Comparison& comparison, const std::vector<std::string>& lines) {
  const OptionTable& table = comparison.table;
  std::vector<std::string> axes, outcomes, groups, said;
  for (const SweepAxis& axis : table.axes)
    axes.push_back(fmt::format("{{\"name\": {}, \"unit\": {}}}", json_text(axis.name), json_text(axis.unit)));
  for (const Outcome& outcome : table.outcomes)
    outcomes.push_back(fmt::format("{{\"outcome\": {}, \"unit\": {}, \"better\": \"{}\"}}", json_text(outcome.text),
                                   json_text(outcome.unit), outcome.better == Outcome::Better::less ? "less" : "more"));
  for (const OptionGroup& group : comparison.groups) groups.push_back(json_of_group(table, group));
  for (const std::string& line : lines) said.push_back(json_text(line));
  return fmt::format(
      "{{\n \"{}\": {},\n \"subjects\": {},\n \"axes\": [{}],\n \"outcomes\": [\n  {}],\n \"reference\": {},\n"
      " \"groups\": [\n  {}],\n \"lines\": [\n  {}]\n}}\n",
      table.sweep ? "sweep" : "study", json_text(table.name), table.subjects(), fmt::join(axes, ", "),
      fmt::join(outcomes, ",\n  "), json_text(table.reference), fmt::join(groups, ",\n  "), fmt::join(said, ",\n  "));
}

}  // namespace knead
