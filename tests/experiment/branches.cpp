// What lives share is simulated once, and no bit of any of them shows it.

#include "sim/experiment/branches.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <mutex>

#include "sim/experiment/simulate_subject.hpp"
#include "sim/numerics/integration.hpp"
#include "tests/experiment/small_study.hpp"
#include "tests/first_task_latch.hpp"

using namespace knead;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

Acting strained(double strain) {
  Acting acting;
  acting.load.fibre_strain = strain;
  return acting;
}

/// From 0 to 100 s, read every 10 s; strained from `start` on for 5 s.
Timeline rubbed_at(double start_s, double strain = 0.05) {
  Timeline timeline{0, 100, {{0, {}}, {start_s, strained(strain)}, {start_s + 5, {}}}, {}};
  for (double t = 0; t <= 100; t += 10) timeline.landings.push_back(t);
  return timeline;
}

Timeline left_alone(double until_s = 100) {
  Timeline timeline{0, until_s, {{0, {}}}, {}};
  for (double t = 0; t <= until_s; t += 10) timeline.landings.push_back(t);
  return timeline;
}

/// An arm with a massage at each of some times after the end of a hard ride, minutes long.
Arm massaged(const std::string& name, double start_s, int times = 1) {
  MassageEvent massage;
  massage.timing = {{start_s, start_s}, times > 1 ? 1800.0 : 0.0, times};
  massage.pressure_Pa = 20e3;
  massage.strokes = {{"kneading", 180}, {"thumb", 120}};
  return {name, {massage}};
}

/// The end of every arm, and what its series saw.
struct Ends {
  std::map<int, TissueState> last;
  std::map<int, std::vector<std::vector<Observed>>> seen;
};

Ends ends_of(const Study& study) {
  const std::optional<LimbResponses> responses = limb_responses(study);
  const SubjectSetup subject = set_up_subject(study, 1, responses ? &*responses : nullptr);
  Ends ends;
  std::mutex guard;
  Readers readers;
  readers.series = [&](int arm, std::size_t, const std::vector<Observed>& observed, const TissueState& state,
                       const Quantities&) {
    const std::lock_guard lock(guard);
    ends.last[arm] = state;
    ends.seen[arm].push_back(observed);
  };
  simulate_subject(study, subject, reading_times(study), readers);
  return ends;
}

bool same(const std::vector<std::vector<Observed>>& a, const std::vector<std::vector<Observed>>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t o = 0; o < a[i].size(); ++o)
      if (a[i][o].mean != b[i][o].mean || a[i][o].between_fibre_variance != b[i][o].between_fibre_variance)
        return false;
  return true;
}

/// After a hard ride: left alone, massaged at several times, once and repeatedly, or sampled at another moment.
Study many_arms() {
  Study study = test::small_study();
  study.arms = {{"rest", {}},
                massaged("at_0", 0),
                massaged("at_7", 420),
                massaged("at_30", 1800),
                massaged("twice", 1800, 2),
                {"rest_again", {}}};
  study.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""}, {BiopsyTime::When::at, {2000, 2000}, ""}};
  study.rows.clear();
  study.until_s = 2 * 3600;
  study.output.series_s = 600;
  return study;
}

}  // namespace

TEST_CASE("two lives part at the first change or reading that is not both's") {
  CHECK(parting_s(left_alone(), left_alone()) == never);
  CHECK(parting_s(left_alone(), rubbed_at(32)) == 32);
  CHECK(parting_s(rubbed_at(32), rubbed_at(61)) == 32);
  CHECK(parting_s(rubbed_at(32), rubbed_at(32, 0.1)) == 32);
  Timeline shorter = rubbed_at(32);
  shorter.changes.back().time_s = 35;
  CHECK(parting_s(rubbed_at(32), shorter) == 35);
  Timeline sampled = left_alone();
  sampled.landings.insert(sampled.landings.begin() + 3, 24);
  CHECK(parting_s(left_alone(), sampled) == 24);
  CHECK(parting_s(left_alone(60), left_alone()) == 70);
}

TEST_CASE("lives branch into a tree in which each stands once on every way") {
  const std::vector<Timeline> lives{left_alone(), rubbed_at(60), rubbed_at(30), left_alone(), rubbed_at(60, 0.1)};
  const auto trees = branches_of(lives);
  REQUIRE(trees.size() == 1);
  const Branch& trunk = trees[0];
  CHECK(trunk.parting_s == 30);
  REQUIRE(trunk.children.size() == 2);
  CHECK(trunk.children[1].lives == std::vector<int>{2});
  const Branch& later = trunk.children[0];
  CHECK(later.lives == std::vector<int>{0, 1, 3, 4});
  CHECK(later.parting_s == 60);
  REQUIRE(later.children.size() == 3);
  CHECK(later.children[0].lives == std::vector<int>{0, 3});
  CHECK(later.children[0].parting_s == never);
  // 30 s of trunk, 70 of the one, 30 of the others together, then 40 of each of three.
  const SimulatedTime time = simulated_time(lives, trees);
  CHECK(time.branched_s == doctest::Approx(30 + 70 + 30 + 3 * 40));
  CHECK(time.separate_s == doctest::Approx(500));
}

