// Loads that come again: when, and how hard.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/experiment/run_study.hpp"
#include "sim/experiment/study_samples.hpp"

using namespace knead;

namespace {

constexpr double hour = 3600;

Timing calendar(std::vector<int> days, int weeks, double start_s = 0) {
  Timing timing{{start_s, start_s}};
  timing.days = std::move(days);
  timing.weeks = weeks;
  return timing;
}

std::vector<double> days_of(const Timing& timing) {
  std::vector<double> days;
  for (int i = 0; i < occurrences(timing); ++i) days.push_back(offset_s(timing, i) / day_s);
  return days;
}

ExerciseEvent ride(const Timing& timing) {
  ExerciseEvent exercise;
  exercise.timing = timing;
  exercise.stages = {{1800, 0.7}, {600, {}}};
  return exercise;
}

Study study_of(const ExerciseEvent& exercise, double until_s) {
  Study study;
  study.name = "calendars";
  study.tissue.kind = Tissue::Kind::well_mixed;
  study.tissue.domains = 2;
  study.arms = {{"trained", {exercise}}};
  study.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""}, {BiopsyTime::When::after, {hour, hour}, "exercise"}};
  study.until_s = until_s;
  study.output.series_s = 6 * hour;
  return study;
}

/// Of an exercise without draws.
TimeCourse segments_of(const ExerciseEvent& exercise) {
  const Study study = study_of(exercise, 1e8);
  return plan_subject(study, {}, {1, 1}, nullptr).arms[0].loads.segments();
}

std::vector<double> efforts(const ExerciseEvent& exercise) {
  std::vector<double> all;
  for (int i = 0; i < occurrences(exercise.timing); ++i) all.push_back(exercise.effort(i));
  return all;
}

}  // namespace

TEST_CASE("days of the week count from the day of the start") {
  using Days = std::vector<double>;
  CHECK(days_of(calendar({1, 2, 4, 5, 6}, 2)) == Days{0, 1, 3, 4, 5, 7, 8, 10, 11, 12});
  CHECK(days_of(calendar({2, 7}, 3)) == Days{1, 6, 8, 13, 15, 20});
  CHECK(days_of(calendar({1}, 1)) == Days{0});
  CHECK(days_of({{60, 60}}) == Days{0});
  CHECK(days_of({{60, 60}, 2 * day_s, 4}) == Days{0, 2, 4, 6});
  const Timing every_day = calendar({1, 2, 3, 4, 5, 6, 7}, 3);
  CHECK(days_of(every_day) == days_of({{0, 0}, day_s, 21}));
  for (int i = 0; i < 21; ++i) CHECK(week_of(every_day, i) == i / 7);

  const LoadEvent load = ride(calendar({1, 3}, 4, hour));
  CHECK(span_s(load) == 3 * week_s + 2 * day_s + 2400);
}

TEST_CASE("each session is where its day is") {
  const TimeCourse sessions = segments_of(ride(calendar({1, 4}, 2, 5 * hour)));
  REQUIRE(sessions.size() == 8);  // two stages each
  const double starts[] = {5 * hour, 3 * day_s + 5 * hour, week_s + 5 * hour, week_s + 3 * day_s + 5 * hour};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(sessions[2 * i].begin_s == starts[i]);
    CHECK(sessions[2 * i + 1].end_s == starts[i] + 2400);
    CHECK(sessions[2 * i].load == sessions[0].load);
  }
}

TEST_CASE("one day a week is every seven days bit for bit") {
  const double until_s = 2 * week_s + 2 * day_s;
  const Study weekly = study_of(ride(calendar({1}, 3, hour)), until_s);
  const Study every = study_of(ride({{hour, hour}, week_s, 3}), until_s);
  const TrueSamples a = run_study(weekly), b = run_study(every);
  REQUIRE(a.values.size() == b.values.size());
  for (std::size_t i = 0; i < a.values.size(); ++i)
    CHECK((a.values[i].mean == b.values[i].mean || std::isnan(a.values[i].mean + b.values[i].mean)));
  CHECK(a.bouts_h == b.bouts_h);
  CHECK(a.bouts_h[0] == std::vector<double>{0, 168, 336});
}

TEST_CASE("effort grows from week to week and eases off") {
  ExerciseEvent exercise = ride(calendar({1, 3}, 4));
  CHECK(efforts(exercise) == std::vector<double>(8, 1.0));
  exercise.progress = 0.1;
  const std::vector<double> grown = efforts(exercise);
  for (int i = 0; i < 8; ++i) CHECK(grown[i] == doctest::Approx(std::pow(1.1, i / 2)));
  exercise.deload_every = 2;
  exercise.deload_to = 0.5;
  const double expected[] = {1, 1, 0.55, 0.55, 1.21, 1.21, 0.6655, 0.6655};
  for (int i = 0; i < 8; ++i) CHECK(efforts(exercise)[i] == doctest::Approx(expected[i]));
  // Weeks are the calendar's, however a load comes again.
  ExerciseEvent often = ride({{0, 0}, 2 * day_s, 8});
  often.progress = 0.1;
  const int weeks[] = {0, 0, 0, 0, 1, 1, 1, 2};  // days 0, 2, ... 14
  for (int i = 0; i < 8; ++i) CHECK(often.effort(i) == doctest::Approx(std::pow(1.1, weeks[i])));
}

