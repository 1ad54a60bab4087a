#pragma once
// The visitor that prints a struct as YAML, and the printing of a whole study.

#include <initializer_list>
#include <optional>

#include "sim/config/schema.hpp"
#include "sim/config/study.hpp"

namespace knead {

enum class Place;
struct ParameterLayer;
struct PosteriorKey;

/// The study with every default filled in, as YAML that read_study accepts and that gives an equal study whatever
/// bodies and configs there are.
std::string resolved_yaml(const Study& study);

/// The same with a comment a line: default, or where the value was set.
std::string resolved_yaml_with_origins(const Study& study);

/// In double quotes, on one line, as YAML reads it back.
std::string quoted(const std::string& text);

class StudyWriter {
 public:
  /// Without origins no comments are written.
  explicit StudyWriter(const Origins* origins) : origins_(origins) {}

  const std::string& yaml() const { return yaml_; }

  void text(Key key, const std::string& value);
  void name(Key key, const std::string& value) { line(key.name, value); }
  void flag(Key key, bool value) { line(key.name, value ? "yes" : "no"); }
  void quantity(Key key, double value, const char* unit, Range) { line(key.name, written(value, unit)); }
  void quantity(Key key, std::optional<double> value, const char* unit, Range range) {
    if (value) quantity(key, *value, unit, range);
  }
  void drawn(Key key, Drawn value, const char* unit, Range);
  template <class Whole>
  void whole(Key key, Whole value, Range) {
    line(key.name, std::to_string(value));
  }
  template <class Enum>
  void choice(Key key, Enum value, std::initializer_list<const char*> words) {
    line(key.name, words.begin()[static_cast<std::size_t>(value)]);
  }
  template <class Describe>
  void group(Key key, Describe describe_inner) {
    open(key.name);
    describe_inner(*this);
    close();
  }
  template <class Value>
  void form(Key key, const char*, Value& value) {
    write_form(key.name, value);
  }

 private:
  /// "key: value" with the origin of path.key.
  void line(const std::string& key, const std::string& value);
  /// "- value" with the origin of path.i.
  void item(std::size_t i, const std::string& value);
  /// "key:" and a deeper level; an item begins with its dash on its first line.
  void open(const std::string& key);
  void open_item(std::size_t i);
  void close();
  void put(const std::string& text, const std::string& comment);
  std::string comment_of(const std::string& last) const;

  template <class Part>
  void write_described(const std::string& key, std::vector<Part>& parts);
  /// Items of a list, the first of them its item number `first`.
  void write_loads(std::vector<LoadEvent>& loads, Place place, std::size_t first);
  void write_form(const std::string& key, Arm& arm);

  void write_form(const std::string& key, std::vector<Stage>& stages);
  void write_form(const std::string& key, std::vector<Stroke>& strokes);
  void write_form(const std::string& key, std::vector<PrescribedSegment>& segments);
  void write_form(const std::string& key, std::vector<MediumSegment>& segments);
  void write_form(const std::string& key, std::vector<LoadEvent>& loads);
  void write_form(const std::string& key, std::vector<Arm>& arms);
  void write_form(const std::string& key, std::vector<BiopsyTime>& biopsies);
  void write_form(const std::string& key, std::vector<int>& numbers);
  void write_form(const std::string& key, std::vector<Row>& rows);
  void write_form(const std::string& key, std::map<std::string, StrokeType>& types);
  void write_form(const std::string& key, ParameterSet& parameters);
  void write_form(const std::string& key, ParameterLayer& layer);
  void write_form(const std::string& key, PosteriorKey& chosen);
  void write_form(const std::string& key, Traits& traits);

  const Origins* origins_;
  std::string yaml_;
  std::vector<std::string> path_;
  std::size_t indent_ = 0;
  bool after_dash_ = false;
};

}  // namespace knead
