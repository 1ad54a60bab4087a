// The biology may not know a treatment: no file of the networks, the cells or the function of a muscle holds its name.

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

namespace {

bool names_a_treatment(const std::string& text) {
  static const std::regex words("\\b(massage|ibuprofen|cold|ice|NSAID)\\b", std::regex::icase);
  return std::regex_search(text, words);
}

TEST_CASE("the search finds whole words only") {
  CHECK(names_a_treatment("if (massage) rate *= 2;"));
  CHECK(names_a_treatment("// Cold slows it"));
  CHECK(!names_a_treatment("a slice of scolding prices, at low_temperature"));
}

TEST_CASE("no file of the biology names a treatment") {
  namespace fs = std::filesystem;
  int files = 0;
  for (const char* room : {"fibre", "cells", "function"}) {
    const fs::path folder = fs::path(KNEAD_SOURCE_DIR) / "models" / room;
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".hpp" && extension != ".cpp") continue;
      std::ifstream file(entry.path());
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      CAPTURE(entry.path().string());
      CHECK(!text.empty());
      CHECK(!names_a_treatment(text));
      ++files;
    }
  }
  CHECK(files >= 9);
}

}  // namespace
