#include <doctest/doctest.h>

#include <filesystem>

#include "sim/config/yaml_tree.hpp"
#include "tests/config/reading.hpp"

namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string error_of_file(const std::string& path) {
  try {
    knead::read_study(path);
  } catch (const knead::ConfigError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("files that are no study are refused in one line") {
  struct Case {
    std::string text, message;
  };
  const Case cases[] = {
      {"", "s.yaml: error: empty; expected a YAML map"},
      {"# nothing but a comment\n", "s.yaml: error: empty; expected a YAML map"},
      {"---\n", "s.yaml:2:1: error: a study is nothing; expected a map of its keys"},
      {"- a\n", "s.yaml:1:1: error: a study is a list; expected a map of its keys"},
      {std::string("study: a\0b", 10), "s.yaml:1:9: error: not a text (byte 0x00); expected YAML in UTF-8"},
      {"study: a\nabout: \x89HDF\r\n", "s.yaml:2:8: error: not a text (byte 0x89); expected YAML in UTF-8"},
      {"a: \xC3", "s.yaml:1:4: error: not a text (byte 0xC3); expected YAML in UTF-8"},
      {"a: 1\n---\nb: 2\n",
       "s.yaml:2:1: error: a second document begins here (a file holds one); expected nothing after the first"},
      {"a: &x [1, *x]\n", "s.yaml:1:11: error: this alias stands inside its own anchor (it would never end)"},
      {"a: *x\n", "s.yaml:1:4: error: not valid YAML (the referenced anchor is not defined)"},
      {"a: !!python/object:os.system x\n",
       "s.yaml:1:4: error: the tag 'tag:yaml.org,2002:python/object:os.system' has no meaning here; expected none"},
      {"a: b: c\n", "s.yaml:1:5: error: not valid YAML (illegal map value)"},
      {"a: [1, 2\n", "s.yaml:1:4: error: not valid YAML (end of sequence flow not found)"},
      {"a: \"x", "s.yaml:1:6: error: not valid YAML (illegal EOF in scalar)"},
      {"[a]: b\n", "s.yaml:1:1: error: no name where a key belongs (a bracket left open?); expected 'name: value'"},
      {"a: {b: 1, b: 2}\n", "s.yaml:1:11: error: duplicate key 'b' (first on line 1, column 5)"},
      {"a: " + repeated("[", 64) + repeated("]", 64), "s.yaml:1:67: error: nested too deep (more than 64 levels)"},
      {"a: [" + repeated("1,", 100001) + "]", "s.yaml:1:200003: error: too large (more than 100000 values)"},
      {repeated("# a long comment\n", 70000), "s.yaml: error: too large (more than 1 MB); is it the right file?"},
  };
  for (const Case& wrong : cases) {
    INFO(wrong.text.substr(0, 80));
    CHECK(error_of(wrong.text) == wrong.message);
  }
}

TEST_CASE("aliases that multiply are counted as what they stand for") {
  std::string text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string alias = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + alias;
    for (int k = 1; k < 10; ++k) text += ", " + alias;
    text += "]\n";
  }
  CHECK(error_of(text).ends_with("too large (more than 100000 values)"));
}

TEST_CASE("aliases that nest are counted as deep as they are") {
  std::string text = "a0: &a0 [1]\n";
  for (int i = 1; i < 70; ++i)
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  CHECK(error_of(text).ends_with("nested too deep (more than 64 levels)"));
}

TEST_CASE("anchors around anchors are counted as what they keep") {
  std::string text = "a: ";
  for (int i = 0; i < 60; ++i) text += "&a" + std::to_string(i) + " [";
  text += repeated("1,", 10000) + repeated("]", 60);
  CHECK(error_of(text).ends_with("too large (more than 100000 values)"));
}

TEST_CASE("brackets without end come to an end") {
  for (const char* bracket : {"[", "{", "{a: ", "- ", "? ", "&a "}) {
    INFO(bracket);
    CHECK(error_of(repeated(bracket, 100000)) != "");
  }
}

TEST_CASE("what is no file is refused") {
  const Folder folder;
  std::filesystem::create_directory("folder.yaml");
  CHECK(error_of_file("folder.yaml") == "folder.yaml: error: is a folder; expected a YAML file");
  CHECK(error_of_file("none.yaml") == "none.yaml: error: no such file");
  CHECK(error_of_file("/dev/zero") == "/dev/zero: error: too large (more than 1 MB); is it the right file?");
  CHECK(error_of_file("/dev/null") == "/dev/null: error: empty; expected a YAML map");
}
