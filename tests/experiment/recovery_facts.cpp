// Facts that the model must respect without being told: what follows hard exercise, and what a poisoned muscle goes
// through, in the well-mixed tissue of the median subject. Statements of order and of wide margins, no numbers.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

/// Observables by the hour, from just after what happened at time zero.
struct Course {
  std::map<std::string, std::vector<double>, std::less<>> of;
  std::map<std::string, double, std::less<>> rest;

  double peak_h(std::string_view id) const {
    const std::vector<double>& x = of.find(id)->second;
    return static_cast<double>(std::max_element(x.begin(), x.end()) - x.begin());
  }
  double at(std::string_view id, std::size_t hour) const { return of.find(id)->second.at(hour); }
  double lowest(std::string_view id) const {
    const std::vector<double>& x = of.find(id)->second;
    return *std::min_element(x.begin(), x.end());
  }
  double highest(std::string_view id) const {
    const std::vector<double>& x = of.find(id)->second;
    return *std::max_element(x.begin(), x.end());
  }
  /// Relative to rest.
  double fold(std::string_view id, std::size_t hour) const { return at(id, hour) / rest.find(id)->second; }
};

/// The median subject's tissue, with the spread of susceptibility between its domains.
TissueModel median_tissue(const ParameterSet& parameters) {
  Study study;
  study.tissue.kind = Tissue::Kind::well_mixed;
  study.arms = {{"rest", {}, {}}};
  study.parameters = parameters;
  return set_up_subject(study, 1, nullptr, 0.0).model_of(0);
}

template <class Happens>
Course course(const ParameterSet& parameters, int hours, const Happens& happens) {
  static const char* const read[] = {"force",          "p65_nuclear",    "neutrophils",       "macrophages",
                                     "macrophages_m1", "macrophages_m2", "myoblasts",         "regenerating_fraction",
                                     "soreness",       "ck_plasma",      "necrotic_fraction", "cleared_in_block",
                                     "satellite_cells"};
  const TissueModel model = median_tissue(parameters);
  const Observer observer(model);
  TissueState state = baseline_state(model, 0);
  Course result;
  const auto note = [&](const auto& take) {
    const std::vector<Observed> values = observer.block(state);
    for (const char* id : read) take(id, values[find_observable(id) - observables().data()].mean);
  };
  note([&](const char* id, double value) { result.rest[id] = value; });
  happens(model, state);
  const double began_s = state.time_s;
  for (int hour = 0; hour <= hours; ++hour) {
    if (hour > 0) model.advance(state, Acting{}, began_s + 3600.0 * hour);
    note([&](const char* id, double value) { result.of[id].push_back(value); });
  }
  return result;
}

Course after_bout(int contractions, int hours, const ParameterSet& parameters = {}) {
  return course(parameters, hours,
                [&](const TissueModel& model, TissueState& state) { test::contract(model, contractions, state); });
}

Course after_cut(double share, int hours) {
  return course({}, hours, [&](const TissueModel& model, TissueState& state) { test::cut(model, share, state); });
}

}  // namespace

TEST_CASE("the hardest bout comes back to rest") {
  const Course x = after_bout(300, 28 * 24);
  CHECK(x.at("force", 0) < 90);  // it was hard
  CHECK(x.at("force", 28 * 24) > 90);
  CHECK(x.at("force", 28 * 24) > x.at("force", 24));
  for (const char* id : {"p65_nuclear", "neutrophils", "macrophages"}) {
    CAPTURE(id);
    CHECK(x.highest(id) > 1.1 * x.rest.at(id));
    CHECK(x.fold(id, 28 * 24) == doctest::Approx(1).epsilon(0.15));
  }
}

TEST_CASE("after eccentric contractions very few fibres die and macrophages and satellite cells multiply") {
  const Course x = after_bout(100, 8 * 24);
  double died = 0;  // debris and what was cleared of it
  for (int hour = 0; hour <= 8 * 24; ++hour) died = std::max(died, x.at("necrotic_fraction", hour));
  CHECK(died < 0.01);
  CHECK(x.fold("macrophages", 24) > 1.2);
  CHECK(x.fold("macrophages", 24) < 4);
  CHECK(x.highest("satellite_cells") > 1.2 * x.rest.at("satellite_cells"));
  CHECK(x.highest("neutrophils") < 0.5 * x.highest("macrophages"));
}

TEST_CASE("soreness peaks on the second or third day and creatine kinase in plasma later") {
  for (const int contractions : {100, 300}) {
    CAPTURE(contractions);
    const Course x = after_bout(contractions, 10 * 24);
    CHECK(x.peak_h("soreness") >= 24);
    CHECK(x.peak_h("soreness") <= 72);
    CHECK(x.peak_h("ck_plasma") > x.peak_h("soreness"));
  }
}

TEST_CASE("junctions that fail faster by calcium lose more force in the day after the bout") {
  ParameterSet slow;
  slow["junction.kcaE"] *= 5;
  const Course quick_leg = after_bout(100, 7 * 24), slow_leg = after_bout(100, 7 * 24, slow);
  CHECK(slow_leg.at("force", 0) > 0.95 * quick_leg.at("force", 0));  // the bout itself costs about the same
  CHECK(slow_leg.at("force", 24) < slow_leg.at("force", 0));
  CHECK(quick_leg.at("force", 24) > quick_leg.at("force", 0));
  for (const int hour : {24, 72}) CHECK(slow_leg.at("force", hour) < quick_leg.at("force", hour));
}

TEST_CASE("a muscle all of whose fibres are severed regenerates in the published order") {
  const Course x = after_cut(1, 28 * 24);
  CHECK(x.peak_h("neutrophils") < x.peak_h("macrophages_m1"));
  CHECK(x.peak_h("macrophages_m1") < x.peak_h("macrophages_m2"));
  CHECK(x.peak_h("macrophages_m1") < x.peak_h("myoblasts"));
  CHECK(x.peak_h("myoblasts") < x.peak_h("regenerating_fraction"));
  CHECK(x.at("force", 0) < 1);
  CHECK(x.at("force", 28 * 24) > 50);
  CHECK(x.at("necrotic_fraction", 28 * 24) < 0.05);
  CHECK(x.at("cleared_in_block", 28 * 24) < 0.2);
  for (const char* id : {"neutrophils", "macrophages_m1"}) CHECK(x.at(id, 28 * 24) < 0.2 * x.highest(id));
}
