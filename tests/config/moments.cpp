// When an arm's samples are taken, and from which bout its hours count.

#include "sim/config/moments.hpp"

#include <doctest/doctest.h>

#include "tests/config/reading.hpp"

using namespace knead;

namespace {

const std::string two_bouts = R"(study: small
subjects: {count: 2}
until: 10 d
sample:
  biopsy:
    at: [baseline, {after: exercise, by: 0 h}, {after: exercise, by: [23 h, 25 h]}, 30 h]
arms:
  few:
    - exercise: {kind: eccentric, start: 1 h, contractions: 60}
  many:
    - exercise: {kind: eccentric, start: [0 min, 10 min], contractions: 300}
)";

Drawn window(const Study& study, std::size_t sample, std::size_t arm) {
  return sample_window_after_bout_s(study, study.sampling.biopsies.at(sample), study.arms.at(arm));
}

Drawn from_zero(const Study& study, std::size_t sample, std::size_t arm) {
  return sample_window_s(study, study.sampling.biopsies.at(sample), study.arms.at(arm));
}

constexpr double hour = 3600, contraction = 6;

}  // namespace

TEST_CASE("arms of different bouts are sampled after each's own end") {
  const Study study = read_text(two_bouts);
  CHECK(from_zero(study, 1, 0) == Drawn{hour + 60 * contraction, hour + 60 * contraction});
  CHECK(from_zero(study, 1, 1) == Drawn{300 * contraction, 600 + 300 * contraction});
  // From the bout's end all are at the same hour, whatever the draw of its start.
  for (const std::size_t arm : {0u, 1u}) {
    CHECK(window(study, 0, arm) == Drawn{0, 0});
    CHECK(window(study, 1, arm) == Drawn{0, 0});
    CHECK(window(study, 2, arm) == Drawn{23 * hour, 25 * hour});
  }
  // A time of the clock shares in the draw.
  CHECK(window(study, 3, 0) == Drawn{29 * hour - 60 * contraction, 29 * hour - 60 * contraction});
  CHECK(window(study, 3, 1) == Drawn{30 * hour - 600 - 300 * contraction, 30 * hour - 300 * contraction});
}

TEST_CASE("an arm without the load is sampled with the arm that has it") {
  const Study study = read_text(two_bouts, {"arms.few=[]"});
  CHECK(from_zero(study, 2, 0) == from_zero(study, 2, 1));
  // It has no bout: its hours count from time zero.
  CHECK(window(study, 1, 0) == Drawn{300 * contraction, 600 + 300 * contraction});
}

TEST_CASE("a load that comes again is sampled after its last end, and each of its ends is a bout") {
  const Study study = read_text(two_bouts, {"arms.few.0.exercise.every=48 h", "arms.few.0.exercise.times=3"});
  CHECK(from_zero(study, 1, 0).low == hour + 96 * hour + 60 * contraction);
  CHECK(window(study, 1, 0).low == 96 * hour);
  const std::vector<Bout> bouts = bouts_of(study, study.arms[0]);
  REQUIRE(bouts.size() == 3);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(bouts[i].end_s(study.arms[0]).low == hour + static_cast<double>(i) * 48 * hour + 60 * contraction);
}

TEST_CASE("bouts are the end of before or exercises or prescribed loads") {
  const auto ends = [](const std::string& arm, const std::string& before = "") {
    const Study study = read_text("study: a\nsubjects: {count: 1}\nuntil: 9 h\narms:\n  it: " + arm + "\n" + before);
    std::vector<double> hours;
    for (const Bout& bout : bouts_of(study, study.arms[0])) hours.push_back(bout.end_s(study.arms[0]).low / hour);
    return hours;
  };
  const std::string ride = "before: [{exercise: {kind: cycling, stages: [{for: 1 h, at: 60 %}]}}]";
  const std::string run = "{exercise: {kind: run, start: 4 h, stages: [{for: 1 h, at: 60 %}]}}";
  const std::string walk = "{exercise: {kind: run, start: 1 h, stages: [{for: 1 h, at: 30 %}]}}";
  const std::string cut = "{prescribed: {start: 2 h, segments: [{for: 1 h, cut_fraction: 10 %}]}}";
  const std::string rub = "{massage: {start: 1 h, strokes: [{effleurage: 2 min}]}}";
  using Hours = std::vector<double>;
  CHECK(ends("[]") == Hours{0});
  CHECK(ends("[" + rub + "]") == Hours{0});
  CHECK(ends("[" + cut + "]") == Hours{3});
  CHECK(ends("[" + cut + ", " + run + "]") == Hours{5});
  CHECK(ends("[" + run + ", " + walk + "]") == Hours{2, 5});  // in order of time
  CHECK(ends("[" + run + "]", ride) == Hours{0, 5});
  CHECK(ends("[" + cut + "]", ride) == Hours{0});
}

TEST_CASE("how long exercise lasts") {
  ExerciseEvent lifting;
  lifting.kind = ExerciseEvent::Kind::resistance;
  lifting.sets = 3;
  lifting.repetitions = 10;
  lifting.rest_s = 90;
  CHECK(duration_s(lifting) == 3 * 40 + 2 * 90);
  lifting.sets = 1;
  CHECK(duration_s(lifting) == 40);
  ExerciseEvent stimulated;
  stimulated.kind = ExerciseEvent::Kind::stimulated;
  stimulated.contractions = 40;
  stimulated.contraction_every_s = 40;
  CHECK(duration_s(stimulated) == 1600);
  ExerciseEvent run;
  run.kind = ExerciseEvent::Kind::run;
  run.stages = {{3600, 0.7}, {1800, 0.6}};
  CHECK(duration_s(run) == 5400);
}
