// How loads are written: {massage: {start: 10 min, ...}}, with stages, strokes and segments that follow each other.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

template <class Load>
Load read_load(const YamlNode& node, const Spot& spot, Place place, Origins& origins) {
  Load load;
  StudyReader reader(node, spot, origins);
  describe(reader, load, place);
  reader.finish();
  return load;
}

using ReadLoad = LoadEvent (*)(const YamlNode&, const Spot&, Place, Origins&);

template <std::size_t... I>
std::vector<ReadLoad> readers(std::index_sequence<I...>) {
  return {[](const YamlNode& node, const Spot& spot, Place place, Origins& origins) -> LoadEvent {
    return read_load<std::variant_alternative_t<I, LoadEvent>>(node, spot, place, origins);
  }...};
}

constexpr const char* load_example = "{massage: {start: 10 min, ...}}";

/// The items of a list from number `first` on.
Loads read_loads(const YamlNode& node, const Spot& spot, const char* example, Place place, Origins& origins,
                 std::size_t first = 0) {
  expect_list(node, spot.name, example);
  Loads loads;
  for (std::size_t i = first; i < node.items.size(); ++i) {
    const Spot item = spot.item(i);
    origins[item.path] = node.items[i].origin;
    const auto& [kind, where, settings] = read_single(node.items[i], spot.name, load_example);
    const Spot inside = item.at(kind);
    std::vector<std::string> known = load_names();
    if (const auto named = std::find(known.begin(), known.end(), kind); named != known.end()) {
      static const auto read = readers(std::make_index_sequence<std::variant_size_v<LoadEvent>>());
      loads.push_back(read[static_cast<std::size_t>(named - known.begin())](settings, inside, place, origins));
    } else if (kind == "traits" && place == Place::arm) {
      throw ConfigError(where,
                        "traits after another item (they hold for the whole arm); expected them first, and once");
    } else {
      const auto loads_known = fmt::format("{}", fmt::join(known, ", "));
      if (place == Place::arm) known.emplace_back("traits");
      throw ConfigError(where,
                        fmt::format("unknown load '{}' (loads: {}){}", kind, loads_known, did_you_mean(kind, known)));
    }
  }
  return loads;
}

/// Arms of a subject share their geometry, their limb and their laboratory.
bool shared_by_arms(const Parameter& parameter) {
  return parameter.module == "tissue" || parameter.module == "limb" || parameter.module == "laboratory" ||
         full_name(parameter) == "cytokine.interstitial_fraction";
}

/// The traits that stand first in an arm's list, or none.
Traits read_traits(const YamlNode& arm, const Spot& spot, Origins& origins) {
  Traits traits;
  const YamlNode* said = arm.items.empty() ? nullptr : arm.items.front().find("traits");
  if (!said) return traits;
  read_single(arm.items.front(), spot.name, load_example);
  constexpr const char* example = "{nfkb.k1: 2.5e-3 /s}";
  const Spot inside = spot.item(0).at("traits");
  origins[spot.item(0).path] = arm.items.front().origin;
  origins[inside.path] = said->origin;
  read_form(*said, inside, example, traits, origins);
  if (traits.empty()) throw ConfigError(said->origin, fmt::format("traits is an empty map; expected {}", example));
  for (const auto& [position, value] : traits) {
    const Parameter& parameter = all_parameters()[position];
    if (!shared_by_arms(parameter)) continue;
    throw ConfigError(origins[inside.at(full_name(parameter)).path],
                      fmt::format("{} cannot be a trait (arms of a subject share their geometry, limb and laboratory); "
                                  "expected it under 'parameters'",
                                  full_name(parameter)));
  }
  return traits;
}

void expect_some(const YamlNode& node, const Spot& spot, const char* example) {
  expect_list(node, spot.name, example);
  if (node.items.empty())
    throw ConfigError(node.origin, fmt::format("{} is an empty list; expected {}", spot.name, example));
}

struct Intensity {
  std::optional<double> share;
};

void read_form(const YamlNode& node, const Spot& spot, const char*, Intensity& at, Origins&) {
  const bool exhaustion = node.kind == YamlNode::Kind::scalar && node.text == "exhaustion";
  if (!exhaustion) at.share = read_quantity(node, spot.name, "1", Range{0, 3});
}

/// A stage that begins `before_s` into the exercise.
Stage read_stage(const YamlNode& node, const Spot& spot, double before_s, Origins& origins) {
  double for_s = 0, total_s = 0;
  Intensity at;
  StudyReader reader(node, {"a stage", spot.path}, origins);
  reader.quantity({"for", "length of the stage"}, for_s, "s", a_while_s);
  reader.quantity({"total", "length of the exercise when the stage ends"}, total_s, "s", a_while_s);
  reader.form(required("at", "share of VO2peak, or the word exhaustion"), "60 %", at);
  reader.finish();
  if ((for_s > 0) == (total_s > 0)) {
    throw ConfigError(node.origin,
                      "a stage has one of 'for' (its own length) and 'total' (that of the exercise at its end)");
  }
  if (total_s > 0 && total_s <= before_s) {
    throw ConfigError(node.find("total")->origin, fmt::format("total is {} (the stages before take {}); expected more",
                                                              written(total_s, "s"), written(before_s, "s")));
  }
  return {for_s > 0 ? for_s : total_s - before_s, at.share};
}

template <class Segment>
void read_segments(const YamlNode& node, const Spot& spot, const char* example, std::vector<Segment>& segments,
                   Origins& origins) {
  expect_some(node, spot, example);
  segments.clear();
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    StudyReader reader(node.items[i], {"a segment", spot.item(i).path}, origins);
    describe(reader, segments.emplace_back());
    reader.finish();
  }
}

}  // namespace

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<Stage>& stages,
               Origins& origins) {
  expect_some(node, spot, example);
  stages.clear();
  double before_s = 0;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    origins[spot.item(i).path] = node.items[i].origin;
    stages.push_back(read_stage(node.items[i], spot.item(i), before_s, origins));
    before_s += stages.back().duration_s;
  }
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<Stroke>& strokes,
               Origins& origins) {
  expect_some(node, spot, example);
  strokes.clear();
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const YamlEntry& stroke = read_single(node.items[i], spot.name, "{effleurage: 2 min}");
    origins[spot.item(i).path] = stroke.origin;
    strokes.push_back({stroke.key, read_quantity(stroke.value, stroke.key, "s", a_while_s)});
  }
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<PrescribedSegment>& segments,
               Origins& origins) {
  read_segments(node, spot, example, segments, origins);
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<MediumSegment>& segments,
               Origins& origins) {
  read_segments(node, spot, example, segments, origins);
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, Loads& loads, Origins& origins) {
  loads = read_loads(node, spot, example, Place::before, origins);
}

void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<Arm>& arms, Origins& origins) {
  expect_map(node, spot.name, example);
  if (node.entries.empty()) throw ConfigError(node.origin, fmt::format("no arms; expected {}", example));
  arms.clear();
  for (const auto& entry : node.entries) {
    const Spot inside = spot.at(entry.key);
    origins[inside.path] = entry.origin;
    Arm arm;
    arm.name = read_key(entry, "the name of an arm");
    arm.traits = read_traits(entry.value, inside, origins);
    const auto* loads = "[{massage: {start: 10 min, ...}}], or [] for none";
    arm.loads = read_loads(entry.value, inside, loads, Place::arm, origins, arm.item_of(0));
    arms.push_back(arm);
  }
}

}  // namespace knead
