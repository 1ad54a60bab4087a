// The well-mixed variants of a study that its verdicts are compared in, and a row that asks for a peak.

#include "sim/inference/study_verdicts.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "sim/config/read_study.hpp"
#include "sim/experiment/run_study.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

Study followed_for(double hours) {
  Study study = test::small_study();
  study.subjects.count = 12;
  study.sampling.biopsies.back().time_s = {hours * 3600, hours * 3600};
  study.until_s = 48 * 3600;
  study.output.snapshot_every_s = 3600;
  study.output.snapshot_subjects = {1};
  return study;
}

}  // namespace

TEST_CASE("the variants are well mixed and of few people and end with the last biopsy") {
  const Study study = followed_for(5);
  const Study mixed = well_mixed(study);
  CHECK(mixed.tissue.kind == Tissue::Kind::well_mixed);
  CHECK(mixed.subjects.count == 8);
  CHECK(mixed.until_s == 5 * 3600);
  CHECK(mixed.output.snapshot_subjects.empty());
  CHECK(mixed.sampling == study.sampling);
  CHECK(well_mixed(test::small_study()).subjects.count == 2);

  const Study for_peaks = well_mixed(study, true);
  CHECK(for_peaks.until_s == study.until_s);
  CHECK(for_peaks.output.series_s == study.output.series_s);
  CHECK(for_peaks.output.snapshot_every_s == 0);
}

TEST_CASE("a study whose last sample is late gets fewer prior draws") {
  CHECK(affordable_prior_draws(well_mixed(followed_for(6))) == 200);
  CHECK(affordable_prior_draws(well_mixed(followed_for(6.1))) == 40);
  CHECK(affordable_prior_draws(well_mixed(followed_for(1), true)) == 40);
}

// Whether the model has the observable is another matter.
TEST_CASE("every row of a shipped study of damage finds its arm and its sample") {
  const std::vector<Measurement> table = read_measurements(KNEAD_SOURCE_DIR "/configs/data/measurements.tsv");
  int found = 0;
  for (const std::string name :
       {"eccentric_knee", "stimulated_knee", "resistance", "run_36km", "biopsies_only", "rabbit_compression"}) {
    const Study study = read_study(KNEAD_SOURCE_DIR "/configs/studies/" + name + ".yaml");
    TrueSamples truth = empty_samples(study);
    for (const Measurement& row : rows_of(table, name)) {
      truth.observables = {{row.observable}};
      const RowLookup lookup = find_row(row, study.rows, truth);
      INFO(name << ", " << row.condition << ", " << row.observable << ": " << lookup.why);
      CHECK(lookup.place.has_value());
      ++found;
    }
  }
  CHECK(found >= 30);
}

TEST_CASE("a peak is judged") {
  Study study = test::small_study();
  study.tissue.kind = Tissue::Kind::culture;
  study.tissue.domains = 2;
  study.arms.pop_back();
  study.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""}};
  study.rows = {{"ride", {"rest"}, {}}};
  const auto table = std::filesystem::temp_directory_path() / "knead_peaks.tsv";
  std::ofstream(table)
      << "study\tstudy_file\tobservable\tas_printed\tcondition\tcontrast\ttime_h\tkind\tmeasurement\t"
         "spread\tspread_is\tn\thow\tnote\n"
      << "A\tsmall\tlactate\tlactate\tride\tbaseline\tpeak\tpercent\t0\t\tlower bound\t\tassumed\t\n"
      << "A\tsmall\tlactate\tlactate\tride\tbaseline\tpeak\tpercent\t1e9\t\tlower bound\t\tassumed\t\n";
  const RowTable rows =
      study_verdicts(study, run_study(study), {.measurements = read_measurements(table.string()), .prior_draws = 2});
  std::filesystem::remove(table);
  REQUIRE(rows.rows.size() == 2);
  CHECK(rows.rows[0].verdict == Verdict::agrees);  // a hard ride has only just ended
  CHECK(rows.rows[1].verdict == Verdict::disagrees);
  CHECK(rows.rows[0].contrast_median > 0);
  CHECK(rows.at_low_spread[0].contrast_median > 0);
  CHECK(rows.rows[0].prior_predictive.has_value());
}

TEST_CASE("a rabbit stays one in draws from the priors, which are a man's") {
  const auto table = std::filesystem::temp_directory_path() / "knead_rabbit.tsv";
  std::ofstream(table) << "study\tstudy_file\tobservable\tas_printed\tcondition\tcontrast\ttime_h\tkind\tmeasurement\t"
                          "spread\tspread_is\tn\thow\tnote\n"
                       << "A\tsmall\tforce\tforce\tpressed\tpaired\t0.5\tsign\t0\t\tP<0.05\t6\tassumed\t\n";
  const Study study = read_study_text(R"(study: small
subjects: {body: rabbit_tibialis, count: 2}
tissue: {kind: well_mixed, depth: 1.5 mm, domains: 2}
stroke_types: {device: {contact_radius: 7 mm, pressure_factor: 1, frequency: 0.5 Hz, duty: 1}}
before: [{exercise: {kind: eccentric, contractions: 10}}]
arms:
  rest: []
  pressed:
    - massage: {start: 5 min, force: 3 N, strokes: [{device: 5 min}]}
sample: {biopsy: {at: [baseline, 30 min]}}
rows: {pressed: [pressed, rest]}
until: 30 min
)",
                                      "small.yaml");
  // A depth that is in the muscle of no man: his skin and fat are thicker in every draw.
  const RowTable rows =
      study_verdicts(study, run_study(study), {.measurements = read_measurements(table.string()), .prior_draws = 3});
  std::filesystem::remove(table);
  REQUIRE(rows.rows.size() == 1);
  CHECK(rows.rows[0].prior_predictive.has_value());
}
