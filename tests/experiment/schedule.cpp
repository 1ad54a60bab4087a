// Loads that act at once.

#include "sim/experiment/schedule.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace knead;

namespace {

Segment segment(double begin_s, double end_s, double stress, double cut = 0) {
  Segment made{begin_s, end_s, {}};
  made.load.tissue_stress = stress;
  made.load.cut_fraction = cut;
  return made;
}

/// Integral of the stress over time.
double impulse(const TimeCourse& segments) {
  double sum = 0;
  for (const Segment& each : segments) sum += each.load.tissue_stress * (each.end_s - each.begin_s);
  return sum;
}

}  // namespace

TEST_CASE("loads that do not overlap stay as they were, and in order") {
  const Schedule schedule({{segment(100, 160, 3), segment(160, 200, 4)}, {segment(0, 50, 1)}, {segment(60, 70, 0)}});
  REQUIRE(schedule.segments().size() == 3);
  CHECK(schedule.segments()[0].load.tissue_stress == 1);
  CHECK(schedule.segments()[1].begin_s == 100);
  CHECK(schedule.segments()[2].end_s == 200);
  CHECK(schedule.segment_at(50) == nullptr);
  CHECK(schedule.segment_at(160)->load.tissue_stress == 4);
  CHECK(schedule.segment_at(200) == nullptr);
  CHECK(schedule.segment_at(-1) == nullptr);
  CHECK(schedule.next_change_after(-1) == 0);
  CHECK(schedule.next_change_after(0) == 50);
  CHECK(schedule.next_change_after(50) == 100);
  CHECK(schedule.next_change_after(200) == std::numeric_limits<double>::infinity());
}

TEST_CASE("where loads overlap they add up, whatever their order") {
  const TimeCourse a{segment(0, 100, 1), segment(100, 300, 2)}, b{segment(50, 150, 10)}, c{segment(140, 400, 100)};
  const Schedule schedule({a, b, c}), other({c, a, b});
  const auto stress_at = [&](double t) { return schedule.segment_at(t)->load.tissue_stress; };
  CHECK(stress_at(0) == 1);
  CHECK(stress_at(50) == 11);
  CHECK(stress_at(100) == 12);
  CHECK(stress_at(145) == 112);
  CHECK(stress_at(150) == 102);
  CHECK(stress_at(300) == 100);
  CHECK(impulse(schedule.segments()) == doctest::Approx(impulse(a) + impulse(b) + impulse(c)));
  REQUIRE(other.segments().size() == schedule.segments().size());
  for (std::size_t i = 0; i < other.segments().size(); ++i) {
    CHECK(other.segments()[i].begin_s == schedule.segments()[i].begin_s);
    CHECK(other.segments()[i].load == schedule.segments()[i].load);
  }
}

TEST_CASE("the parts of a needle that something else cuts into sever together what the whole would") {
  const Schedule schedule({{segment(0, 10, 0, 0.3)}, {segment(4, 20, 1)}, {segment(8, 9, 1, 0.1)}});
  double left = 1;
  for (const Segment& each : schedule.segments()) left *= 1 - each.load.cut_fraction;
  CHECK(left == doctest::Approx(0.7 * 0.9));
}

TEST_CASE("what acts alone stays bit for bit as it was, whatever overlaps elsewhere") {
  Segment bath = segment(50, 90, 0);
  bath.load.perfusion_loss = 0.3;
  bath.load.temperature_change = -2.7;
  const TimeCourse alone{segment(0, 10, 0, 0.02), bath};
  const Schedule whole({alone}),
      with_more({alone, {segment(200, 300, 0.1), segment(300, 310, 1)}, {segment(250, 305, 0.2)}});
  for (const double t : {0.0, 50.0}) {
    CHECK(with_more.segment_at(t)->load == whole.segment_at(t)->load);
    CHECK(with_more.segment_at(t)->end_s == whole.segment_at(t)->end_s);
  }
}

TEST_CASE("the sum of loads with one beginning has the same bits in any order") {
  const TimeCourse a{segment(0, 100, 0.1)}, b{segment(0, 100, 0.2)}, c{segment(0, 100, 0.3)};
  const double sum = Schedule({a, b, c}).segments().at(0).load.tissue_stress;
  CHECK(Schedule({c, b, a}).segments().at(0).load.tissue_stress == sum);
  CHECK(Schedule({b, c, a}).segments().at(0).load.tissue_stress == sum);
}

TEST_CASE("an overlap of less than a microsecond is rounding") {
  const Schedule schedule({{segment(0, 100 + 1e-9, 1)}, {segment(100, 200, 2)}, {segment(150, 160, 1)}});
  REQUIRE(schedule.segments().size() == 4);
  for (const Segment& each : schedule.segments()) CHECK(each.end_s - each.begin_s > 1);
}

TEST_CASE("changes of temperature add up, and perfusion is lost share upon share") {
  Segment first = segment(0, 100, 0), second = segment(50, 200, 0);
  first.load.temperature_change = -2, first.load.perfusion_loss = 0.5;
  second.load.temperature_change = -1, second.load.perfusion_loss = 0.2;
  const Schedule schedule({{first}, {second}});
  CHECK(schedule.segment_at(75)->load.temperature_change == -3);
  CHECK(schedule.segment_at(75)->load.perfusion_loss == doctest::Approx(0.6));
  CHECK(schedule.segment_at(150)->load.perfusion_loss == doctest::Approx(0.2));
}
