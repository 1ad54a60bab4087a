// How a leg in cold water is written, and what is told of one that cannot be.

#include <doctest/doctest.h>

#include "models/loads/loads.hpp"
#include "sim/config/study_writer.hpp"
#include "tests/config/reading.hpp"

using namespace knead;

namespace {

std::string study_with(const std::string& loads) {
  return "study: a\nsubjects: {count: 1}\nuntil: 3 h\narms:\n  other:\n" + loads;
}

std::string cold_error(const std::string& cold) { return error_of(study_with("    - cold: " + cold + "\n")); }

const ColdEvent& cold_of(const Study& study) { return std::get<ColdEvent>(study.arms[0].loads[0]); }

}  // namespace

TEST_CASE("a cold bath is read, and written as it was read") {
  const Study study =
      read_text(study_with("    - cold: {start: 10 min, for: 15 min, water: 283.15 K, immersion: chest}\n"));
  const ColdEvent& cold = cold_of(study);
  CHECK(cold.timing.start_s == Drawn{600, 600});
  CHECK(cold.duration_s() == 900);
  CHECK(cold.water_degC == doctest::Approx(10));
  CHECK(cold.immersion == ColdEvent::Immersion::chest);
  const std::string text = resolved_yaml(study);
  CHECK(text.find("immersion: chest") != std::string::npos);
  CHECK(cold_of(read_text(text)) == cold);
}

TEST_CASE("what is wrong in a cold bath") {
  CHECK(cold_error("{start: 0 min, for: 10 min, water: 8 degC}") == "");
  CHECK(cold_error("{start: 0 min, for: 10 min, water: 8 C}").find("expected degC for a temperature") !=
        std::string::npos);
  CHECK(cold_error("{start: 0 min, for: 10 min, water: 50 degC}").find("0 degC to 36 degC") != std::string::npos);
  CHECK(cold_error("{start: 0 min, for: 10 min}").find("water") != std::string::npos);
  CHECK(cold_error("{start: 0 min, for: 10 min, water: 8 degC, imersion: hip}").find("did you mean 'immersion'") !=
        std::string::npos);
  CHECK(cold_error("{start: 0 min, for: 10 min, water: 8 degC, immersion: neck}").find("knee") != std::string::npos);
  CHECK(cold_error("{start: 0 min, for: 7 h, water: 8 degC}").find("6 h") != std::string::npos);
}

TEST_CASE("another load may not share the water, but may find the leg still cold") {
  const auto then = [](const std::string& start) {
    return error_of(
        study_with("    - cold: {start: 10 min, for: 10 min, water: 8 degC}\n"
                   "    - exercise: {kind: eccentric, contractions: 10, start: " +
                   start + "}\n"));
  };
  CHECK(then("15 min") ==
        "s.yaml:7:7: error: exercise may overlap cold of s.yaml:6:7 on arm other (two loads at once in one place); "
        "expected one after the other");
  CHECK(then("20 min") == "");
}

TEST_CASE("a prescribed load may be of temperature and of perfusion") {
  const Study study = read_text(study_with(
      "    - prescribed: {start: 0 h, segments: [{for: 1 h, temperature_change: -4 K, perfusion_loss: 30 %}]}\n"));
  const Quantities& load = std::get<PrescribedEvent>(study.arms[0].loads[0]).segments[0].load;
  CHECK(load.temperature_change == -4);
  CHECK(load.perfusion_loss == 0.3);
  const auto error = [](const std::string& segment) {
    return error_of(study_with("    - prescribed: {start: 0 h, segments: [{for: 1 h, " + segment + "}]}\n"));
  };
  CHECK(error("temperature_change: -40 K").find("-37 K to 8 K") != std::string::npos);
  CHECK(error("temperature_change: -4 degC").find("expected K") != std::string::npos);
  CHECK(error("perfusion_loss: 2").find("-9 to 1") != std::string::npos);
}
