// Subjects of a study with a posterior: whose parameters are whose, and what asks for all of them.

#include <doctest/doctest.h>

#include <algorithm>

#include "models/variants.hpp"
#include "sim/experiment/field_check.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/experiment/subject_draw.hpp"
#include "sim/experiment/traits.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

std::size_t position(const char* name) { return *find_parameter(name); }

constexpr const char *varies = "mechanotransduction.gF", *rate = "nfkb.k1", *pressure = "massage.pressure",
                     *wire = "biogenesis.w65i", *clearance = "cytokine.lymph_rest";

/// Two draws, all of whose parameters are in force.
PosteriorInForce two_draws(std::vector<std::pair<const char*, std::array<double, 2>>> drawn) {
  std::sort(drawn.begin(), drawn.end(),
            [](const auto& a, const auto& b) { return position(a.first) < position(b.first); });
  auto posterior = std::make_shared<Posterior>();
  posterior->name = "p";
  posterior->values.resize(2);
  posterior->weights = {0.5, 0.5};
  std::vector<std::size_t> positions;
  for (const auto& [name, values] : drawn) {
    positions.push_back(position(name));
    for (const int draw : {0, 1}) posterior->values[draw].push_back(values[draw]);
  }
  posterior->positions = positions;
  return {posterior, positions};
}

/// Eight people, of whom some have either draw.
Study with_draws(const PosteriorInForce& posterior) {
  Study study = test::small_study();
  study.subjects.count = 8;
  study.posterior = posterior;
  return study;
}

}  // namespace

TEST_CASE("each subject has its own draw below what differs between people") {
  const Study study = with_draws(two_draws({{varies, {1e-3, 4e-3}}, {rate, {1e-3, 5e-3}}}));
  const Study plain = with_draws({});
  std::array<int, 2> counts{};
  for (int subject = 1; subject <= 8; ++subject) {
    const std::size_t draw = draw_of_subject(*study.posterior.of, study.seed, subject);
    ++counts[draw];
    const ParameterSet with = subject_parameters(study, subject), without = subject_parameters(plain, subject);
    CHECK(with[rate] == (draw == 0 ? 1e-3 : 5e-3));
    const double factor = subject_factor(all_parameters()[position(varies)], {study.seed, std::uint64_t(subject)});
    CHECK(with[varies] == (draw == 0 ? 1e-3 : 4e-3) * factor);
    CHECK(person_parameters(study, subject)[varies] == (draw == 0 ? 1e-3 : 4e-3));
    for (std::size_t i = 0; i < with.values.size(); ++i)
      if (i != position(varies) && i != position(rate)) CHECK(with.values[i] == without.values[i]);
  }
  CHECK(counts[0] > 0);
  CHECK(counts[1] > 0);
}

TEST_CASE("a trait keeps its ratio to what the draw replaces") {
  Study study = with_draws(two_draws({{rate, {1e-3, 5e-3}}, {"damage.unsealed", {0.2, 0.6}}, {wire, {10, 20}}}));
  study.parameters[wire] = 0;
  const double before = study.parameters[rate], share = study.parameters["damage.unsealed"];
  const Traits traits{{position(rate), 3 * before},
                      {position("damage.unsealed"), 4 * share},  // 1, the end of its range, in a draw above a quarter
                      {position(wire), 7},
                      {position("nfkb.a1"), 0.3}};
  for (int subject = 1; subject <= 8; ++subject) {
    const bool first = draw_of_subject(*study.posterior.of, study.seed, subject) == 0;
    const ParameterSet parameters = subject_parameters(study, subject, 0.0, traits);
    CHECK(parameters[rate] == doctest::Approx(first ? 3e-3 : 15e-3).epsilon(1e-14));
    CHECK(parameters["damage.unsealed"] == doctest::Approx(first ? 0.8 : 1).epsilon(1e-14));
    CHECK(parameters[wire] == 7);  // no ratio to 0
    CHECK(parameters["nfkb.a1"] == 0.3);
  }
}

