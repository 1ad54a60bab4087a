// Cold water as a load: what it is to the tissue, and for how long.

#include "models/loads/cold.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "models/parameters.hpp"

using namespace knead;

namespace {

TimeCourse course_of(const ColdEvent& cold, const ParameterSet& parameters, double begin_s = 0, double depth_mm = 20) {
  const std::map<std::string, StrokeType> strokes;
  return cold.course(begin_s, {parameters, strokes, {}, depth_mm});
}

ColdEvent bath(double minutes, double water_degC) {
  ColdEvent cold;
  cold.length_s = 60 * minutes;
  cold.water_degC = water_degC;
  return cold;
}

double largest_drop(const TimeCourse& course) {
  double largest = 0;
  for (const Segment& segment : course) largest = std::max(largest, -segment.load.temperature_change);
  return largest;
}

Cooling cooling_of(double minutes, double water_degC, double depth_mm = 20) {
  const ParameterSet parameters;
  const auto limb = values_of<LimbParameters>(parameters);
  const auto p = values_of<HeatParameters>(parameters);
  return cooling(limb_heat(limb, p), p, {60 * minutes, water_degC}, radius_of_depth_mm(limb, p, depth_mm));
}

}  // namespace

TEST_CASE("water that takes from the skin what air does is no load") {
  const ParameterSet parameters;
  const auto limb = values_of<LimbParameters>(parameters);
  const auto p = values_of<HeatParameters>(parameters);
  const LimbHeat heat = limb_heat(limb, p);
  const double radius_m = 1e-3 * (p.bone_radius + limb.muscle_thickness + limb.fat_thickness + limb.skin_thickness);
  const double flux = heat.loss_W_m(heat.at_rest(), {p.air_transfer, p.air}) / (2 * std::numbers::pi * radius_m);
  const double skin = p.air + flux / p.air_transfer;
  const Cooling same = cooling_of(60, skin - flux / p.water_transfer);
  for (const double change : same.change_K) CHECK(std::abs(change) < 1e-9);
  CHECK(temperature_course(same, 0, 3).empty());
  CHECK(course_of(bath(60, skin - flux / p.water_transfer), parameters).empty());
}

TEST_CASE("water to the knee leaves the thigh dry, and to the chest it does what it does to the hip") {
  const ParameterSet parameters;
  ColdEvent cold = bath(10, 8);
  const TimeCourse hip = course_of(cold, parameters);
  CHECK(!hip.empty());
  cold.immersion = ColdEvent::Immersion::chest;
  CHECK(course_of(cold, parameters).size() == hip.size());
  cold.immersion = ColdEvent::Immersion::knee;
  CHECK(course_of(cold, parameters).empty());
}

TEST_CASE("segments follow the temperature within a quarter of a kelvin, from the bath until it is warm again") {
  for (const double depth : {8.0, 20.0, 40.0}) {
    CAPTURE(depth);
    const Cooling truth = cooling_of(10, 8, depth);
    const TimeCourse course = temperature_course(truth, 1000, 3);
    REQUIRE(course.size() > 4);
    CHECK(course.front().begin_s == 1000);
    CHECK(course.back().end_s == 1000 + truth.time_s.back());
    CHECK(std::abs(truth.change_K.back()) < temperature_resolution_K);
    for (std::size_t i = 1; i < course.size(); ++i) CHECK(course[i].begin_s == course[i - 1].end_s);
    double integral = 0, of_segments = 0;
    for (std::size_t i = 0, k = 0; i < truth.time_s.size(); ++i) {
      if (1000 + truth.time_s[i] > course[k].end_s) ++k;
      CHECK(std::abs(truth.change_K[i] - course[k].load.temperature_change) <= temperature_resolution_K);
      if (i > 0) integral += (truth.time_s[i] - truth.time_s[i - 1]) * (truth.change_K[i] + truth.change_K[i - 1]) / 2;
    }
    for (const Segment& segment : course)
      of_segments += (segment.end_s - segment.begin_s) * segment.load.temperature_change;
    CHECK(of_segments == doctest::Approx(integral).epsilon(1e-9));
  }
}

TEST_CASE("a place in the muscle cools, then warms, once each") {
  for (const double depth : {8.0, 20.0, 40.0}) {
    const TimeCourse course = temperature_course(cooling_of(15, 10, depth), 0, 3);
    std::size_t coldest = 0;
    for (std::size_t i = 0; i < course.size(); ++i)
      if (course[i].load.temperature_change < course[coldest].load.temperature_change) coldest = i;
    for (std::size_t i = 1; i < course.size(); ++i) {
      const double change = course[i].load.temperature_change - course[i - 1].load.temperature_change;
      CHECK((change < 0) == (i <= coldest));
    }
  }
}

TEST_CASE("colder water, a longer bath, a shallower place and thinner fat each cool more") {
  const ParameterSet usual;
  const double drop = largest_drop(course_of(bath(10, 10), usual));
  CHECK(drop > 1);
  CHECK(largest_drop(course_of(bath(10, 5), usual)) > drop);
  CHECK(largest_drop(course_of(bath(10, 20), usual)) < drop);
  CHECK(largest_drop(course_of(bath(20, 10), usual)) > drop);
  CHECK(largest_drop(course_of(bath(10, 10), usual, 0, 12)) > drop);
  ParameterSet fat;
  fat["heat.fat_fold"] = 2;
  CHECK(largest_drop(course_of(bath(10, 10), fat)) < drop);
}

TEST_CASE("perfusion follows the temperature by its own fold, or not at all") {
  ParameterSet parameters;
  for (const Segment& segment : course_of(bath(10, 8), parameters)) {
    const double kept = rate_fold(parameters["heat.perfusion_q10"], segment.load.temperature_change);
    CHECK(segment.load.perfusion_loss == doctest::Approx(1 - kept));
    CHECK(segment.load.perfusion_loss < 1);
  }
  parameters["heat.perfusion_q10"] = 1;
  for (const Segment& segment : course_of(bath(10, 8), parameters)) CHECK(segment.load.perfusion_loss == 0);
}

TEST_CASE("a change of temperature drifts: nothing handles the limb") {
  Quantities load{};
  load.temperature_change = -3;
  load.perfusion_loss = 0.2;
  CHECK(acts(load));
  CHECK(!handled(load));
  load.fibre_strain = 0.01;
  CHECK(handled(load));
}
