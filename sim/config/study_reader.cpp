#include "sim/config/study_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "sim/config/units.hpp"

namespace knead {

double read_quantity(const YamlNode& node, const std::string& name, const std::string& unit, Range range) {
  const std::string expected = unit == "1" ? "a number" : "a quantity in " + unit;
  if (node.kind != YamlNode::Kind::scalar) {
    throw ConfigError(node.origin, fmt::format("{} is {}; expected {}", name, described(node), expected));
  }
  double value = 0;
  try {
    const auto said = parse_quantity(node.text);
    value = convert(said.value, said.unit, unit);
  } catch (const UnitError& error) {
    throw ConfigError(node.origin, fmt::format("{}: {}", name, error.what()));
  }
  // Written so that a nan is refused too.
  if (!(value >= range.low && value <= range.high)) {
    throw ConfigError(node.origin,
                      fmt::format("{} is {} (out of range); expected {}", name, node.text, written(range, unit)));
  }
  return value;
}

Drawn read_drawn(const YamlNode& node, const std::string& name, const std::string& unit, Range range) {
  if (node.kind != YamlNode::Kind::list) {
    const double value = read_quantity(node, name, unit, range);
    return {value, value};
  }
  if (node.items.size() != 2) {
    throw ConfigError(node.origin, fmt::format("{} is a list of {}; expected one value or a pair [low, high]", name,
                                               node.items.size()));
  }
  const Drawn drawn{read_quantity(node.items[0], name, unit, range), read_quantity(node.items[1], name, unit, range)};
  if (drawn.low > drawn.high) {
    throw ConfigError(node.origin,
                      fmt::format("{} is a pair whose first is larger than its second; expected [low, high]", name));
  }
  return drawn;
}

std::uint64_t read_whole(const YamlNode& node, const std::string& name, Range range) {
  std::uint64_t value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto [rest, error] = std::from_chars(node.text.data(), end, value);
  const bool whole = node.kind == YamlNode::Kind::scalar && error == std::errc() && rest == end;
  if (!whole || static_cast<double>(value) < range.low || static_cast<double>(value) > range.high) {
    throw ConfigError(node.origin,
                      fmt::format("{} is {}; expected a whole number, {}", name, described(node), written(range, "1")));
  }
  return value;
}

std::string read_text(const YamlNode& node, const std::string& name) {
  if (node.kind != YamlNode::Kind::scalar)
    throw ConfigError(node.origin, fmt::format("{} is {}; expected a text", name, described(node)));
  return node.text;
}

std::string read_name(const YamlNode& node, const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto fit = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  constexpr std::size_t longest = 64;
  const std::string& text = node.text;
  const bool null = text == "null" || text == "Null" || text == "NULL";
  if (node.kind == YamlNode::Kind::scalar && !text.empty() && text.size() <= longest && !null && letter(text[0]) &&
      std::all_of(text.begin(), text.end(), fit)) {
    return text;
  }
  throw ConfigError(node.origin,
                    fmt::format("{} is {}; expected a name of letters, digits, '_' and '-' that begins with a letter",
                                name, described(node)));
}

std::string read_key(const YamlEntry& entry, const std::string& name) {
  YamlNode key;
  key.kind = YamlNode::Kind::scalar;
  key.origin = entry.origin;
  key.text = entry.key;
  return read_name(key, name);
}

std::size_t read_choice(const YamlNode& node, const std::string& name, const std::vector<std::string>& words) {
  const auto at = std::find(words.begin(), words.end(), node.text);
  if (node.kind != YamlNode::Kind::scalar || at == words.end()) {
    const auto near = node.kind == YamlNode::Kind::scalar ? did_you_mean(node.text, words) : "";
    throw ConfigError(node.origin,
                      fmt::format("{} is {}; expected {}{}", name, described(node), fmt::join(words, " or "), near));
  }
  return static_cast<std::size_t>(at - words.begin());
}

bool read_flag(const YamlNode& node, const std::string& name) {
  const bool word = node.kind == YamlNode::Kind::scalar;
  if (word && (node.text == "yes" || node.text == "true")) return true;
  if (word && (node.text == "no" || node.text == "false")) return false;
  throw ConfigError(node.origin, fmt::format("{} is {}; expected yes or no", name, described(node)));
}

void expect_list(const YamlNode& node, const std::string& name, const std::string& example) {
  if (node.kind == YamlNode::Kind::list) return;
  throw ConfigError(node.origin, fmt::format("{} is {}; expected a list such as {}", name, described(node), example));
}

void expect_map(const YamlNode& node, const std::string& name, const std::string& example) {
  if (node.kind == YamlNode::Kind::map) return;
  throw ConfigError(node.origin, fmt::format("{} is {}; expected a map such as {}", name, described(node), example));
}

const YamlEntry& read_single(const YamlNode& node, const std::string& name, const std::string& example) {
  if (node.kind == YamlNode::Kind::map && node.entries.size() == 1) return node.entries.front();
  const auto what =
      node.kind == YamlNode::Kind::map ? fmt::format("a map of {} keys", node.entries.size()) : described(node);
  throw ConfigError(node.origin, fmt::format("an item of {} is {}; expected one key as in {}", name, what, example));
}

StudyReader::StudyReader(const YamlNode& map, Spot spot, Origins& origins)
    : map_(map), spot_(std::move(spot)), origins_(origins) {
  if (map.kind != YamlNode::Kind::map) {
    throw ConfigError(map.origin, fmt::format("{} is {}; expected a map", spot_.name, described(map)));
  }
}

const YamlNode* StudyReader::find(Key key) {
  known_.emplace_back(key.name);
  const YamlNode* node = map_.find(key.name);
  if (node) {
    origins_[spot_.at(key.name).path] = node->origin;
  } else if (key.required) {
    missing_.push_back(key);
  }
  return node;
}

void StudyReader::text(Key key, std::string& value) {
  if (const YamlNode* node = find(key)) value = read_text(*node, key.name);
}

void StudyReader::name(Key key, std::string& value) {
  if (const YamlNode* node = find(key)) value = read_name(*node, key.name);
}

void StudyReader::flag(Key key, bool& value) {
  if (const YamlNode* node = find(key)) value = read_flag(*node, key.name);
}

void StudyReader::quantity(Key key, double& value, const char* unit, Range range) {
  if (const YamlNode* node = find(key)) value = read_quantity(*node, key.name, unit, range);
}

void StudyReader::quantity(Key key, std::optional<double>& value, const char* unit, Range range) {
  if (const YamlNode* node = find(key)) value = read_quantity(*node, key.name, unit, range);
}

void StudyReader::drawn(Key key, Drawn& value, const char* unit, Range range) {
  if (const YamlNode* node = find(key)) value = read_drawn(*node, key.name, unit, range);
}

void StudyReader::finish() const {
  for (const auto& entry : map_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    throw ConfigError(entry.origin, fmt::format("unknown key '{}' in {} (keys: {}){}", entry.key, spot_.name,
                                                fmt::join(known_, ", "), did_you_mean(entry.key, known_)));
  }
  if (missing_.empty()) return;
  throw ConfigError(map_.origin,
                    fmt::format("missing key '{}' in {} ({})", missing_[0].name, spot_.name, missing_[0].meaning));
}

}  // namespace knead
