// A device that presses with a force, again and again.

#include <doctest/doctest.h>

#include "sim/config/study_writer.hpp"
#include "tests/config/reading.hpp"

using namespace knead;

namespace {

/// A device of 7 mm on a rabbit; `massage` is what is said of it beside its start and its strokes.
std::string device_with(const std::string& massage) {
  return R"(study: small
subjects: {body: rabbit_tibialis, count: 1}
tissue: {kind: well_mixed, depth: 6 mm}
stroke_types: {device: {contact_radius: 7 mm, pressure_factor: 1, frequency: 0.5 Hz, duty: 1}}
arms:
  pressed:
    - massage: {start: 5 min, )" +
         massage + R"(, strokes: [{device: 30 min}]}
until: 4 d
)";
}

}  // namespace

TEST_CASE("a massage presses with a force") {
  const Study study = read_text(device_with("force: 10 N, every: 24 h, times: 4"));
  const auto& massage = std::get<MassageEvent>(study.arms[0].loads[0]);
  CHECK(massage.force_N == 10.0);
  CHECK(!massage.pressure_Pa);
  CHECK(timing_of(massage).times == 4);
  const double kPa = stroke_pressure_kPa(massage, study.stroke_types.at("device"), study.parameters);
  CHECK(kPa == doctest::Approx(64).epsilon(0.03));  // of 1.54 cm2

  Study again = read_text(resolved_yaml(study));
  again.origins = study.origins;
  CHECK(again == study);
}

TEST_CASE("mistakes in a force") {
  CHECK(error_of(device_with("force: 10 N, pressure: 20 kPa")) ==
        "s.yaml:7:38: error: massage has a force and a pressure (each gives the other); expected one of them");
  CHECK(error_of(device_with("force: 100 N")) ==
        "s.yaml:7:38: error: force is 100 N (636 kPa under a contact of 7 mm); expected at most 78.6 N");
  CHECK(error_of(device_with("force: 10 kPa")) ==
        "s.yaml:7:38: error: force: kPa is not a unit of the same kind as N; expected a quantity in N");
  CHECK(error_of(device_with("force: -1 N")) ==
        "s.yaml:7:38: error: force is -1 N (out of range); expected 0 N to 10000 N");
}

TEST_CASE("a pressure of a stroke is within what is known of skin, whichever way it is said") {
  const auto pressed = [](const std::string& massage, const std::string& more = "") {
    return error_of(
        "study: s\nsubjects: {count: 2}\nstroke_types:\n"
        "  thumb: {contact_radius: 10 mm, pressure_factor: 10, frequency: 0.5 Hz}\narms:\n  hard:\n"
        "    - massage: {start: 5 min, " +
        massage + "strokes: [{thumb: 5 min}]}\nuntil: 4 h\n" + more);
  };
  CHECK(pressed("pressure: 50 kPa, ") == "");
  CHECK(pressed("pressure: 60 kPa, ") ==
        "s.yaml:7:41: error: thumb presses with 600 kPa (10 times the massage's pressure); expected a pressure of at "
        "most "
        "50 kPa");
  CHECK(pressed("", "parameters: {massage.pressure: 60 kPa}\n").find("thumb presses with 600 kPa") !=
        std::string::npos);
}

TEST_CASE("four days of sessions need four days and sessions shorter than a day") {
  CHECK(error_of(device_with("force: 10 N, every: 24 h, times: 5"))
            .ends_with("expected a later 'until' or an earlier 'start'"));
  CHECK(error_of(device_with("force: 10 N, every: 20 min, times: 4")) ==
        "s.yaml:7:51: error: massage comes 4 times, every 20 min (it lasts 30 min); expected 'every' of at least that");
  CHECK(error_of(device_with("force: 10 N, times: 4")) ==
        "s.yaml:7:51: error: massage comes 4 times, all at once; expected 'every', from one to the next");
}