TEST_CASE("a parameter that is given another value is drawn no longer") {
  const Study study = with_draws(two_draws({{rate, {1e-3, 5e-3}}, {wire, {10, 20}}}));
  const Study sourced = with_parameters(study, sourced_variant(study.parameters));
  CHECK(sourced.posterior.positions == std::vector<std::size_t>{position(rate)});
  for (int subject = 1; subject <= 8; ++subject) {
    CHECK(subject_parameters(sourced, subject)[wire] == 0);
    CHECK(subject_parameters(sourced, subject)[rate] == subject_parameters(study, subject)[rate]);
  }
  ParameterSet all = study.parameters;
  for (double& value : all.values) value *= 1.01;
  CHECK(!with_parameters(study, all).posterior);
  CHECK(with_parameters(study, study.parameters) == study);
}

TEST_CASE("the limbs are asked for every subject's pressure") {
  Study study = with_draws(two_draws({{pressure, {6, 50}}}));
  const auto pressures = [](const Study& asked) { return limb_question(std::span(&asked, 1))->pressure_kPa; };
  CHECK(pressures(study).low == 20);  // the massage says it
  CHECK(pressures(study).high == 20);
  test::massage_of(study).pressure_Pa.reset();
  CHECK(pressures(study).low == 6);
  CHECK(pressures(study).high == 50);

  Study all_of_one = study;  // of whom no one has the second draw
  auto once = std::make_shared<Posterior>(*study.posterior.of);
  once->weights = {1, 0};
  all_of_one.posterior.of = once;
  CHECK(pressures(all_of_one).high == 6);

  // A plan of every subject finds its answer.
  const auto responses = limb_responses(study);
  for (int subject = 1; subject <= 8; ++subject)
    CHECK_NOTHROW(
        plan_subject(study, subject_parameters(study, subject), {study.seed, std::uint64_t(subject)}, &*responses));
}

TEST_CASE("the modulus of every subject's muscle is asked for") {
  const auto posterior = two_draws({{"limb.muscle_modulus", {0.5, 12}}});
  const Study study = with_draws(posterior);
  const LogInterval asked = limb_question(std::span(&study, 1), 0.0)->muscle_modulus_kPa;
  CHECK(asked.low == 0.5);
  CHECK(asked.high == 12);
}

TEST_CASE("a voxel is held against the shortest field of any subject's draw") {
  const auto shortest = [](const Study& study) {
    const auto responses = limb_responses(study);
    const std::vector<FieldLength> lengths = field_lengths(study, responses ? &*responses : nullptr);
    return std::min_element(lengths.begin(), lengths.end(),
                            [](const auto& a, const auto& b) { return a.decay_length_um < b.decay_length_um; })
        ->decay_length_um;
  };
  const double rest = ParameterSet()[clearance];
  Study slow = with_draws({}), quick = slow;
  quick.parameters[clearance] = 1e4 * rest;
  const Study drawn = with_draws(two_draws({{clearance, {rest, 1e4 * rest}}}));
  CHECK(shortest(drawn) == shortest(quick));
  CHECK(shortest(drawn) < shortest(slow));
}

TEST_CASE("a run with one draw is the run with its values, and with none the run without a posterior") {
  Study study = test::small_study();
  study.tissue.kind = Tissue::Kind::culture;
  study.tissue.domains = 3;
  study.arms = {{"one", {}, {}}};
  study.sampling.biopsies = {{BiopsyTime::When::at, {1800, 1800}, ""}};
  study.rows.clear();
  study.until_s = 1800;
  Study drawn = study, set = study;
  drawn.posterior = two_draws({{rate, {1e-3, 1e-3}}, {varies, {3e-3, 3e-3}}});
  set.parameters[rate] = 1e-3;
  set.parameters[varies] = 3e-3;
  const TrueSamples a = run_study(drawn), b = run_study(set), plain = run_study(study);
  const auto means = [](const TrueSamples& truth) {
    std::vector<double> values;
    for (const TrueSample& sample : truth.values) values.push_back(sample.mean);
    return values;
  };
  CHECK(means(a) == means(b));
  CHECK(means(a) != means(plain));
}
