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

}  // namespace
}  // namespace knead
