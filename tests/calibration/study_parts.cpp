#include "sim/calibration/study_parts.hpp"

#include <doctest/doctest.h>

#include "sim/experiment/run_study.hpp"
#include "sim/inference/simulated_trial.hpp"
#include "tests/calibration/dish.hpp"

using namespace knead;
using test::dish;
using test::ratio_row;

namespace {

const std::string three_arms = R"(study: dish
seed: 1
subjects: {count: 2}
tissue: {kind: culture, domains: 2}
arms:
  control: []
  pulse:
    - medium: {start: 0 min, segments: [{for: 30 min, tnf: 8 pM}]}
  weak:
    - medium: {start: 0 min, segments: [{for: 30 min, tnf: 2 pM}]}
sample: {biopsy: {at: [baseline, 30 min, 2 h]}}
rows: {pulse_vs_control: [pulse, control], weak: [weak]}
until: 2 h
)";

Measurement of_weak(double time_h) {
  Measurement row = ratio_row("tnf_mrna");
  row.condition = "weak";
  row.contrast = Contrast::baseline;
  row.kind = MeasurementKind::fold;
  row.time_h = time_h;
  return row;
}

std::vector<std::string> names(const Study& study) {
  std::vector<std::string> all;
  for (const Arm& arm : study.arms) all.push_back(arm.name);
  return all;
}

}  // namespace

TEST_CASE("arms that a row compares stay together, the others part, each to its own last sample") {
  const Study study = dish(three_arms);
  const StudyParts parts = parts_of(study, {of_weak(2), ratio_row("tnf_mrna"), ratio_row("no_such_thing")});
  REQUIRE(parts.studies.size() == 2);
  REQUIRE(parts.rows.size() == 2);
  CHECK(parts.rows[0].condition == "weak");
  CHECK(names(parts.studies[parts.part_of_row[0]]) == std::vector<std::string>{"weak"});
  CHECK(names(parts.studies[parts.part_of_row[1]]) == std::vector<std::string>{"control", "pulse"});
  CHECK(parts.studies[parts.part_of_row[0]].sampling.biopsies.size() == 3);
  CHECK(parts.studies[parts.part_of_row[1]].sampling.biopsies.size() == 2);
  Measurement peak = of_weak(0);
  peak.when = Measurement::When::peak;
  CHECK(parts_of(study, {peak}).studies[0].sampling.biopsies.size() == 3);
  CHECK(parts_of(study, {}).studies.empty());
}

TEST_CASE("a blot keeps the control arm and all samples, of which its background is a share") {
  Measurement blot = of_weak(0.5);
  blot.observable = "p65_nuclear";
  const StudyParts parts = parts_of(dish(three_arms), {blot});
  REQUIRE(parts.studies.size() == 1);
  CHECK(names(parts.studies[0]) == std::vector<std::string>{"control", "weak"});
  CHECK(parts.studies[0].sampling.biopsies.size() == 3);
}

TEST_CASE("parts say the same bits as the whole") {
  const Study study = dish(three_arms);
  const std::vector<Measurement> rows{of_weak(0.5), ratio_row("tnf_mrna"), of_weak(2)};
  const StudyParts parts = parts_of(study, rows);
  const TrueSamples whole = run_study(study, {.subject_cv = 0.0});
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Study& part = parts.studies[parts.part_of_row[r]];
    const TrueSamples own = run_study(part, {.subject_cv = 0.0});
    const auto of_whole = find_row(rows[r], study.rows, whole).place, of_part = find_row(rows[r], part.rows, own).place;
    REQUIRE(of_whole);
    REQUIRE(of_part);
    const auto& a = whole.at(0, static_cast<std::size_t>(of_whole->arm), static_cast<std::size_t>(of_whole->sample),
                             static_cast<std::size_t>(of_whole->observable));
    const auto& b = own.at(0, static_cast<std::size_t>(of_part->arm), static_cast<std::size_t>(of_part->sample),
                           static_cast<std::size_t>(of_part->observable));
    CHECK(a.mean == b.mean);
    CHECK(a.mean > 0);
  }
}
