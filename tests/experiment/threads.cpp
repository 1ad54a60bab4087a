// What threads share does not change a bit: within one subject, and over several.

#include <doctest/doctest.h>
#include <tbb/parallel_for.h>

#include "sim/experiment/run_study.hpp"
#include "tests/experiment/small_study.hpp"
#include "tests/first_task_latch.hpp"

using namespace knead;
using test::FirstTaskLatch;
using test::on_threads;

namespace {

bool same(const TrueSamples& a, const TrueSamples& b) {
  return std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                    [](const TrueSample& x, const TrueSample& y) {
                      return x.mean == y.mean && x.between_fibre_variance == y.between_fibre_variance;
                    });
}

}  // namespace

// The threads' first tasks are one advance each of their own copy; the chunks of both copies are then anybody's.
TEST_CASE("threads that advance one subject's tissue together give the bits of one thread") {
  Study study = test::small_study();
  study.tissue.fibres = 11;
  study.tissue.length_um = 1500;
  study.tissue.domain_length_um = 25;
  study.arms[1].loads.clear();
  study.sampling.biopsies.clear();
  const SubjectSetup subject = set_up_subject(study, 1, nullptr);
  REQUIRE(subject.model_of(0).geometry().domains() > 512);  // three chunks at least
  Acting ride;
  ride.load.metabolic_intensity = 0.7;
  ride.load.fibre_strain = 0.12;
  ride.load.frequency = 1.2;
  const auto advance = [&] {
    TissueState state = subject.model_of(0).at_rest(0);
    subject.model_of(0).advance(state, ride, 300);
    subject.model_of(0).advance(state, Acting{}, 900);
    return state;
  };
  const TissueState alone = on_threads(1, advance);
  for (const int threads : {2, 3}) {
    FirstTaskLatch latch(threads);
    std::vector<TissueState> states(threads);
    on_threads(threads, [&] {
      tbb::parallel_for(0, threads, [&](int i) {
        latch.hold();
        states[i] = advance();
      });
    });
    CHECK(latch.threads_held() == threads);
    for (const TissueState& state : states) CHECK(state == alone);
  }
}

TEST_CASE("threads that simulate several subjects give the bits of one thread") {
  Study study = test::small_study();
  study.subjects.count = 4;
  const auto responses = limb_responses(study);
  const auto samples = [&](int threads) {
    FirstTaskLatch latch(threads);
    const TrueSamples truth = on_threads(threads, [&] {
      return run_study(study, {.responses = &*responses, .change_plan = [&](SubjectPlan&) { latch.hold(); }});
    });
    CHECK(latch.threads_held() == threads);
    return truth;
  };
  const TrueSamples alone = samples(1);
  CHECK(same(samples(2), alone));
  CHECK(same(samples(3), alone));
}
