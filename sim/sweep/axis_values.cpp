#include "sim/sweep/axis_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "models/parameters.hpp"
#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/config/units.hpp"

namespace knead {
namespace {

constexpr const char* path_example = "[0 h, 1 h, 2 h] or {linear: [0 h, 2 h], points: 3}";
constexpr const char* name_example = "{single: {}, daily: {arms.massage.0.massage.every: 24 h}}";
constexpr const char* pair_example = "a pair such as [5 kPa, 60 kPa]";

std::string quantity_text(double value, const std::string& unit) {
  return unit == "1" ? fmt::format("{}", value) : fmt::format("{} {}", value, unit);
}

YamlNode scalar(const std::string& text, const Origin& origin) {
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.origin = origin;
  node.text = text;
  return node;
}

/// Numbers in the unit of the first label, if all are quantities of that kind.
void read_numbers(Axis& axis) {
  try {
    const auto unit = parse_quantity(axis.values.front().at.label).unit;
    if (unit != "1") check_unit(unit);
    std::vector<double> numbers;
    for (const auto& value : axis.values) {
      const auto said = parse_quantity(value.at.label);
      numbers.push_back(convert(said.value, said.unit, unit));
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) axis.values[i].at.number = numbers[i];
    axis.unit = unit;
  } catch (const UnitError&) {  // then they are words
  }
}

/// A pair of quantities that differ, the second taken to the unit of the first.
Interval read_interval(const YamlNode& node, const std::string& name, bool log) {
  if (node.kind != YamlNode::Kind::list || node.items.size() != 2) {
    const auto what =
        node.kind == YamlNode::Kind::list ? fmt::format("a list of {}", node.items.size()) : described(node);
    throw ConfigError(node.origin, fmt::format("{} is {}; expected {}", name, what, pair_example));
  }
  const auto end = [&](const YamlNode& said, const std::string& unit) -> Quantity {
    if (said.kind != YamlNode::Kind::scalar)
      throw ConfigError(said.origin, fmt::format("{} is {}; expected a quantity", name, described(said)));
    Quantity quantity;
    try {
      quantity = parse_quantity(said.text);
      if (quantity.unit != "1") check_unit(quantity.unit);
      if (!unit.empty()) quantity = {convert(quantity.value, quantity.unit, unit), unit};
    } catch (const UnitError& error) {
      throw ConfigError(said.origin, fmt::format("{}: {}", name, error.what()));
    }
    if (!log || quantity.value > 0) return quantity;
    throw ConfigError(said.origin, fmt::format("{} is {} (equal ratios from it lead nowhere); expected more than 0",
                                               name, said.text));
  };
  const auto low = end(node.items[0], "");
  const auto high = end(node.items[1], low.unit);
  if (low.value == high.value)
    throw ConfigError(node.origin, fmt::format("{} is {}; expected two that differ", name, compact(node)));
  return {low.value, high.value, low.unit, log, node.origin};
}

struct Pair {
  const YamlNode* node = nullptr;
};
void read_form(const YamlNode& node, const Spot&, const char*, Pair& pair, Origins&) { pair.node = &node; }

/// To four digits, as a person would write a value between two others.
double four_digits(double value) { return std::stod(fmt::format("{:.4g}", value)); }

/// {linear: [a, b], points: n} or {log: [a, b], points: n}. The ends stay as written; log values are rounded.
std::vector<YamlNode> read_spaced(const YamlNode& node, const std::string& name) {
  Pair linear, log;
  int points = 0;
  Origins origins;
  StudyReader reader(node, {name, ""}, origins);
  reader.form({"linear", "its ends, evenly spaced between"}, pair_example, linear);
  reader.form({"log", "its ends, spaced by equal ratios between"}, pair_example, log);
  reader.whole(required("points", "number of values"), points, Range{2, counts_of_values.high});
  reader.finish();
  if (!linear.node == !log.node)
    throw ConfigError(node.origin,
                      fmt::format("{} has one of 'linear' and 'log', as in {{linear: [0 h, 2 h], points: 3}}", name));
  const YamlNode& ends = linear.node ? *linear.node : *log.node;
  const auto interval = read_interval(ends, name, !linear.node);
  std::vector<YamlNode> values{ends.items.front()};
  for (int i = 1; i < points - 1; ++i) {
    const double value = interval.at(double(i) / (points - 1));
    values.push_back(scalar(quantity_text(log.node ? four_digits(value) : value, interval.unit), ends.origin));
  }
  values.push_back(ends.items.back());
  return values;
}

bool is_path(const std::string& key) { return key.find('.') != std::string::npos; }

Axis read_named(const YamlEntry& entry) {
  const auto name = read_key(entry, "the name of an axis");
  if (entry.value.entries.empty())
    throw ConfigError(entry.value.origin, fmt::format("{} is an empty map; expected {}", name, name_example));
  Axis axis{.key = name, .name = name, .origin = entry.origin, .unit = "", .values = {}};
  for (const auto& [label, origin, settings] : entry.value.entries) {
    expect_map(settings, label, "{arms.massage.0.massage.every: 24 h}, or {} for the base as it is");
    AxisValue value{{compact(scalar(label, origin)), std::nullopt}, {}};
    for (const auto& [path, where, said] : settings.entries) value.settings.push_back({path, said, where});
    axis.values.push_back(value);
  }
  read_numbers(axis);
  return axis;
}

/// The declared prior of a parameter.
Interval read_prior(const YamlNode& node, const YamlEntry& entry) {
  const std::string parameters = "parameters.";
  if (!read_flag(node, "prior")) throw ConfigError(node.origin, "prior is 'no'; expected yes");
  const auto name = last_key(entry.key);
  if (!entry.key.starts_with(parameters)) {
    throw ConfigError(entry.origin,
                      fmt::format("{} has no prior (it is no parameter); expected {{uniform: [a, b]}}", name));
  }
  const auto found = find_parameter(name);
  if (!found) {
    std::vector<std::string> names;
    for (const auto& known : all_parameters()) names.push_back(full_name(known));
    throw ConfigError(entry.origin, fmt::format("unknown parameter '{}' (`knead parameters` lists all){}", name,
                                                did_you_mean(name, names)));
  }
  const Parameter& declared = all_parameters()[*found];
  const Prior& prior = declared.prior;
  if (prior.shape == Prior::Shape::fixed)
    throw ConfigError(node.origin,
                      fmt::format("the prior of {} is a single value; expected {{uniform: [a, b]}}", name));
  return {prior.low, prior.high, std::string(declared.unit), prior.shape == Prior::Shape::log_uniform, node.origin};
}

/// Whether a text could be taken for something else than one text on one line.
bool needs_quotes(const std::string& text) {
  return text.empty() || text.find_first_of("[]{},:;=\"\\\n\r\t") != std::string::npos || text.front() == ' ' ||
         text.back() == ' ' || text == "null" || text == "~";
}

}  // namespace

Axis axis_of_values(const std::string& path, const Origin& origin, const std::vector<YamlNode>& values) {
  Axis axis{.key = path, .name = last_key(path), .origin = origin, .unit = "", .values = {}};
  for (const auto& value : values) axis.values.push_back({{compact(value), std::nullopt}, {{path, value, origin}}});
  read_numbers(axis);
  return axis;
}

Axis read_axis(const YamlEntry& entry) {
  const YamlNode& node = entry.value;
  const auto name = last_key(entry.key);
  if (node.kind == YamlNode::Kind::list) {
    if (node.items.empty())
      throw ConfigError(node.origin, fmt::format("{} is an empty list; expected {}", name, path_example));
    return axis_of_values(entry.key, entry.origin, node.items);
  }
  if (node.find("linear") || node.find("log") || node.find("points"))
    return axis_of_values(entry.key, entry.origin, read_spaced(node, name));
  if (node.kind == YamlNode::Kind::map && !is_path(entry.key)) return read_named(entry);
  const auto expected = is_path(entry.key) ? path_example : fmt::format("a list of values, or {}", name_example);
  throw ConfigError(node.origin, fmt::format("{} is {}; expected {}", name, described(node), expected));
}

double Interval::at(double share) const {
  if (log) return low * std::pow(high / low, share);
  return low + (high - low) * share;
}

DrawnAxis read_drawn_axis(const YamlEntry& entry) {
  constexpr const char* example = "{uniform: [0 h, 72 h]}, {log_uniform: [5 kPa, 60 kPa]} or {prior: yes}";
  const auto name = last_key(entry.key);
  expect_map(entry.value, name, example);
  const auto& [shape, where, value] = read_single(entry.value, name, example);
  if (shape == "prior") return {entry.key, entry.origin, read_prior(value, entry)};
  if (shape != "uniform" && shape != "log_uniform") {
    throw ConfigError(where, fmt::format("unknown distribution '{}' of {}; expected uniform, log_uniform or prior{}",
                                         shape, name, did_you_mean(shape, {"uniform", "log_uniform", "prior"})));
  }
  return {entry.key, entry.origin, read_interval(value, name, shape == "log_uniform")};
}

Axis axis_of(const DrawnAxis& drawn, std::span<const double> shares) {
  std::vector<YamlNode> values;
  for (const double share : shares) {
    values.push_back(scalar(quantity_text(drawn.interval.at(share), drawn.interval.unit), drawn.interval.origin));
  }
  return axis_of_values(drawn.key, drawn.origin, values);
}

std::string compact(const YamlNode& node) {
  const auto text = [](const std::string& said) { return needs_quotes(said) ? quoted(said) : said; };
  std::vector<std::string> parts;
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "null";
    case YamlNode::Kind::scalar:
      return text(node.text);
    case YamlNode::Kind::list:
      for (const auto& item : node.items) parts.push_back(compact(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    case YamlNode::Kind::map:
      break;
  }
  for (const auto& entry : node.entries) parts.push_back(text(entry.key) + ": " + compact(entry.value));
  std::sort(parts.begin(), parts.end());
  return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

}  // namespace knead