TEST_CASE("what effort changes in each kind of exercise") {
  const LoadedPerson person{ParameterSet{}, {}, {}};
  const auto p = values_of<ExerciseParameters>({});
  const double grown = 1.2, eased = 0.5;

  ExerciseEvent exercise = ride(calendar({1}, 2));
  const TimeCourse first = exercise.course(0, person), hard = exercise.course(0, person, grown),
                   easy = exercise.course(0, person, eased);
  CHECK(hard[0].load.metabolic_intensity == doctest::Approx(grown * 0.7));
  CHECK(hard[0].load.active_force == doctest::Approx(grown * first[0].load.active_force));
  CHECK(hard[0].load.fibre_strain == first[0].load.fibre_strain);
  CHECK(easy[0].load.metabolic_intensity == doctest::Approx(eased * 0.7));
  // None is harder than exhaustion, and progress ends at VO2peak; what was above it stays.
  CHECK(hard[1].load.metabolic_intensity == p.exhaustion_intensity);
  CHECK(easy[1].load.metabolic_intensity == eased * p.exhaustion_intensity);
  CHECK(exercise.course(0, person, 2)[0].load.metabolic_intensity == 1);
  exercise.stages = {{60, 1.3}};
  CHECK(exercise.course(0, person, grown)[0].load.metabolic_intensity == 1.3);

  for (const auto kind : {ExerciseEvent::Kind::eccentric, ExerciseEvent::Kind::stimulated}) {
    exercise.kind = kind;
    exercise.contractions = 50;
    const Segment before = exercise.course(0, person)[0], after = exercise.course(0, person, grown)[0];
    CHECK(after.end_s == before.end_s);
    CHECK((after.end_s - after.begin_s) * after.load.frequency == doctest::Approx(60));
    CHECK(after.load.active_force == before.load.active_force);
  }

  exercise.kind = ExerciseEvent::Kind::resistance;
  exercise.sets = 2;
  exercise.repetitions = 10;
  exercise.load = 0.7;
  CHECK(exercise.course(0, person, grown)[1].load.active_force == doctest::Approx(0.84 * p.resistance_force));
  CHECK(exercise.course(0, person, 2)[1].load.active_force == doctest::Approx(p.resistance_force));
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(exercise.course(0, person, grown)[i].end_s == exercise.course(0, person)[i].end_s);
}

TEST_CASE("a stage at rest is a pause") {
  ExerciseEvent intervals = ride(Timing{});
  intervals.stages = {{240, 0.9}, {120, 0.0}, {240, 0.9}};
  const TimeCourse segments = segments_of(intervals);
  REQUIRE(segments.size() == 2);
  CHECK(segments[1].begin_s - segments[0].end_s == 120);
}

TEST_CASE("steps are counted in bouts and on days of rest") {
  const Study study = study_of(ride(calendar({1, 4}, 1, hour)), week_s);
  StepCounter counter(study, study.arms[0], {study.seed, 1});
  counter.add(0, hour, false, 100);  // before anything has happened
  counter.add(hour, hour + 1800, true, 30);
  counter.add(hour + 1800, hour + 2400, true, 10);
  counter.add(hour + 2400, day_s, false, 50);
  counter.add(day_s, hour + 2400 + day_s, false, 9);
  counter.add(hour + 2400 + day_s, hour + 2400 + 2 * day_s, false, 7);
  counter.add(hour + 2400 + 2 * day_s, hour + 3 * day_s, false, 3);
  counter.add(hour + 3 * day_s, hour + 3 * day_s + 2400, true, 60);
  const StepCount count = counter.count();
  CHECK(count.bouts == doctest::Approx(2));
  CHECK(count.bout_steps == 100);
  CHECK(count.rest_days == doctest::Approx(2 - 2400 / day_s));
  CHECK(count.rest_steps == 10);
  CHECK(written(count) == "coupling steps: 50 a bout, 5 a rest day");
  CHECK(written(StepCount{3, 60, 0, 0}) == "coupling steps: 20 a bout");
  CHECK(written(StepCount{}) == "");
}

TEST_CASE("steps of a run are counted once for each arm, and none is lost in bouts") {
  Study study = study_of(ride(calendar({1, 4}, 1, hour)), week_s);
  study.coupling.max_step_s = 4 * hour;
  study.arms.push_back({"the_same", study.arms[0].loads});
  StepCount steps;
  run_study(study, {.steps = &steps});
  CHECK(steps.bouts == doctest::Approx(4));
  CHECK(steps.rest_days == doctest::Approx(2 * (5 - hour / day_s - 2 * 2400 / day_s)).epsilon(0.12));
  CHECK(steps.bout_steps / steps.bouts > steps.rest_steps / steps.rest_days);
  CHECK(steps.rest_steps / steps.rest_days >= 6);  // of four hours at most
}

TEST_CASE("the half-time of what was gained") {
  std::vector<double> times, series;
  for (int day = 0; day <= 60; ++day) {
    times.push_back(day * day_s);
    series.push_back(day <= 20 ? 2 + 0.05 * day : 2 + std::exp2(-(day - 20) / 7.0));
  }
  CHECK(half_time_d(series, times, 20 * day_s) == doctest::Approx(7));
  CHECK(half_time_d(series, times, 13 * day_s) == doctest::Approx(7 + 7 * std::log2(1 / 0.325)).epsilon(1e-3));
  const auto none = [&](double from_s) { return std::isnan(half_time_d(series, times, from_s)); };
  CHECK(none(0));           // nothing gained yet
  CHECK(none(55 * day_s));  // it ends before half is lost
  CHECK(none(61 * day_s));
  CHECK(none(-day_s));
  series[0] = std::numeric_limits<double>::quiet_NaN();  // counts from the first number that there is
  CHECK(half_time_d(series, times, 20 * day_s) == doctest::Approx(7 * std::log2(1 / 0.525)).epsilon(5e-3));
  std::fill(series.begin(), series.end(), std::numeric_limits<double>::quiet_NaN());
  CHECK(none(0));
}
