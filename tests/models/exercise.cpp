#include "models/loads/exercise.hpp"

#include <doctest/doctest.h>

#include "models/parameters.hpp"

namespace knead {
namespace {

TEST_CASE("a ride is its stages one after the other") {
  const auto p = values_of<ExerciseParameters>({});
  const TimeCourse ride = cycling({{1800, 0.60}, {300, 0.65}, {2100, 0.75}}, -4200, p);
  REQUIRE(ride.size() == 3);
  CHECK(ride.front().begin_s == -4200);
  CHECK(ride[0].end_s == ride[1].begin_s);
  CHECK(ride[1].end_s == ride[2].begin_s);
  CHECK(ride.back().end_s == 0);
  CHECK(ride[1].load.metabolic_intensity == 0.65);
  CHECK(ride[2].load.active_force == doctest::Approx(0.75 * p.cycling_force));
  for (const Segment& segment : ride) {
    CHECK(segment.load.fibre_strain == p.cycling_strain);
    CHECK(segment.load.tissue_stress == 0);
    CHECK(segment.load.interstitial_clearance == 0);
  }
  CHECK(cycling({}, 0, p).empty());
}

TEST_CASE("eccentric exercise counts its contractions whatever their pace") {
  const auto p = values_of<ExerciseParameters>({});
  for (const double every_s : {3.0, 6.0, 12.0}) {
    const TimeCourse bout = eccentric(100, every_s, 600, p);
    REQUIRE(bout.size() == 1);
    CHECK(bout[0].begin_s == 600);
    CHECK((bout[0].end_s - bout[0].begin_s) * bout[0].load.frequency == doctest::Approx(100));
    CHECK(bout[0].load.fibre_strain > p.cycling_strain);
  }
}

TEST_CASE("a run is its stages at the pace of a leg") {
  const auto p = values_of<ExerciseParameters>({});
  const TimeCourse run = running({{3600, 0.70}, {1800, 0.35}}, 0, p);
  REQUIRE(run.size() == 2);
  CHECK(run[0].end_s == run[1].begin_s);
  CHECK(run[0].load.frequency == p.run_frequency);
  CHECK(run[0].load.active_force == doctest::Approx(2 * run[1].load.active_force));
  CHECK(run[0].load.active_force == doctest::Approx(0.7 * p.run_force));
}

TEST_CASE("stimulated contractions are counted like eccentric ones") {
  const auto p = values_of<ExerciseParameters>({});
  const TimeCourse bout = stimulated(40, 40, 0, p);
  REQUIRE(bout.size() == 1);
  CHECK((bout[0].end_s - bout[0].begin_s) * bout[0].load.frequency == doctest::Approx(40));
  CHECK(bout[0].load.fibre_strain == p.stimulated_strain);
  CHECK(bout[0].load.active_force == p.stimulated_force);
  CHECK(bout[0].load.metabolic_intensity == p.stimulated_intensity);
}

TEST_CASE("resistance exercise counts its repetitions and rests between sets") {
  const auto p = values_of<ExerciseParameters>({});
  const TimeCourse bout = resistance({3, 10, 4, 90, 0.8}, 600, p);
  REQUIRE(bout.size() == 3);
  double repetitions = 0;
  for (std::size_t i = 0; i < bout.size(); ++i) {
    CHECK(bout[i].begin_s == 600 + static_cast<double>(i) * (40 + 90));
    repetitions += (bout[i].end_s - bout[i].begin_s) * bout[i].load.frequency;
    CHECK(bout[i].load.fibre_strain == p.resistance_strain);
  }
  CHECK(repetitions == doctest::Approx(30));
  CHECK(bout.back().end_s == 600 + 3 * 40 + 2 * 90);
  // Force is proportional to the load.
  CHECK(bout[0].load.active_force == doctest::Approx(0.8 * p.resistance_force));
  CHECK(resistance({1, 10, 4, 90, 0.4}, 0, p)[0].load.active_force == doctest::Approx(bout[0].load.active_force / 2));
}

TEST_CASE("an easy week of no effort at all is rest, whatever the exercise") {
  const ParameterSet parameters;
  const std::map<std::string, StrokeType> strokes;
  using Kind = ExerciseEvent::Kind;
  for (const Kind kind : {Kind::cycling, Kind::run, Kind::eccentric, Kind::stimulated, Kind::resistance}) {
    ExerciseEvent exercise;
    exercise.kind = kind;
    exercise.stages = {{600, 0.6}};
    exercise.contractions = 10;
    exercise.sets = exercise.repetitions = 2;
    CHECK(!exercise.course(0, {parameters, strokes, {}}, 1).empty());
    CHECK(exercise.course(0, {parameters, strokes, {}}, 0).empty());
  }
}

}  // namespace
}  // namespace knead
