// The needle's own wound, and what acts when.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/experiment/subject_setup.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

/// A massage from 600 to 900 s after a ride; samples at baseline, in the massage, a second after that one, and later.
Study wounded(bool wounds = true) {
  Study study = test::small_study();
  test::massage_of(study).timing.start_s = {600, 600};
  study.sampling.wounds = wounds;
  study.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""},
                             {BiopsyTime::When::at, {700, 700}, ""},
                             {BiopsyTime::When::at, {701, 701}, ""},
                             {BiopsyTime::When::at, {3000, 3000}, ""}};
  return study;
}

SubjectPlan plan_of(const Study& study) {
  const auto responses = limb_responses(study);
  return plan_subject(study, study.parameters, {study.seed, 1}, responses ? &*responses : nullptr);
}

std::vector<Segment> cuts(const ArmPlan& plan) {
  std::vector<Segment> found;
  for (const Segment& segment : plan.loads.segments())
    if (segment.load.cut_fraction > 0) found.push_back(segment);
  return found;
}

}  // namespace

TEST_CASE("each needle severs for ten seconds once it is out and nothing else acts") {
  const Study study = wounded();
  const SubjectPlan plan = plan_of(study);
  const double share = study.parameters["biopsy.cut_fraction"];

  // The baseline's before the ride, which is where it was.
  const SubjectPlan whole = plan_of(wounded(false));
  CHECK(plan.begin_s == whole.begin_s - 10);
  const auto before = cuts(plan.before);
  REQUIRE(before.size() == 1);
  CHECK(before[0].begin_s == plan.begin_s);
  CHECK(before[0].end_s == whole.begin_s);
  CHECK(plan.before.loads.segments().at(1).begin_s == whole.before.loads.segments().at(0).begin_s);

  // At rest where the samples are taken; in the massaged leg after the massage, one after the other.
  const auto begins = [&](int arm) {
    std::vector<double> begin_s;
    for (const Segment& cut : cuts(plan.arms[arm])) begin_s.push_back(cut.begin_s);
    return begin_s;
  };
  CHECK(begins(0) == std::vector<double>{700, 710, 3000});
  CHECK(begins(1) == std::vector<double>{900, 910, 3000});
  for (const ArmPlan& arm : plan.arms) {
    double end_s = 0;
    for (const Segment& segment : arm.loads.segments()) {
      CHECK(segment.begin_s >= end_s);
      end_s = segment.end_s;
    }
    for (const Segment& cut : cuts(arm)) {
      CHECK(cut.end_s - cut.begin_s == 10);
      CHECK(cut.load.cut_fraction == share);
      CHECK(cut.load.fibre_strain == 0);
    }
  }
}

TEST_CASE("needles that do not wound leave nothing behind") {
  Study study = wounded();
  study.parameters["biopsy.cut_fraction"] = 0;
  for (const SubjectPlan& plan : {plan_of(study), plan_of(wounded(false))}) {
    CHECK(plan.begin_s == -1800);
    CHECK(cuts(plan.before).empty());
    for (const ArmPlan& arm : plan.arms) CHECK(cuts(arm).empty());
    CHECK(plan.arms[0].loads.segments().empty());
    CHECK(plan.arms[1].loads.segments().size() == 2);  // the strokes
  }
}

TEST_CASE("a wound at baseline without anything before it") {
  Study study = wounded();
  study.before.clear();
  const SubjectPlan plan = plan_of(study);
  CHECK(plan.begin_s == -10);
  CHECK(cuts(plan.before).at(0).end_s == 0);
}

TEST_CASE("a schedule gives the segment that acts with its whole length") {
  Study study = wounded();
  PrescribedEvent event;
  event.timing.start_s = {100, 100};
  event.segments = {{10, {}}, {20, {}}};
  event.segments[0].load.cut_fraction = 0.25;
  event.segments[1].load.frequency = 1;
  study.arms = {{"cut", {event}, {}}};
  study.sampling.wounds = false;
  const SubjectPlan plan = plan_of(study);
  const Schedule& loads = plan.arms[0].loads;
  CHECK(loads.segment_at(99.9) == nullptr);
  REQUIRE(loads.segment_at(105));
  CHECK(loads.segment_at(105)->load.cut_fraction == 0.25);
  CHECK(loads.segment_at(105)->end_s - loads.segment_at(105)->begin_s == 10);
  CHECK(loads.segment_at(110)->end_s == 130);
  CHECK(loads.segment_at(130) == nullptr);
}

TEST_CASE("exercise of every kind reaches the tissue as its model says") {
  Study study = wounded(false);
  const auto p = values_of<ExerciseParameters>(study.parameters);
  const auto course = [&](ExerciseEvent exercise) {
    exercise.timing.start_s = {60, 60};
    study.arms = {{"arm", {exercise}, {}}};
    return plan_of(study).arms[0].loads.segments();
  };
  const auto same = [](const TimeCourse& a, const TimeCourse& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].begin_s == b[i].begin_s);
      CHECK(a[i].end_s == b[i].end_s);
      CHECK(a[i].load.fibre_strain == b[i].load.fibre_strain);
      CHECK(a[i].load.active_force == b[i].load.active_force);
      CHECK(a[i].load.frequency == b[i].load.frequency);
      CHECK(a[i].load.metabolic_intensity == b[i].load.metabolic_intensity);
    }
  };
  using Kind = ExerciseEvent::Kind;
  ExerciseEvent exercise;
  exercise.stages = {{600, 0.6}, {300, {}}};
  exercise.contractions = 40;
  exercise.contraction_every_s = 10;
  exercise.sets = 3;
  exercise.repetitions = 10;
  exercise.rest_s = 60;
  const std::vector<ExerciseStage> stages{{600, 0.6}, {300, p.exhaustion_intensity}};
  exercise.kind = Kind::run;
  same(course(exercise), running(stages, 60, p));
  exercise.kind = Kind::cycling;
  same(course(exercise), cycling(stages, 60, p));
  exercise.kind = Kind::stimulated;
  same(course(exercise), stimulated(40, 10, 60, p));
  exercise.kind = Kind::resistance;
  same(course(exercise), resistance({3, 10, 4, 60, 0.8}, 60, p));
}

TEST_CASE("in a well-mixed tissue susceptibilities are quantiles of the drawn law") {
  Study study = test::small_study();
  study.tissue.kind = Tissue::Kind::well_mixed;
  study.tissue.domains = 4000;
  study.arms = {{"rest", {}, {}}};
  study.sampling.biopsies.clear();
  const SubjectSetup subject = set_up_subject(study, 1, nullptr);
  const Geometry& geometry = subject.model_of(0).geometry();
  const std::vector<double> factors = susceptibilities(study, geometry, subject.key);
  CHECK(factors == susceptibilities(study, geometry, {99, 99}));  // nothing is drawn
  const double cv = all_parameters()[*find_parameter("fibre_type.susceptibility")].varies.cv;
  for (const bool slow : {true, false}) {
    double n = 0, sum = 0, squares = 0, last = 0;
    for (std::size_t d = 0; d < factors.size(); ++d) {
      if ((geometry.fibres[d].type == FibreType::I) != slow) continue;
      CHECK(factors[d] > last);
      last = factors[d];
      n += 1;
      sum += factors[d];
      squares += factors[d] * factors[d];
    }
    REQUIRE(n > 500);
    CHECK(sum / n == doctest::Approx(1).epsilon(1e-12));
    CHECK(std::sqrt(squares / n - 1) == doctest::Approx(cv).epsilon(0.02));
  }
}
