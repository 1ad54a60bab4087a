// The example of the README, a load of one's own, does what the README says.

#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "models/parameters.hpp"
#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"
#include "tests/config/vibration.hpp"

using namespace knead;

namespace {

VibrationEvent read(const std::string& text) {
  const YamlNode node = parse_yaml(text, "s.yaml", Layer::study);
  Origins origins;
  VibrationEvent vibration;
  StudyReader reader(node, {"vibration", ""}, origins);
  describe(reader, vibration, Place::arm);
  reader.finish();
  return vibration;
}

std::string text_of(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("the example load is read, and is to the tissue what it says") {
  const VibrationEvent vibration = read("{start: 10 min, for: 2 min, strain: 1 %}");
  CHECK(vibration.timing.start_s == Drawn{600, 600});
  CHECK(vibration.duration_s() == 120);
  const ParameterSet parameters;
  const std::map<std::string, StrokeType> strokes;
  const TimeCourse course = vibration.course(600, {parameters, strokes, {}});
  REQUIRE(course.size() == 1);
  CHECK(course[0].begin_s == 600);
  CHECK(course[0].end_s == 720);
  CHECK(course[0].load.fibre_strain == 0.01);
  CHECK(course[0].load.frequency == 30);
}

TEST_CASE("what is wrong in the example load is told as in any other") {
  const auto error = [](const std::string& text) {
    try {
      read(text);
    } catch (const ConfigError& wrong) {
      return std::string(wrong.what());
    }
    return std::string();
  };
  CHECK(error("{start: 10 min, for: 2 min, strian: 1 %}").find("unknown key 'strian'") != std::string::npos);
  CHECK(error("{start: 10 min, for: 2 min, frequency: 2 kHz}").find("1 Hz to 200 Hz") != std::string::npos);
}

TEST_CASE("the README shows the example load as it is compiled") {
  const std::string example = text_of(KNEAD_SOURCE_DIR "/tests/config/vibration.hpp");
  REQUIRE(!example.empty());
  CHECK(text_of(KNEAD_SOURCE_DIR "/README.md").find("```cpp\n" + example + "```") != std::string::npos);
}

TEST_CASE("the README lists the example load after all others") {
  const auto without_breaks = [](std::string text) {
    for (std::size_t at; (at = text.find("\n    ")) != std::string::npos;) text.replace(at, 5, " ");
    return text;
  };
  const std::string listed = without_breaks(text_of(KNEAD_SOURCE_DIR "/models/loads/loads.hpp"));
  const std::size_t begin = listed.find("using LoadEvent ="), end = listed.find(">;", begin);
  REQUIRE(end != std::string::npos);
  const std::string line = listed.substr(begin, end - begin) + ", VibrationEvent>;";
  CHECK(without_breaks(text_of(KNEAD_SOURCE_DIR "/README.md")).find(line) != std::string::npos);
}
