// Massage as a course of physical quantities.

#include "models/loads/massage.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <string>

#include "models/parameters.hpp"

using namespace knead;

namespace {

const MassageStroke gliding{30, 9, 0.25, {}, 120}, kneading{30, 18, 0.7, {}, 180}, stripping{10, 18, 0.025, {}, 180};
const std::vector<MassageStroke> strokes{gliding, kneading, stripping, gliding};

const Interstitium interstitium{7.7e-6, 0.11};

Limb young_thigh() { return values_of<LimbParameters>(ParameterSet{}); }
MassageSettings usual_massage() { return values_of<MassageParameters>(ParameterSet{}); }

/// A solved thigh on a coarse mesh: the rules below hold for any response.
SectionResponse press(const SkinContact& contact) { return solve_section(young_thigh(), contact, 20, {8, 8}); }

double clearance_of_lymph(const MassageSettings& settings) {
  return settings.duty * interstitium.lymph_per_s * (settings.lymph_fold - 1);
}

TEST_CASE("a massage of 0 kPa or one that never passes over the site does nothing at all") {
  MassageSettings settings = usual_massage(), elsewhere = usual_massage();
  settings.lymph_fold = elsewhere.lymph_fold = 22;
  elsewhere.duty = 0;
  MassageStroke without_pressure = kneading;
  without_pressure.pressure_kPa = 0;
  const auto does_nothing = [](const TimeCourse& course) {
    CHECK(!course.empty());
    for (const Segment& segment : course) segment.load.each([](double quantity) { CHECK(quantity == 0); });
  };
  does_nothing(massage_course(settings, {without_pressure}, 600, young_thigh(), interstitium, press));
  does_nothing(massage_course(elsewhere, strokes, 600, young_thigh(), interstitium, press));
}

TEST_CASE("strokes follow one another without a gap") {
  const TimeCourse course = massage_course(usual_massage(), strokes, 600, young_thigh(), interstitium, press);
  REQUIRE(course.size() == strokes.size());
  double time_s = 600;
  for (std::size_t k = 0; k < course.size(); ++k) {
    CHECK(course[k].begin_s == time_s);
    time_s += strokes[k].duration_s;
    CHECK(course[k].end_s == time_s);
    CHECK(course[k].load.metabolic_intensity == 0);
    CHECK(course[k].load.active_force == 0);
  }
}

TEST_CASE("a hand at 20 kPa stretches fibres 2 cm deep by about 9 percent and at 5 kPa by about 5") {
  const auto solved = [](const SkinContact& contact) { return solve_section(young_thigh(), contact, 20); };
  for (const auto& [pressure, stretch] : {std::pair{20.0, 0.09}, {5.0, 0.05}}) {
    const MassageStroke hand{30, pressure, 0.7, {}, 180};
    const Segment segment = massage_course(usual_massage(), {hand}, 0, young_thigh(), interstitium, solved).front();
    CHECK(segment.load.fibre_strain == doctest::Approx(stretch).epsilon(0.15));  // two rounded figures
  }
}

TEST_CASE("duty multiplies cycles and mean load and flow but not the stretch of a stroke that passes") {
  MassageSettings settings = usual_massage();
  settings.duty = 0.2;
  Limb limb = young_thigh();
  limb.permeability = 1e-10;
  const Quantities rare = massage_course(settings, {kneading}, 0, limb, interstitium, press).front().load;
  MassageStroke frequent = kneading;
  frequent.duty = 0.4;  // the stroke's own counts before the massage's
  const Quantities often = massage_course(settings, {frequent}, 0, limb, interstitium, press).front().load;
  CHECK(often.fibre_strain == rare.fibre_strain);
  CHECK(rare.frequency == doctest::Approx(0.2 * 0.7));
  CHECK(rare.interstitial_clearance > clearance_of_lymph(settings));
  CHECK(often.frequency == doctest::Approx(2 * rare.frequency));
  CHECK(often.tissue_stress == doctest::Approx(2 * rare.tissue_stress));
  CHECK(often.interstitial_pressure == doctest::Approx(2 * rare.interstitial_pressure));
  CHECK(often.interstitial_flow == doctest::Approx(2 * rare.interstitial_flow));
  CHECK(often.interstitial_clearance == doctest::Approx(2 * rare.interstitial_clearance));
}

TEST_CASE("where nothing is squeezed out clearance is that of lymph") {
  Limb limb = young_thigh();
  limb.permeability = 0;
  const MassageSettings settings = usual_massage();
  for (const Segment& segment : massage_course(settings, strokes, 0, limb, interstitium, press)) {
    CHECK(segment.load.interstitial_clearance == doctest::Approx(clearance_of_lymph(settings)));
    CHECK(segment.load.interstitial_flow == 0);
  }
}

/// Volume squeezed out over a course, as a fraction of the tissue.
double squeezed(const TimeCourse& course, const MassageSettings& settings) {
  double volume = 0;
  for (const Segment& segment : course)
    volume += interstitium.volume_fraction * (segment.end_s - segment.begin_s) *
              (segment.load.interstitial_clearance - clearance_of_lymph(settings));
  return volume;
}

TEST_CASE("squeezing adds up to what a held load drives out and stops at the cap") {
  MassageSettings settings = usual_massage();
  settings.duty = 1;
  Limb limb = young_thigh();
  limb.permeability = 3e-11;  // fluid gathers 2 cm deep before it leaves
  const MassageStroke minute{30, 18, 0.7, {}, 60};
  const Drainage drainage = press({30, minute.pressure_kPa}).held;
  REQUIRE(drainage.volume_lost_at(limb.permeability, 60) < 0);
  const double held = drainage.volume_lost_at(limb.permeability, 600);
  const std::vector<MassageStroke> ten(10, minute);
  REQUIRE(held < settings.volume_cap);
  CHECK(squeezed(massage_course(settings, ten, 0, limb, interstitium, press), settings) == doctest::Approx(held));

  const auto flooding = [](const SkinContact&) {
    SectionResponse response = press({30, 20});
    for (double& lost : response.held.volume_lost) lost *= 10;
    return response;
  };
  const TimeCourse course = massage_course(settings, ten, 0, limb, interstitium, flooding);
  CHECK(squeezed(course, settings) == doctest::Approx(settings.volume_cap));
  CHECK(course.back().load.interstitial_clearance == doctest::Approx(clearance_of_lymph(settings)));
}

TEST_CASE("a force is the pressure that it makes under each stroke's own contact") {
  const ParameterSet parameters;
  const std::map<std::string, StrokeType> types{
      {"hand", {30, 1, 0.5, {}}}, {"tip", {10, 1, 0.5, {}}}, {"light tip", {10, 0.25, 0.5, {}}}};
  std::vector<SkinContact> asked;
  const LoadedPerson person{parameters, types, [&](const SkinContact& contact) {
                              asked.push_back(contact);
                              return press(contact);
                            }};
  MassageEvent device;
  device.strokes = {{"hand", 60}, {"tip", 60}, {"light tip", 60}};
  device.force_N = 20;
  const TimeCourse by_force = device.course(0, person);
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].pressure_kPa == doctest::Approx(20 / (std::numbers::pi * 0.9)).epsilon(0.03));  // N over 9 cm2 pi
  CHECK(asked[1].pressure_kPa == doctest::Approx(9 * asked[0].pressure_kPa));
  CHECK(asked[2].pressure_kPa == doctest::Approx(0.25 * asked[1].pressure_kPa));

  device.force_N.reset();
  device.strokes = {{"hand", 60}};
  device.pressure_Pa = 1e3 * asked[0].pressure_kPa;
  const Quantities by_pressure = device.course(0, person).front().load;
  CHECK(by_pressure.tissue_stress == doctest::Approx(by_force.front().load.tissue_stress).epsilon(1e-9));
  CHECK(by_pressure.fibre_strain == doctest::Approx(by_force.front().load.fibre_strain).epsilon(1e-9));
  device.pressure_Pa.reset();
  device.force_N = 0;
  CHECK(!acts(device.course(0, person).front().load));
}

TEST_CASE("settings that stand at the middle of their prior do so") {
  for (const Parameter& parameter : MassageSettings::entries)
    if (parameter.prior.shape == Prior::Shape::log_uniform)
      CHECK(parameter.value == doctest::Approx(std::sqrt(parameter.prior.low * parameter.prior.high)).epsilon(1e-3));
}

}  // namespace
