// Texts written whole or not at all.

#include "sim/results/text_files.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "sim/results/results_file.hpp"

using namespace knead;

namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("files are written all or none") {
  const auto folder = std::filesystem::temp_directory_path() / "knead_text_files";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "taken");
  write_files({{folder / "a.csv", "1\n"}, {folder / "a.json", "{}\n"}});
  CHECK(content_of(folder / "a.csv") == "1\n");
  CHECK(content_of(folder / "a.json") == "{}\n");
  CHECK_THROWS_WITH_AS(write_files({{folder / "b.csv", "1\n"}, {folder / "nowhere" / "b.json", "{}"}}),
                       doctest::Contains("b.json: error: cannot be written (No such file or directory)"), ResultsError);
  CHECK_THROWS_WITH_AS(write_files({{folder / "b.csv", "1\n"}, {folder / "taken", "{}"}}),
                       doctest::Contains("taken: error: cannot be written (it is a folder)"), ResultsError);
  CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 3);
  std::filesystem::remove_all(folder);
}
