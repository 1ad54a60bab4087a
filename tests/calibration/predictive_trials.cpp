// Trials of a posterior's draws: no two share their people and laboratory.

#include "sim/calibration/predictive_trials.hpp"

#include <doctest/doctest.h>

#include <set>

#include "tests/calibration/dish.hpp"

using namespace knead;

TEST_CASE("every draw has trials of its own, whatever its values, and one without weight has none") {
  const test::Folder folder("predictive_trials");
  const Ranks ranks;
  const std::vector<Study> studies{test::dish()};
  Measurement elsewhere = test::ratio_row("tnf_mrna");
  elsewhere.study_file = "elsewhere";
  Posterior posterior;
  posterior.name = posterior.checksum = "three";
  posterior.positions = {*find_parameter("ikk_activation.K_T")};
  posterior.values = {{100}, {100}, {100}};
  posterior.weights = {0.5, 0, 0.5};
  const PredictiveQuestion question{studies, {elsewhere, test::ratio_row("tnf_mrna")}, posterior, 2, 5};
  const auto predicted = [&] {
    return predictive_trials(
        question, folder.path / "trials", ranks, [](double) {}, [] {});
  };
  const std::vector<PredictedRow> rows = predicted();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].lookup.no_study);
  CHECK(rows[1].lookup.place);
  CHECK(rows[1].participants == 8);
  REQUIRE(rows[1].trials.size() == 3);
  CHECK(rows[1].trials[1].empty());
  std::set<double> contrasts;
  for (const auto& draw : rows[1].trials)
    for (const Trial& trial : draw) contrasts.insert(trial.contrast);
  CHECK(contrasts.size() == 10);

  const std::vector<PredictedRow> again = predicted();
  for (std::size_t t = 0; t < 5; ++t) CHECK(again[1].trials[2][t].mean_d == rows[1].trials[2][t].mean_d);
}
