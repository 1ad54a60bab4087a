#include "sim/experiment/outcome.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace knead;

namespace {

Outcome outcome(const std::string& text) { return read_outcome(text, {Layer::set, "--outcome"}); }

std::string refusal(const std::string& text) {
  try {
    outcome(text);
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "";
}

/// A leg at 100 before the bout, which ends at 1 h and takes half; back at 90 a third of the way from 49 to 73 h.
const std::vector<double> time_h{-1, 1, 25, 49, 73};
const std::vector<double> force{100, 50, 70, 85, 100};

}  // namespace

TEST_CASE("an outcome counts from the end of the bout") {
  const auto of = [](const char* text, double bout_h = 1) { return outcome(text).of(force, time_h, bout_h); };
  CHECK(of("force.at(0 h)") == 50);
  CHECK(of("force.at(24 h)") == 70);
  CHECK(of("force.at(1.5 d)") == doctest::Approx(77.5));
  CHECK(of("force.peak") == 100);
  CHECK(of("force.minimum") == 50);
  CHECK(of("force.end") == 100);
  CHECK(of("force.area") == doctest::Approx(24 * (60 + 77.5 + 92.5)));
  CHECK(of("force.days_to(90 %)") == doctest::Approx((48 + 8) / 24.0));
  // A bout that ends between two points: the course begins there.
  CHECK(of("force.at(0 h)", 13) == doctest::Approx(60));
  CHECK(of("force.area", 13) == doctest::Approx(12 * 65 + 24 * (77.5 + 92.5)));
  CHECK(of("force.minimum", 13) == doctest::Approx(60));
  CHECK(of("force.days_to(90 %)", 13) == doctest::Approx((36 + 8) / 24.0));
}

TEST_CASE("what the series does not reach is no number") {
  const auto of = [](const char* text, double bout_h = 1) { return outcome(text).of(force, time_h, bout_h); };
  CHECK(of("force.at(72 h)") == 100);
  CHECK(std::isnan(of("force.at(72.1 h)")));
  CHECK(std::isnan(of("force.days_to(101 %)")));
  CHECK(std::isnan(of("force.peak", 74)));
  CHECK(std::isnan(of("force.at(0 h)", -2)));
  CHECK(of("force.days_to(50 %)") == 0);
  const double none = std::nan("");
  CHECK(std::isnan(outcome("force.peak").of(std::vector{1.0, none, 2.0}, std::vector{0.0, 1.0, 2.0}, 0)));
  CHECK(outcome("force.peak").of(std::vector{none, 3.0, 2.0}, std::vector{0.0, 1.0, 2.0}, 1) == 3);
}

TEST_CASE("what one wishes less of is to come down to its level") {
  const std::vector<double> soreness{0.5, 1, 5, 3, 1};
  CHECK(outcome("soreness.days_to(2)").of(soreness, time_h, 1) == doctest::Approx((48 + 12) / 24.0));
  CHECK(std::isnan(outcome("soreness.days_to(0.8)").of(soreness, time_h, 1)));
  CHECK(outcome("soreness.days_to(6)").of(soreness, time_h, 1) == 0);
}

TEST_CASE("a level counts as regained only when it is held") {
  const std::vector<double> relapse{100, 80, 95, 70, 100};
  CHECK(outcome("force.days_to(85 %)").of(relapse, time_h, 1) == doctest::Approx(2 + 0.5));
}

TEST_CASE("hours may be rounded otherwise than the series' own") {
  const double third = 1.0 / 3;
  CHECK(outcome("force.at(2 h)").of(std::vector{1.0, 2.0}, std::vector{0.0, third + 2 - 1e-15}, third) == 2);
}

TEST_CASE("an outcome says its unit and what is wished of it") {
  CHECK(outcome("soreness.area").unit == "h");
  CHECK(outcome("ck_plasma.area").unit == "U/L h");
  CHECK(outcome("ck_plasma.peak").unit == "U/L");
  CHECK(outcome("force.days_to(90 %)").unit == "d");
  CHECK(outcome("force.days_to(90 %)").argument == 90);
  CHECK(outcome("force.at(2 d)").argument == 48);
  CHECK(outcome("force.at(2 d)").better == Outcome::Better::more);
  CHECK(outcome("force.days_to(90 %)").better == Outcome::Better::less);
  CHECK(outcome("soreness.peak").better == Outcome::Better::less);
  CHECK(outcome("pgc1a_protein.end").better == Outcome::Better::more);
  const SeriesDescription told = outcome("force.at(2 d)").description();
  CHECK(told.id == "force.at(2 d)");
  CHECK(told.unit == "%");
}

TEST_CASE("a misspelt outcome is refused with what was meant") {
  CHECK(refusal("sorenes.peak") == "--outcome: error: unknown observable 'sorenes'; did you mean 'soreness'?");
  CHECK(refusal("soreness.peek") ==
        "--outcome: error: unknown reducer 'peek' (reducers: at, peak, minimum, area, end, days_to); did you mean "
        "'peak'?");
  CHECK(refusal("soreness") ==
        "--outcome: error: 'soreness' without a reducer (reducers: at, peak, minimum, area, end, days_to); expected "
        "one, as in soreness.peak");
  CHECK(refusal("force.at") == "--outcome: error: at without its argument; expected one, as in at(24 h)");
  CHECK(refusal("force.at()") == "--outcome: error: at(): '' is not a number");
  CHECK(refusal("force.at(24 h") == "--outcome: error: 'force.at(24 h' does not end with ')'");
  CHECK(refusal("force.peak(2 h)") == "--outcome: error: peak takes no argument; expected force.peak");
  CHECK(refusal("force.at(24 kPa)") ==
        "--outcome: error: at(24 kPa): kPa is not a unit of the same kind as h; expected a quantity in h");
  CHECK(refusal("force.at(24)") == "--outcome: error: at(24): a number without a unit; expected a quantity in h");
  CHECK(refusal("force.at(-2 h)") == "--outcome: error: at(-2 h): before the end of the bout; expected at least 0 h");
  CHECK(refusal("force.days_to(2 h)") ==
        "--outcome: error: days_to(2 h): h is not a unit of the same kind as %; expected a quantity in %");
}

TEST_CASE("the usual outcomes reach as far as the study") {
  const auto texts = [](double until_h) {
    std::vector<std::string> all;
    for (const Outcome& each : usual_outcomes(until_h)) all.push_back(each.text);
    return all;
  };
  CHECK(texts(2) == std::vector<std::string>{"soreness.peak", "soreness.area", "force.days_to(90 %)",
                                             "pgc1a_protein.end", "mitochondrial_volume_density.end", "ck_plasma.peak",
                                             "swelling.peak", "leucocytes.peak"});
  CHECK(texts(48).size() == 8 + 3);
  CHECK(texts(96).size() == 8 + 5);
}

TEST_CASE("a dose counts every treatment and no exercise") {
  MassageEvent massage;
  massage.timing = {{0, 0}, 86400, 3};
  massage.strokes = {{"effleurage", 120}, {"petrissage", 480}};
  ExerciseEvent ride;
  ride.stages = {{1800, 0.6}};
  PrescribedEvent press;
  press.segments = {{60, {}}};
  CHECK(dose_of({"rest", {}}) == Dose{0, 0});
  CHECK(dose_of({"ride", {ride}}) == Dose{0, 0});
  CHECK(dose_of({"massage", {ride, massage, press}}) == Dose{4, 31});
}
