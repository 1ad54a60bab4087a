// Arms that stand for other people.

#include "sim/experiment/traits.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/experiment/run_study.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

std::size_t position(const char* name) { return *find_parameter(name); }

constexpr const char* varies = "mechanotransduction.gF";  // between subjects
constexpr const char* fixed = "nfkb.k1";

/// A small dish whose second arm has traits; its massage is gone.
Study with_person(const Traits& traits) {
  Study study = test::small_study();
  study.tissue.kind = Tissue::Kind::culture;
  study.tissue.domains = 3;
  study.arms = {{"one", {}, {}}, {"other", {}, traits}};
  study.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""}, {BiopsyTime::When::at, {1800, 1800}, ""}};
  study.until_s = 1800;
  return study;
}

/// Whether all that was sampled of an arm of one run is, bit for bit, that of an arm of another.
bool same(const TrueSamples& a, int arm_of_a, const TrueSamples& b, int arm_of_b) {
  for (int subject = 0; subject < a.subjects; ++subject)
    for (int sample = 0; sample < static_cast<int>(a.samples()); ++sample)
      for (int o = 0; o < static_cast<int>(a.observables.size()); ++o)
        if (a.at(subject, arm_of_a, sample, o).mean != b.at(subject, arm_of_b, sample, o).mean) return false;
  return true;
}

}  // namespace

TEST_CASE("arms of the same traits are one person") {
  const Traits slow{{position(fixed), 1e-3}}, quick{{position(fixed), 4e-3}};
  Study study = with_person({});
  study.arms = {{"a", {}, slow}, {"b", {}, {}}, {"c", {}, slow}, {"d", {}, quick}, {"e", {}, {}}};
  const Persons persons = persons_of(study);
  CHECK(persons.traits == std::vector<Traits>{slow, {}, quick});
  CHECK(persons.of_arm == std::vector<std::size_t>{0, 1, 0, 2, 1});
  const SubjectSetup subject = set_up_subject(study, 1, nullptr);
  CHECK(subject.persons.size() == 3);
  for (const int arm : {0, 1, 2, 3, 4}) {
    const double expected =
        study.arms[arm].traits.empty() ? study.parameters[fixed] : study.arms[arm].traits.begin()->second;
    CHECK(subject.model_of(arm).parameters()[fixed] == expected);
  }
}

TEST_CASE("a trait is drawn around as the parameter is") {
  const Study study = with_person({{position(varies), 4e-3}});
  for (const int subject : {1, 2}) {
    const double without = subject_parameters(study, subject)[varies];
    const double with = subject_parameters(study, subject, {}, study.arms[1].traits)[varies];
    CHECK(with / without == doctest::Approx(4e-3 / study.parameters[varies]).epsilon(1e-14));
    CHECK(without != study.parameters[varies]);
  }
}

TEST_CASE("an arm with a trait is the arm of a study with that parameter") {
  const Study study = with_person({{position(varies), 4e-3}, {position("nfkb.a1"), 0.4}});
  Study whole = with_person({});
  whole.parameters[varies] = 4e-3;
  whole.parameters["nfkb.a1"] = 0.4;
  const TrueSamples a = run_study(study), b = run_study(whole);
  CHECK(same(a, 1, b, 1));
  CHECK(same(a, 0, run_study(with_person({})), 0));
  CHECK_FALSE(same(a, 0, a, 1));
}

TEST_CASE("a trait of the study's own value leaves the bits") {
  const Study plain = with_person({});
  const TrueSamples truth = run_study(with_person({{position(fixed), plain.parameters[fixed]}}));
  CHECK(same(truth, 0, truth, 1));
}

TEST_CASE("other people have the same geometry") {
  Study study = test::small_study();
  study.arms[0].traits = {{position(fixed), 1e-3}};
  study.arms.pop_back();
  study.arms.push_back({"plain", {}, {}});
  study.sampling.biopsies.clear();
  const SubjectSetup subject = set_up_subject(study, 1, nullptr);
  const Geometry &a = subject.model_of(0).geometry(), &b = subject.model_of(1).geometry();
  REQUIRE(a.fibres.size() == b.fibres.size());
  for (std::size_t f = 0; f < a.fibres.size(); ++f) {
    CHECK(a.fibres[f].type == b.fibres[f].type);
    CHECK(a.fibres[f].area_um2 == b.fibres[f].area_um2);
  }
  CHECK(a.territory == b.territory);
}

TEST_CASE("with other parameters a trait keeps its ratio within the range") {
  const std::size_t share = position("laboratory.background_max"), rate = position(fixed);
  Study study = with_person({{rate, 5e-3}, {share, 0.8}});
  study.parameters.values[share] = 0.4;
  ParameterSet drawn = study.parameters;
  drawn.values[rate] = 2 * study.parameters.values[rate];
  drawn.values[share] = 0.45;
  const Study other = with_parameters(study, drawn);
  CHECK(other.parameters == drawn);
  CHECK(other.arms[1].traits.at(rate) == doctest::Approx(2 * 5e-3));
  CHECK(other.arms[1].traits.at(share) == doctest::Approx(0.9));
  CHECK(other.arms[0].traits.empty());
  drawn.values[share] = 0.9;
  CHECK(with_parameters(study, drawn).arms[1].traits.at(share) == all_parameters()[share].range.high);
  study.parameters.values[rate] = 0;  // no ratio
  CHECK(with_parameters(study, drawn).arms[1].traits.at(rate) == 5e-3);
}
