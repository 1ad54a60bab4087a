// The true samples of a study: each arm's at its own moments, and the peaks after them.

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "models/observable.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/results/results_reader.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

/// A dish whose arms do 10 and 30 contractions, each from a drawn start, and are sampled at each's end and 10 min
/// later.
Study two_bouts() {
  Study study = test::small_study();
  study.tissue.kind = Tissue::Kind::culture;
  study.tissue.domains = 3;
  study.before.clear();
  ExerciseEvent few;
  few.kind = ExerciseEvent::Kind::eccentric;
  few.timing.start_s = {60, 120};
  few.contractions = 10;
  ExerciseEvent many = few;
  many.contractions = 30;
  study.arms = {{"few", {few}, {}}, {"many", {many}, {}}};
  study.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""},
                             {BiopsyTime::When::after, {0, 0}, "exercise"},
                             {BiopsyTime::When::after, {600, 600}, "exercise"}};
  study.rows.clear();
  study.output.series_s = 60;
  study.until_s = 1800;
  return study;
}

struct Reading {
  double time_s, value;
};

}  // namespace

TEST_CASE("each arm is sampled at its own bout's end") {
  const Study study = two_bouts();
  for (const int number : {1, 2}) {
    const SubjectSetup subject = set_up_subject(study, number, nullptr);
    const auto& sample_s = subject.plan_of(0).sample_s;
    CHECK(std::isnan(sample_s[0][0]));
    // The same draw of the start in both arms: 20 contractions of 6 s lie between them.
    CHECK(sample_s[1][1] - sample_s[0][1] == doctest::Approx(120));
    for (const int arm : {0, 1}) {
      CHECK(sample_s[arm][1] == first_bout_end_s(study, study.arms[arm], subject.key));
      CHECK(sample_s[arm][2] - sample_s[arm][1] == doctest::Approx(600));
      CHECK(sample_s[arm][1] == doctest::Approx(subject.plan_of(arm).arms[arm].loads.segments().back().end_s));
    }
  }
  const TrueSamples truth = run_study(study);
  REQUIRE(truth.samples() == 4);
  for (const int arm : {0, 1}) {
    CHECK(truth.moments[arm][0].when == SampleMoment::When::baseline);
    CHECK(truth.moments[arm][1].earliest_h == 0);
    CHECK(truth.moments[arm][1].latest_h == 0);
    CHECK(truth.moments[arm][2].latest_h == doctest::Approx(600 / 3600.0));
    CHECK(truth.moments[arm][3].when == SampleMoment::When::peak);
  }
  CHECK(sample_names(study) == std::vector<std::string>{"baseline", "0 h after exercise", "0.167 h after exercise"});
  for (const TrueSample& sample : truth.values) CHECK(std::isfinite(sample.mean));
}

TEST_CASE("a sample is what was there at its moment") {
  const Study study = two_bouts();
  const SubjectSetup subject = set_up_subject(study, 1, nullptr);
  // The same tissue, read where it is asked: advance by hand to the moment of arm 1.
  std::vector<std::vector<double>> sampled(2);
  Readers readers;
  readers.sample = [&](int arm, std::size_t sample, const std::vector<Observed>& observed) {
    if (sample == 1)
      for (const Observed& value : observed) sampled[arm].push_back(value.mean);
  };
  simulate_subject(study, subject, reading_times(study), readers);
  const TrueSamples truth = run_study(study);
  for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o)
    for (const int arm : {0, 1}) CHECK(truth.at(0, arm, 1, o).mean == sampled[arm][o]);
  CHECK(sampled[0] != sampled[1]);
}

TEST_CASE("a peak is the largest of a series from the bout's end on") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> times{0, 1, 2, 3}, series{9, 1, 5, 2};
  CHECK(peak_of(series, times, 0) == 9);
  CHECK(peak_of(series, times, 0.5) == 5);
  CHECK(peak_of(series, times, 2) == 5);
  CHECK(peak_of(series, times, 2.5) == 2);
  CHECK(std::isnan(peak_of(series, times, 4)));
  CHECK(peak_of({series}, times, -1) == 9);
  CHECK(peak_of(std::vector<double>{nan, 3, nan, 2}, times, 0) == 3);

  const Study study = two_bouts();
  const TrueSamples truth = run_study(study);
  const int subject_number = 2;
  const SubjectSetup subject = set_up_subject(study, subject_number, nullptr);
  const std::size_t ids = observables().size();
  std::vector<std::vector<double>> largest(2, std::vector<double>(ids, -1));
  Readers readers;
  readers.series = [&](int arm, std::size_t, const std::vector<Observed>& observed, const TissueState& state,
                       const Quantities&) {
    if (state.time_s < first_bout_end_s(study, study.arms[arm], subject.key)) return;
    for (std::size_t o = 0; o < ids; ++o) largest[arm][o] = std::max(largest[arm][o], observed[o].mean);
  };
  simulate_subject(study, subject, reading_times(study), readers);
  for (const int arm : {0, 1})
    for (std::size_t o = 0; o < ids; ++o)
      CHECK(truth.at(subject_number - 1, arm, 3, static_cast<int>(o)).mean == largest[arm][o]);
}

TEST_CASE("what a file holds of finished subjects gives back their samples and peaks") {
  const auto folder = std::filesystem::temp_directory_path() / "knead_samples_test";
  std::filesystem::remove_all(folder);
  const Study study = two_bouts();
  const ResultsWriter writer(folder / "small.h5", describe_run(study));
  const TrueSamples whole = run_study(study, {.results = &writer});
  TrueSamples again = empty_samples(study);
  restore_samples(ResultsReader(writer.part()), {false, true}, study, reading_times(study).series_s, again);
  for (int arm = 0; arm < 2; ++arm)
    for (int sample = 0; sample < 4; ++sample)
      for (int o = 0; o < static_cast<int>(whole.observables.size()); ++o) {
        const TrueSample &truth = whole.at(1, arm, sample, o), &read = again.at(1, arm, sample, o);
        CHECK(read.mean == truth.mean);
        CHECK(read.fibres == truth.fibres);
        CHECK(read.counted == truth.counted);
        CHECK(read.between_fibre_variance == doctest::Approx(truth.between_fibre_variance).epsilon(1e-12));
        CHECK(again.at(0, arm, sample, o).mean == 0);
      }
  std::filesystem::remove_all(folder);
}
