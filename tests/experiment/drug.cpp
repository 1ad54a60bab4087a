// What a drug that inhibits cyclo-oxygenase is to a tissue: less PGE2 made, by whatever makes it, and nothing else.

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "tests/experiment/living_tissue.hpp"
#include "tests/experiment/small_study.hpp"
#include "tests/experiment/states_of.hpp"

using namespace knead;

namespace {

constexpr double hour_s = 3600, inhibitor = 3, share = 1 / (1 + inhibitor);

Quantities inhibited() {
  Quantities load{};
  load.cox_inhibitor = inhibitor;
  return load;
}

/// A small study in which an arm takes pills after the ride, without any massage.
Study pills(double dose_mg) {
  Study study = test::small_study();
  IbuprofenEvent pill;
  pill.dose_mg = dose_mg;
  pill.timing = {{1200, 1200}, 1800, 2};
  study.arms = {{"placebo", {}}, {"pills", {pill}}};
  study.sampling.biopsies.clear();
  study.rows.clear();
  study.output.series_s = 300;
  return study;
}

}  // namespace

TEST_CASE("under a constant inhibitor PGE2 at rest falls to the share of the enzyme that is left") {
  for (const double exchange_per_s : {0.0, 1e-4}) {
    ParameterSet parameters;
    parameters["cytokine.pge2_exchange"] = exchange_per_s;
    const double loss_per_s = parameters["cytokine.pge2_decay"] + parameters["cytokine.lymph_rest"] + exchange_per_s;
    const auto falls = [&](const TissueModel& model) {
      TissueState state = baseline_state(model, 0);
      const double rest = test::read(model, state, "pge2");
      CHECK(rest == doctest::Approx(1).epsilon(1e-2));
      test::load_for(model, 0.5 * hour_s, inhibited(), state);
      const double kept = std::exp(-loss_per_s * 0.5 * hour_s);
      CHECK(test::read(model, state, "pge2") == doctest::Approx(rest * (share + (1 - share) * kept)).epsilon(2e-3));
      test::load_for(model, 12 * hour_s, inhibited(), state);
      CHECK(test::read(model, state, "pge2") == doctest::Approx(share * rest).epsilon(1e-3));
      CHECK(test::read(model, state, "pgf2a") == doctest::Approx(share * rest).epsilon(1e-3));
      CHECK(test::read(model, state, "il6_protein") == doctest::Approx(parameters["cytokine.il6_rest"]).epsilon(1e-2));
      test::rest_for(model, 12, state);
      CHECK(test::read(model, state, "pge2") == doctest::Approx(rest).epsilon(2e-3));
    };
    falls(test::living_mixture(parameters));
    falls(test::living_block(parameters, 5, 200, {3, 1}));
  }
}

TEST_CASE("arms are the same bits until the first dose and differ after it in PGE2") {
  const auto states = test::states_of(pills(400));
  const auto pge2 = static_cast<std::size_t>(Species::pge2);
  int before = 0, after = 0;
  for (const auto& [time, state] : states[0]) {
    const TissueState& other = states[1].at(time);
    if (time <= 1200) {
      CHECK(state == other);
      ++before;
    } else if (time > 1500) {
      for (std::size_t voxel = 0; voxel < state.fields[pge2].size(); ++voxel)
        CHECK(other.fields[pge2][voxel] < state.fields[pge2][voxel]);
      ++after;
    }
  }
  CHECK(before > 4);
  CHECK(after > 4);
}

TEST_CASE("a dose of nothing leaves the states bit-identical") {
  const auto states = test::states_of(pills(0));
  for (const auto& [time, state] : states[0]) CHECK(state == states[1].at(time));
}

TEST_CASE("the same inhibitor through prescribed gives the same bits as a drug") {
  Study study = pills(400);
  auto& pill = std::get<IbuprofenEvent>(study.arms[1].loads[0]);
  pill.timing = {{1200, 1200}, 0, 1};
  Study prescribed = study;
  const ParameterSet parameters = subject_parameters(study, 1);
  PrescribedEvent event;
  event.timing = pill.timing;
  for (const Segment& segment : course_of(pill, 1200, {parameters, study.stroke_types, {}}))
    event.segments.push_back({segment.end_s - segment.begin_s, segment.load});
  prescribed.arms[1].loads = {event};
  const auto a = test::states_of(study), b = test::states_of(prescribed);
  for (const auto& [time, state] : a[1]) {
    CHECK(state.domains == b[1].at(time).domains);
    CHECK(state.fields == b[1].at(time).fields);
  }
}

TEST_CASE("doses add up, drugs too, and what is in the blood does not put off a needle") {
  Study study = pills(400);
  study.until_s = 20 * hour_s;
  study.before.clear();
  DrugEvent other;
  other.timing = {{1800, 1800}, 0, 1};
  other.dose_mg = 50;
  other.drug = {2, 29, 4.5, 30, 357.8, 1};
  study.arms.push_back({"both", {study.arms[1].loads[0], other}});
  study.arms.push_back({"other", {other}});
  study.sampling.biopsies = {{BiopsyTime::When::at, {3 * hour_s, 3 * hour_s}, ""}};
  study.sampling.wounds = true;
  const ParameterSet parameters = subject_parameters(study, 1);
  const SubjectPlan plan = plan_subject(study, parameters, {study.seed, 1}, nullptr);
  const auto area_s = [&](std::size_t arm) {
    double sum = 0;
    for (const Segment& each : plan.arms[arm].loads.segments())
      sum += each.load.cox_inhibitor * (each.end_s - each.begin_s);
    return sum;
  };
  const auto one = levels_after(ibuprofen(values_of<IbuprofenParameters>(parameters)), 400, 400 * hour_s);
  CHECK(area_s(0) == 0);
  CHECK(area_s(1) == doctest::Approx(2 * one.exposure_s).epsilon(2e-3));
  CHECK(area_s(2) == doctest::Approx(area_s(1) + area_s(3)).epsilon(1e-9));
  for (const ArmPlan& arm : plan.arms) {
    const Segment* wound = arm.loads.segment_at(3 * hour_s);
    REQUIRE(wound);
    CHECK(wound->load.cut_fraction > 0);
  }
}