TEST_CASE("lives that begin at different times share nothing") {
  Timeline early = left_alone();
  early.begin_s = -50;
  const std::vector<Timeline> lives{left_alone(), early};
  CHECK(branches_of(lives).size() == 2);
}

TEST_CASE("a branch is the same bits as its arm simulated alone") {
  const Study together = many_arms();
  for (const Tissue::Kind kind : {Tissue::Kind::block, Tissue::Kind::well_mixed}) {
    Study study = together;
    study.tissue.kind = kind;
    const Ends all = ends_of(study);
    for (int arm = 0; arm < static_cast<int>(study.arms.size()); ++arm) {
      Study alone = study;
      alone.arms = {study.arms[arm]};
      const Ends own = ends_of(alone);
      CHECK(own.last.at(0) == all.last.at(arm));
      CHECK(same(own.seen.at(0), all.seen.at(arm)));
      if (arm > 0 && arm < 5) CHECK_FALSE(all.last.at(0) == all.last.at(arm));
    }
  }
}

TEST_CASE("branches are the same bits on one thread and on several") {
  const Study study = many_arms();
  const auto simulate = [&] { return ends_of(study); };
  const Ends one = test::on_threads(1, simulate), three = test::on_threads(3, simulate);
  for (int arm = 0; arm < static_cast<int>(study.arms.size()); ++arm) {
    CHECK(one.last.at(arm) == three.last.at(arm));
    CHECK(same(one.seen.at(arm), three.seen.at(arm)));
  }
}

TEST_CASE("a trunk takes each step once however many arms it has") {
  Study study = many_arms();
  double simulated_s = 0;
  std::mutex guard;
  const std::optional<LimbResponses> responses = limb_responses(study);
  const SubjectSetup subject = set_up_subject(study, 1, &*responses);
  Readers readers;
  std::map<int, int> readings;
  readers.series = [&](int arm, std::size_t, const std::vector<Observed>&, const TissueState&, const Quantities&) {
    const std::lock_guard lock(guard);
    ++readings[arm];
  };
  readers.progress = [&](double s) {
    const std::lock_guard lock(guard);
    simulated_s += s;
  };
  const auto times = std::make_shared<const ReadingTimes>(reading_times(study));
  simulate_subject(study, subject, *times, readers);
  // Progress counts every arm; all are read at each point of the series.
  const double arm_s = study.until_s - subject.persons[0].plan.begin_s;
  CHECK(simulated_s == doctest::Approx(arm_s * static_cast<double>(study.arms.size())));
  for (int arm = 0; arm < static_cast<int>(study.arms.size()); ++arm)
    CHECK(readings[arm] == static_cast<int>(times->series_s.size()));
  std::vector<Timeline> lives;
  for (const int arm : subject.persons[0].arms)
    lives.push_back(
        life_of(study, subject.persons[0].model.parameters(), subject.persons[0].plan, arm, times).timeline);
  const SimulatedTime time = simulated_time(lives, branches_of(lives));
  // The ride is lived once, the two legs at rest are one, and late massages share the time before them.
  CHECK(time.branched_s < 0.72 * time.separate_s);
}

TEST_CASE("a failure in one arm is told and the others go on") {
  Study study = many_arms();
  study.tissue.kind = Tissue::Kind::well_mixed;
  const SubjectSetup subject = [&] {
    const auto responses = limb_responses(study);
    return set_up_subject(study, 1, &*responses);
  }();
  std::mutex guard;
  std::vector<int> ended, failed;
  Readers readers;
  readers.series = [](int arm, std::size_t at, const std::vector<Observed>&, const TissueState&, const Quantities&) {
    if (arm == 2 && at > 10) throw NumericalFailure("no more: ", NumericalFailure(0, 0, 0));
  };
  readers.end = [&](int arm) {
    const std::lock_guard lock(guard);
    ended.push_back(arm);
  };
  readers.failed = [&](int arm, const std::string& what) {
    const std::lock_guard lock(guard);
    CHECK(what.starts_with("no more: "));
    failed.push_back(arm);
  };
  simulate_subject(study, subject, reading_times(study), readers);
  std::sort(ended.begin(), ended.end());
  CHECK(failed == std::vector<int>{2});
  CHECK(ended == std::vector<int>{0, 1, 3, 4, 5});

  // What is no failure of the model ends all.
  readers.series = [](int, std::size_t, const std::vector<Observed>&, const TissueState&, const Quantities&) {
    throw std::runtime_error("the disk is full");
  };
  readers.failed = [](int, const std::string&) { FAIL("taken for a failure of the model"); };
  CHECK_THROWS_WITH(simulate_subject(study, subject, reading_times(study), readers), "the disk is full");
}
