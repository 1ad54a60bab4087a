// Twins: what arms share, and when they part.

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "models/observable.hpp"
#include "sim/experiment/run_study.hpp"
#include "tests/experiment/small_study.hpp"
#include "tests/experiment/states_of.hpp"

using namespace knead;

namespace {

Study short_series(Study study) {
  study.output.series_s = 60;
  return study;
}

}  // namespace

TEST_CASE("arms are the same bits until a treatment starts and differ after it") {
  const Study study = short_series(test::small_study());
  const auto states = test::states_of(study);
  const DrawKey key{study.seed, 1};
  const auto responses = limb_responses(study);
  const SubjectPlan plan = plan_subject(study, subject_parameters(study, 1), key, &*responses);
  const double start = plan.arms[1].loads.segments().front().begin_s;
  REQUIRE(start > 600);
  int before = 0, after = 0;
  for (const auto& [time, state] : states[0]) {
    if (time <= start) {
      CHECK(state == states[1].at(time));
      ++before;
    } else if (time > start + 60) {
      CHECK_FALSE(state.domains.value == states[1].at(time).domains.value);
      ++after;
    }
  }
  CHECK(before > 30);
  CHECK(after > 30);
}

TEST_CASE("a massage of 0 kPa leaves the states bit-identical") {
  Study study = short_series(test::small_study());
  test::massage_of(study).pressure_Pa = 0.0;
  const auto states = test::states_of(study);
  for (const auto& [time, state] : states[0]) CHECK(state == states[1].at(time));
}

TEST_CASE("the same time course through prescribed gives the same bits as massage") {
  Study study = short_series(test::small_study());
  test::massage_of(study).timing.start_s = {600, 600};
  const auto responses = limb_responses(study);
  const SubjectPlan plan = plan_subject(study, subject_parameters(study, 1), {study.seed, 1}, &*responses);
  Study prescribed = study;
  PrescribedEvent event;
  const TimeCourse& course = plan.arms[1].loads.segments();
  event.timing.start_s = {course.front().begin_s, course.front().begin_s};
  for (const Segment& segment : course) event.segments.push_back({segment.end_s - segment.begin_s, segment.load});
  prescribed.arms[1].loads = {event};
  prescribed.sampling.biopsies.clear();
  Study massaged = study;
  massaged.sampling.biopsies.clear();
  const auto a = test::states_of(massaged), b = test::states_of(prescribed);
  REQUIRE(a[1].size() == b[1].size());
  for (const auto& [time, state] : a[1]) {
    CHECK(state.domains == b[1].at(time).domains);
    CHECK(state.fields == b[1].at(time).fields);
  }
}

TEST_CASE("another seed changes the samples and the same seed repeats them") {
  Study study = test::small_study();
  study.tissue.kind = Tissue::Kind::culture;
  study.tissue.domains = 4;
  const TrueSamples first = run_study(study), again = run_study(study);
  study.seed += 1;
  const TrueSamples other = run_study(study);
  std::size_t differing = 0;
  for (std::size_t i = 0; i < first.values.size(); ++i) {
    CHECK(first.values[i].mean == again.values[i].mean);
    differing += first.values[i].mean != other.values[i].mean;
  }
  CHECK(differing > first.values.size() / 2);
}

TEST_CASE("samples of both arms are of the same moment and the baseline is shared") {
  const Study study = test::small_study();
  const TrueSamples truth = run_study(study);
  for (int subject = 0; subject < truth.subjects; ++subject)
    for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o)
      CHECK(truth.at(subject, 0, 0, o).mean == truth.at(subject, 1, 0, o).mean);
  for (const TrueSample& sample : truth.values) CHECK(std::isfinite(sample.mean));
}
