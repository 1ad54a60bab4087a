#include "sim/config/key_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <initializer_list>
#include <optional>

#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

class KeyTable {
 public:
  const std::string& table() const { return table_; }

  void title(const std::string& text) { table_ += (table_.empty() ? "" : "\n") + text + "\n"; }

  void text(Key key, const std::string&) { row(key, "a text", ""); }
  void name(Key key, const std::string& value) { row(key, "a name", value); }
  void quantity(Key key, double value, const char* unit, Range range) {
    row(key, written(range, unit), written(value, unit));
  }
  void quantity(Key key, std::optional<double>, const char* unit, Range range) { row(key, written(range, unit), ""); }
  void drawn(Key key, Drawn value, const char* unit, Range range) {
    row(key, written(range, unit), written(value.low, unit));
  }
  void flag(Key key, bool value) { row(key, "yes or no", value ? "yes" : "no"); }
  template <class Whole>
  void whole(Key key, Whole value, Range range) {
    row(key, written(range, "1"), std::to_string(value));
  }
  template <class Enum>
  void choice(Key key, Enum value, std::initializer_list<const char*> words) {
    row(key, fmt::format("{}", fmt::join(words, " or ")), words.begin()[static_cast<std::size_t>(value)]);
  }
  template <class Describe>
  void group(Key key, Describe describe_inner) {
    row(key, "a map", "");
    indent_ += 2;
    describe_inner(*this);
    indent_ -= 2;
  }
  template <class Value>
  void form(Key key, const char* example, Value&) {
    row(key, example, "");
  }

 private:
  void row(Key key, const std::string& form, const std::string& standard) {
    const auto need = key.required ? " (required)" : standard.empty() ? "" : fmt::format(" (default {})", standard);
    table_ += fmt::format("{:<25} {}{}\n{:28}{}\n", std::string(indent_, ' ') + key.name, form, need, "", key.meaning);
  }

  std::string table_;
  std::size_t indent_ = 2;
};

template <class Load>
void document(KeyTable& table, Load load) {
  table.title(fmt::format("{}: a load", Load::name));
  describe(table, load, Place::arm);
}

void document(KeyTable& table, ExerciseEvent exercise) {
  using Kind = ExerciseEvent::Kind;
  table.title("exercise of kind cycling or run: a load, an item of `before` or of an arm");
  describe(table, exercise, Place::arm);
  table.title("exercise of kind eccentric or stimulated");
  exercise.kind = Kind::eccentric;
  describe(table, exercise, Place::arm);
  table.title("exercise of kind resistance");
  exercise.kind = Kind::resistance;
  describe(table, exercise, Place::arm);
}

void document(KeyTable& table, MassageEvent massage) {
  table.title("massage: a load");
  describe(table, massage, Place::arm);
  table.title("a type of stroke, in `stroke_types`");
  StrokeType type;
  describe(table, type);
}

void document(KeyTable& table, PrescribedEvent prescribed) {
  table.title("prescribed: a load whose quantities are given directly");
  describe(table, prescribed, Place::arm);
  table.title("a segment of prescribed");
  PrescribedSegment quantities;
  describe(table, quantities);
}

void document(KeyTable& table, MediumEvent medium) {
  table.title("medium: concentrations in a culture");
  describe(table, medium, Place::arm);
  table.title("a segment of medium");
  MediumSegment concentrations;
  describe(table, concentrations);
}

template <std::size_t... I>
void document_loads(KeyTable& table, std::index_sequence<I...>) {
  (document(table, std::variant_alternative_t<I, LoadEvent>()), ...);
}

}  // namespace

std::string key_table() {
  KeyTable table;
  Study study;
  table.title("A study");
  describe(table, study);
  table.title("tissue of kind culture or well_mixed");
  Tissue without_space;
  without_space.kind = Tissue::Kind::well_mixed;
  describe(table, without_space);
  document_loads(table, std::make_index_sequence<std::variant_size_v<LoadEvent>>());
  table.title("traits: the first item of an arm that stands for another person");
  Traits traits;
  table.form({"traits", "parameters in place of the study's, before what differs between subjects is drawn"},
             "{nfkb.k1: 2.5e-3 /s}", traits);
  return table.table();
}

}  // namespace knead
