#include "sim/experiment/run_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "sim/config/study_writer.hpp"
#include "sim/experiment/describe.hpp"
#include "sim/experiment/laboratory.hpp"
#include "sim/experiment/progress.hpp"
#include "sim/experiment/subject_record.hpp"
#include "sim/experiment/take_snapshot.hpp"
#include "sim/numerics/integration.hpp"
#include "sim/parallel/whole_pieces.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {

namespace {

std::vector<int> snapshot_subjects(const Study& study) {
  return study.output.snapshot_every_s > 0 ? study.output.snapshot_subjects : std::vector<int>{};
}

/// Puts a subject's biopsies, peaks and half-times in their places.
void take_samples(const Study& study, int subject, const SubjectRecorder& recorder, const ReadingTimes& times,
                  TrueSamples& truth) {
  const std::size_t an_arm = study.sampling.biopsies.size() * truth.observables.size(), count = times.series_s.size();
  for (int arm = 0; arm < static_cast<int>(study.arms.size()); ++arm) {
    std::copy_n(recorder.samples().begin() + static_cast<std::ptrdiff_t>(arm * an_arm), an_arm,
                truth.values.begin() + static_cast<std::ptrdiff_t>(truth.index(subject, arm, 0, 0)));
    const SeriesReading reading = series_reading(study, subject, arm, times.series_s);
    for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o)
      take_from_series(std::span(recorder.record().series[o]).subspan(arm * count, count), reading, subject, arm, o,
                       truth);
  }
}

}  // namespace

RunDescription describe_run(const Study& study) {
  RunDescription run;
  run.study = study.name;
  run.about = study.about;
  run.version = KNEAD_VERSION;
  run.config = resolved_yaml(study);
  run.seed = study.seed;
  for (const Arm& arm : study.arms) run.arms.push_back(arm.name);
  for (int subject = 1; subject <= study.subjects.count; ++subject) run.subjects.push_back(subject);
  for (const double t : reading_times(study).series_s) run.time_h.push_back(t / 3600);
  run.series = series_of(study);
  run.biopsies.samples = sample_names(study);
  for (const Observable& observable : observables())
    run.biopsies.observables.push_back({described(observable), observable.specimen == Specimen::cells});
  run.snapshot_subjects = snapshot_subjects(study);
  return run;
}

TrueSamples run_study(const Study& study, const RunOptions& options) {
  std::optional<LimbResponses> own;
  if (!options.responses) own = limb_responses(study, options.subject_cv);
  const LimbResponses* responses = options.responses ? options.responses : own ? &*own : nullptr;

  const ReadingTimes times = reading_times(study);
  TrueSamples truth = empty_samples(study);
  const double length_s = study.until_s - (times.series_s.empty() ? 0 : times.series_s.front());
  Progress progress(length_s * static_cast<double>(study.arms.size()) * study.subjects.count, options.progress);

  std::vector<bool> passed_over(study.subjects.count);
  if (options.results && !options.results->finished_before().empty()) {
    passed_over = options.results->finished_before();
    restore_samples(ResultsReader(options.results->part()), passed_over, study, times.series_s, truth);
    for (const bool done : passed_over)
      if (done) progress.add(length_s * static_cast<double>(study.arms.size()));
  }
  std::vector<StepCount> steps_of(study.subjects.count);
  const auto simulate = [&](std::size_t each, const std::atomic<bool>& stopped) {
    const int index = static_cast<int>(each);
    if (options.results && passed_over[each]) return;
    SubjectSetup subject = set_up_subject(study, index + 1, responses, options.subject_cv);
    if (options.change_plan)
      for (Person& person : subject.persons) options.change_plan(person.plan);
    SubjectRecorder recorder(study, subject, times);
    std::vector<StepCounter> counters;
    if (options.steps)
      for (const Arm& arm : study.arms) counters.emplace_back(study, arm, subject.key);
    {
      std::optional<SnapshotWriter> snapshots;
      const std::vector<int> asked = snapshot_subjects(study);
      if (options.results && std::find(asked.begin(), asked.end(), index + 1) != asked.end())
        snapshots.emplace(options.results->write_snapshots(index, snapshot_geometry(subject.model_of(0).geometry()),
                                                           snapshot_contents()));
      Readers readers = recorder.readers(snapshots ? &*snapshots : nullptr);
      if (options.steps)
        readers.steps = [&](int arm, double from_s, double to_s, bool acts, std::int64_t steps) {
          counters[arm].add(from_s, to_s, acts, static_cast<double>(steps));
        };
      readers.progress = [&](double simulated_s) {
        if (stopped) throw Interrupted("stopped, as another subject has failed");
        progress.add(simulated_s);
      };
      try {
        simulate_subject(study, subject, times, readers);
        if (snapshots) snapshots->close();
      } catch (const NumericalFailure& failure) {
        throw NumericalFailure(fmt::format("subject {}: ", index + 1), failure);
      }
    }
    for (const StepCounter& counter : counters) steps_of[each] += counter.count();
    take_samples(study, index, recorder, times, truth);
    if (options.record) options.record(index, recorder.record());
    if (!options.results) return;
    const Laboratory laboratory(values_of<LaboratoryParameters>(study.parameters));
    const int arms = static_cast<int>(study.arms.size()), visits = static_cast<int>(study.sampling.biopsies.size());
    for (int arm = 0; arm < arms; ++arm)
      for (int visit = 0; visit < visits; ++visit)
        for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o)
          recorder.record().biopsy_measured[o][arm * visits + visit] =
              laboratory.measure(truth, index, o, {study.seed, 1, index, arm, visit});
    options.results->write_subject(index, recorder.record());
  };
  do_whole_pieces(static_cast<std::size_t>(study.subjects.count), simulate);
  if (options.steps)
    for (const StepCount& of_subject : steps_of) *options.steps += of_subject;
  return truth;
}

}  // namespace knead
