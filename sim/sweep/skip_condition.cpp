#include "sim/sweep/skip_condition.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

constexpr const char* item_example = "{schedule: daily, start: {above: 24 h}}";
constexpr Range any_number{-unbounded, unbounded};

std::size_t find_axis(const YamlEntry& entry, const std::vector<Axis>& axes) {
  std::vector<std::string> names;
  for (const auto& axis : axes) names.push_back(axis.name);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (axes[i].name == entry.key || axes[i].key == entry.key) return i;
  }
  throw ConfigError(entry.origin, fmt::format("unknown axis '{}' in skip (axes: {}){}", entry.key,
                                              fmt::join(names, ", "), did_you_mean(entry.key, names)));
}

/// The label of the axis's value that is meant: written the same, or the same quantity.
std::string find_label(const YamlNode& node, const Axis& axis) {
  const auto text = compact(node);
  std::vector<std::string> labels;
  for (const auto& value : axis.values) labels.push_back(value.at.label);
  if (std::find(labels.begin(), labels.end(), text) != labels.end()) return text;
  if (!axis.unit.empty()) {
    const double number = read_quantity(node, axis.name, axis.unit, any_number);
    for (const auto& value : axis.values) {
      if (value.at.number == number) return value.at.label;
    }
  }
  constexpr std::size_t most_told = 12;
  const auto told =
      labels.size() > most_told ? fmt::format("{} of them", labels.size()) : fmt::format("{}", fmt::join(labels, ", "));
  throw ConfigError(node.origin, fmt::format("{} is never {} (values: {}){}", axis.name, described(node), told,
                                             axis.unit.empty() ? did_you_mean(text, labels) : ""));
}

AxisCondition read_condition(const YamlEntry& entry, const std::vector<Axis>& axes) {
  AxisCondition condition{.axis = find_axis(entry, axes), .label = ""};
  const Axis& axis = axes[condition.axis];
  const YamlNode& node = entry.value;
  if (!node.find("above") && !node.find("below")) {
    condition.label = find_label(node, axis);
    return condition;
  }
  if (axis.unit.empty()) {
    throw ConfigError(
        node.origin,
        fmt::format("the values of {} are words (none is above or below another); expected one of them", axis.name));
  }
  Origins origins;
  StudyReader reader(node, {axis.name, ""}, origins);
  reader.quantity({"above", "larger values"}, condition.above, axis.unit.c_str(), any_number);
  reader.quantity({"below", "smaller values"}, condition.below, axis.unit.c_str(), any_number);
  reader.finish();
  return condition;
}

}  // namespace

bool AxisCondition::met_by(const SweepValue& value) const {
  if (!label.empty()) return value.label == label;
  return *value.number > above && *value.number < below;
}

bool SkipCondition::met_by(const SweepPoint& point) const {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const AxisCondition& condition) { return condition.met_by(point.at[condition.axis]); });
}

std::vector<SkipCondition> read_skip(const YamlNode& list, const std::vector<Axis>& axes) {
  expect_list(list, "skip", fmt::format("[{}]", item_example));
  std::vector<SkipCondition> skip;
  for (const auto& item : list.items) {
    expect_map(item, "an item of skip", item_example);
    if (item.entries.empty())
      throw ConfigError(item.origin, fmt::format("an item of skip is an empty map; expected {}", item_example));
    for (auto* conditions = &skip.emplace_back().conditions; const auto& entry : item.entries)
      conditions->push_back(read_condition(entry, axes));
  }
  return skip;
}

}  // namespace knead
