#include "sim/config/setting.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <optional>

namespace knead {
namespace {

std::optional<std::size_t> as_number(const std::string& step) {
  std::size_t number = 0;
  const char* end = step.data() + step.size();
  const auto [rest, error] = std::from_chars(step.data(), end, number);
  return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

/// Whether the last of the steps is the name of a parameter, dots and all: in parameters.NAME, drawn_parameters.NAME,
/// arms.ARM.0.traits.NAME.
bool names_parameter(const std::vector<std::string>& steps) {
  return (steps.size() == 2 && (steps[0] == "parameters" || steps[0] == "drawn_parameters")) ||
         (steps.size() == 5 && steps[0] == "arms" && steps[3] == "traits");
}

std::vector<std::string> steps_of(const std::string& path) {
  std::vector<std::string> steps(1);
  for (const char c : path) {
    if (c == '.' && !names_parameter(steps)) {
      steps.emplace_back();
    } else {
      steps.back() += c;
    }
  }
  return steps;
}

YamlNode& item_at(YamlNode& list, const std::string& step, const std::string& name, const Origin& origin) {
  const auto i = as_number(step);
  if (i && *i < list.items.size()) return list.items[*i];
  throw ConfigError(
      origin, fmt::format("'{}' is no item of {}; expected a number below {}, its length (the first is 0)", step, name,
                          list.items.size()));
}

YamlNode& entry_at(YamlNode& map, const std::string& step, bool into_list, const std::string& name,
                   const Origin& origin) {
  if (YamlNode* found = map.find(step)) return *found;
  if (into_list) {
    std::vector<std::string> keys;
    for (const auto& entry : map.entries) keys.push_back(entry.key);
    throw ConfigError(origin, fmt::format("no list '{}' in {} (keys there: {}){}", step, name, fmt::join(keys, ", "),
                                          did_you_mean(step, keys)));
  }
  YamlNode added;
  added.kind = YamlNode::Kind::map;
  added.origin = origin;
  map.entries.push_back({step, origin, added});
  return map.entries.back().value;
}

}  // namespace

Setting parse_setting(const std::string& text) {
  Origin origin{Layer::set, "--set " + text, 0, 0};
  for (char& c : origin.file) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';  // an error is one line
  }
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) throw ConfigError(origin, "no value; expected path.to.key=value");
  return {text.substr(0, equals), parse_yaml(text.substr(equals + 1), origin.file, Layer::set), origin};
}

std::string last_key(const std::string& path) {
  const auto last = steps_of(path).back();
  return as_number(last) ? path : last;
}

void apply_setting(YamlNode& study, const Setting& setting) {
  const auto& [path, value, origin] = setting;
  const auto steps = steps_of(path);

  YamlNode* node = &study;
  std::string name = "study";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (node->kind == YamlNode::Kind::list) {
      node = &item_at(*node, steps[i], name, origin);
    } else if (node->kind == YamlNode::Kind::map) {
      const bool into_list = i + 1 < steps.size() && as_number(steps[i + 1]);
      node = &entry_at(*node, steps[i], into_list, name, origin);
    } else {
      throw ConfigError(origin, fmt::format("{} is {} (it holds no '{}'); expected a shorter path", name,
                                            described(*node), steps[i]));
    }
    name = steps[i];
  }
  *node = value;
}

}  // namespace knead
