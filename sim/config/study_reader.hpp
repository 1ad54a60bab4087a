#pragma once
// The visitor that fills a struct from a map of the YAML tree: each value with its type, unit and range checked and its
// origin noted, then every key that no one asked for refused.

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "sim/config/schema.hpp"
#include "sim/config/study.hpp"
#include "sim/config/yaml_tree.hpp"

namespace knead {

/// What is being read: `name` stands in messages, `path` in Origins.
struct Spot {
  std::string name, path;

  Spot at(const std::string& key) const { return {key, path.empty() ? key : path + "." + key}; }
  /// An item keeps the name of its list.
  Spot item(std::size_t i) const { return {name, path + "." + std::to_string(i)}; }
};

/// Single values; each throws ConfigError at the node unless it is one, in range.
double read_quantity(const YamlNode& node, const std::string& name, const std::string& unit, Range range);
Drawn read_drawn(const YamlNode& node, const std::string& name, const std::string& unit, Range range);
std::uint64_t read_whole(const YamlNode& node, const std::string& name, Range range);
std::string read_text(const YamlNode& node, const std::string& name);
/// Letters, digits, '_' and '-', beginning with a letter, and not null: safe in a path, in YAML and in a file name.
std::string read_name(const YamlNode& node, const std::string& name);
/// The key of an entry as such a name.
std::string read_key(const YamlEntry& entry, const std::string& name);
std::size_t read_choice(const YamlNode& node, const std::string& name, const std::vector<std::string>& words);
/// yes or true, no or false.
bool read_flag(const YamlNode& node, const std::string& name);
void expect_list(const YamlNode& node, const std::string& name, const std::string& example);
void expect_map(const YamlNode& node, const std::string& name, const std::string& example);
/// The only entry of a map such as {effleurage: 2 min}.
const YamlEntry& read_single(const YamlNode& node, const std::string& name, const std::string& example);

class StudyReader {
 public:
  /// Throws ConfigError unless the node is a map.
  StudyReader(const YamlNode& map, Spot spot, Origins& origins);

  void text(Key key, std::string& value);
  void name(Key key, std::string& value);
  void flag(Key key, bool& value);
  void quantity(Key key, double& value, const char* unit, Range range);
  void quantity(Key key, std::optional<double>& value, const char* unit, Range range);
  void drawn(Key key, Drawn& value, const char* unit, Range range);

  template <class Whole>
  void whole(Key key, Whole& value, Range range) {
    if (const YamlNode* node = find(key)) value = static_cast<Whole>(read_whole(*node, key.name, range));
  }
  template <class Enum>
  void choice(Key key, Enum& value, std::initializer_list<const char*> words) {
    if (const YamlNode* node = find(key))
      value = static_cast<Enum>(read_choice(*node, key.name, {words.begin(), words.end()}));
  }
  template <class Describe>
  void group(Key key, Describe describe_inner) {
    const YamlNode* node = find(key);
    YamlNode absent;
    absent.kind = YamlNode::Kind::map;
    absent.origin = map_.origin;
    if (!node && key.required) return;  // finish() tells
    StudyReader inner(node ? *node : absent, spot_.at(key.name), origins_);
    describe_inner(inner);
    inner.finish();
  }
  template <class Value>
  void form(Key key, const char* example, Value& value) {
    if (const YamlNode* node = find(key)) read_form(*node, spot_.at(key.name), example, value, origins_);
  }

  /// To be called when all keys have been described: refuses a key that is not among them, then the lack of a required
  /// one.
  void finish() const;

 private:
  /// Notes that the key is known, and its origin if it is there.
  const YamlNode* find(Key key);

  const YamlNode& map_;
  Spot spot_;
  Origins& origins_;
  std::vector<std::string> known_;
  std::vector<Key> missing_;
};

// How the forms of study_schema.hpp are read (read_loads.cpp, read_forms.cpp). Each throws ConfigError.
using StrokeTypes = std::map<std::string, StrokeType>;
using Loads = std::vector<LoadEvent>;
struct PosteriorKey;
struct ParameterLayer;
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<Stage>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<Stroke>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<PrescribedSegment>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<MediumSegment>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, Loads&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<Arm>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<BiopsyTime>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<int>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, std::vector<Row>&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, StrokeTypes&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, ParameterSet&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, Traits&, Origins&);
void read_form(const YamlNode&, const Spot&, const char* example, ParameterLayer&, Origins&);
/// Only looked at: the file is read when the rest of the study is known (study_posterior.cpp).
void read_form(const YamlNode&, const Spot&, const char* example, PosteriorKey&, Origins&);

}  // namespace knead
