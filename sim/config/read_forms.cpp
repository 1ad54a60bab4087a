// How samples, rows, stroke types and parameters are written.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/parameters.hpp"
#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"

namespace knead {

std::string full_name(const Parameter& parameter) {
  return std::string(parameter.module) + "." + std::string(parameter.symbol);
}

namespace {

BiopsyTime read_biopsy_time(const YamlNode& node, const Spot& spot, Origins& origins) {
  BiopsyTime biopsy;
  if (node.kind == YamlNode::Kind::scalar && node.text == "baseline") {
    biopsy.when = BiopsyTime::When::baseline;
  } else if (node.kind == YamlNode::Kind::map) {
    biopsy.when = BiopsyTime::When::after;
    StudyReader reader(node, {"a sample's time", spot.path}, origins);
    reader.text(required("after", "the load after whose end the sample is taken"), biopsy.load);
    reader.drawn({"by", "how long after; a pair is a uniform draw a subject"}, biopsy.time_s, "s", since_zero_s);
    reader.finish();
  } else {
    biopsy.time_s = read_drawn(node, "a sample's time", "s", since_zero_s);
  }
  return biopsy;
}

std::vector<std::string> read_arms_of(const YamlNode& node, const std::string& condition) {
  if (node.kind == YamlNode::Kind::scalar) return {node.text};
  expect_list(node, condition, "[massage, rest]");
  std::vector<std::string> arms;
  for (const auto& item : node.items) arms.push_back(read_text(item, condition));
  return arms;
}

struct RowArms {
  std::vector<std::string> names;
};

void read_form(const YamlNode& node, const Spot& spot, const char*, RowArms& arms, Origins&) {
  arms.names = read_arms_of(node, spot.name);
}

Row read_row(const YamlEntry& entry, const Spot& spot, Origins& origins) {
  Row row;
  row.condition = read_key(entry, "the name of a condition");
  if (entry.value.kind != YamlNode::Kind::map) {
    row.arms = read_arms_of(entry.value, entry.key);
    return row;
  }
  RowArms arms;
  StudyReader reader(entry.value, {entry.key, spot.path}, origins);
  reader.form(required("arm", "one arm, or treated and control"), "[massage, rest]", arms);
  reader.form({"after", "which bouts of the arm its times count from"}, "[3, 7]", row.after);
  reader.finish();
  row.arms = arms.names;
  return row;
}

}  // namespace

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<BiopsyTime>& biopsies,
               Origins& origins) {
  expect_list(node, spot.name, example);
  biopsies.clear();
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    origins[spot.item(i).path] = node.items[i].origin;
    biopsies.push_back(read_biopsy_time(node.items[i], spot.item(i), origins));
  }
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<int>& numbers, Origins&) {
  numbers.clear();
  const Range counted_from_1{1, 100000};
  if (node.kind == YamlNode::Kind::scalar) {
    numbers.push_back(static_cast<int>(read_whole(node, spot.name, counted_from_1)));
    return;
  }
  expect_list(node, spot.name, example);
  for (const auto& item : node.items) numbers.push_back(static_cast<int>(read_whole(item, spot.name, counted_from_1)));
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<Row>& rows, Origins& origins) {
  expect_map(node, spot.name, example);
  rows.clear();
  for (const auto& entry : node.entries) {
    origins[spot.at(entry.key).path] = entry.value.origin;
    rows.push_back(read_row(entry, spot.at(entry.key), origins));
  }
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, StrokeTypes& types, Origins& origins) {
  expect_map(node, spot.name, example);
  for (const auto& entry : node.entries) {
    const auto name = read_key(entry, "the name of a type of stroke");
    origins[spot.at(name).path] = entry.origin;
    StudyReader reader(entry.value, spot.at(name), origins);
    StrokeType type;
    describe(reader, type);
    reader.finish();
    types[name] = type;
  }
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, Traits& values, Origins& origins) {
  expect_map(node, spot.name, example);
  for (const auto& [name, where, value] : node.entries) {
    const auto found = find_parameter(name);
    if (!found) {
      std::vector<std::string> names;
      for (const auto& known : all_parameters()) names.push_back(full_name(known));
      throw ConfigError(where, fmt::format("unknown parameter '{}' (`knead parameters` lists all){}", name,
                                           did_you_mean(name, names)));
    }
    const Parameter& declared = all_parameters()[*found];
    origins[spot.at(name).path] = value.origin;
    values[*found] = read_quantity(value, name, std::string(declared.unit), declared.range);
  }
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, ParameterSet& parameters,
               Origins& origins) {
  Traits said;
  read_form(node, spot, example, said, origins);
  for (const auto& [position, value] : said) parameters.values[position] = value;
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, ParameterLayer& layer, Origins& origins) {
  read_form(node, spot, example, layer.parameters, origins);
}

}  // namespace knead
