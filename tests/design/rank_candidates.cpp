// A small study answers: which measurement tells most about it.

#include "sim/design/rank_candidates.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <cmath>

#include "sim/design/design_text.hpp"
#include "sim/experiment/simulate_subject.hpp"
#include "tests/design/small_design.hpp"

using namespace knead;
using namespace knead::test;

namespace {

/// One process whatever started the tests.
const Ranks& alone() {
  static const Ranks ranks;
  return ranks;
}

std::vector<DrawAnswer> answers_of(const MeasurementDesign& design, const SmallDesign& file) {
  return DesignDraws(design, file.folder(), alone(), [] {}).answers([](double) {});
}

const RankedCandidate& named(const MeasurementDesign& design, const QuestionResult& result, const std::string& name) {
  for (const RankedCandidate& each : result.ranked)
    if (design.candidates[each.candidate].name == name) return each;
  FAIL("no candidate ", name);
  return result.ranked.front();
}

}  // namespace

TEST_CASE("a small study answers, the same for every number of threads and after being stopped") {
  const SmallDesign file;
  const MeasurementDesign design = read_design(file.file());
  int looks = 0;
  CHECK_THROWS_AS(DesignDraws(design, file.folder(), alone(),
                              [&] {
                                if (++looks > 3000) throw Interrupted("stopped");
                              })
                      .answers([](double share) {
                        if (share > 0.4) throw Interrupted("stopped");
                      }),
                  Interrupted);
  DesignDraws again(design, file.folder(), alone(), [] {});
  CHECK(again.known() > 0);
  CHECK(again.known() < 64);
  const std::vector<DrawAnswer> resumed = again.answers([](double) {});
  again.remove();
  std::vector<DrawAnswer> afresh;
  {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 1);
    afresh = answers_of(design, file);
  }
  const std::vector<QuestionResult> results = rank_candidates(design, afresh);
  CHECK(tsv_of(design, results) == tsv_of(design, rank_candidates(design, resumed)));

  REQUIRE(results.size() == 4);
  const QuestionResult& loss = results[0];
  CHECK(loss.draws == 64);
  CHECK(loss.mean > 20);
  CHECK(loss.mean < 100);
  // Many people never tell less than a few, and force tells of force.
  for (const QuestionResult& result : results) {
    const Jackknifed more = named(design, result, "force_many").worth - named(design, result, "force_few").worth;
    CHECK(more.value >= -2 * more.error());
  }
  CHECK(design.candidates[loss.ranked.front().candidate].name == "force_many");
  CHECK(named(design, loss, "force_many").worth.value > 30);
  const RankedCandidate& lactate = named(design, loss, "lactate");
  CHECK(lactate.worth.value < 3 * lactate.worth.error() + 3);
  CHECK(lactate.distinguishable());
  // A choice is worth no more to know than to know all.
  const QuestionResult& start = results[2];
  CHECK(start.means.size() == 2);
  for (const RankedCandidate& each : start.ranked)
    CHECK(each.worth.value <= start.now.perfect_information.value + 2 * each.worth.error() + 1e-9);
  // A share of the loss.
  CHECK(results[3].mean > 0);
  CHECK(results[3].mean < 100);

  const std::string text = format(design, results);
  CHECK(text.find("loss: force.at(4 h) of rest\n  now: ") != std::string::npos);
  CHECK(text.find("force_many tells most: the answer's SD is expected to go from") != std::string::npos);
  CHECK(text.find("share of the change of force.at(4 h) of rest that is gone with damage.kox 0 /h") !=
        std::string::npos);
  CHECK(text.find("this holds for this model, its priors and the posterior constructed (64 draws)") !=
        std::string::npos);
}

TEST_CASE("draws without an answer or a prediction are told") {
  const SmallDesign file(16);
  const MeasurementDesign design = read_design(file.file());
  const double nan = std::nan("");
  std::vector<DrawAnswer> answers;
  for (int k = 0; k < 16; ++k)
    answers.push_back({{{k * 1.0}, {k == 3 ? nan : k}, {k * 1.0, 8.0}, {nan}},
                       {{k * 1.0, 0.1}, {k * 1.0, 0.01}, {0, 1}, {nan, nan}, {k == 5 ? nan : -k, 1}}});
  const std::vector<QuestionResult> results = rank_candidates(design, answers);
  CHECK(results[0].mean == doctest::Approx(7.5));
  CHECK(results[1].draws == 15);
  CHECK(results[3].draws == 0);
  CHECK(named(design, results[0], "p65").draws == 0);
  CHECK(named(design, results[0], "ck").draws == 15);
  CHECK(results[0].ranked.back().draws == 0);  // stands last
  CHECK(results[2].now.best == 0);             // less soreness is better: 7.5 against 8
  const std::string text = format(design, results);
  CHECK(text.find("no prediction") != std::string::npos);
  CHECK(text.find("(no answer in 1 draws)") != std::string::npos);
  CHECK(text.find("fewer than two draws have an answer (no answer in 16 draws)") != std::string::npos);
  CHECK(text.find("fewer than 10 draws agree with a measurement of") != std::string::npos);
  CHECK(tsv_of(design, results).find("loss\tp65\tp65_nuclear\tmassage\trest\t0.833333\t8\tnan\t%\tnan") !=
        std::string::npos);
}
