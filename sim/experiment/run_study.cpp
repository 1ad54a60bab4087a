#include "sim/experiment/run_study.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "sim/config/study_writer.hpp"
#include "sim/experiment/laboratory.hpp"
#include "sim/experiment/subject_record.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {

namespace {

double block_mass_mg(const Study& study) {
  const double fibre_um2 =
      study.parameters["tissue.fibre_area"] / (1 - study.parameters["cytokine.interstitial_fraction"]);
  const double fibre_um = study.tissue.kind == Tissue::Kind::culture
                              ? study.tissue.domains * study.tissue.domain_length_um
                              : study.tissue.fibres * study.tissue.length_um;
  return fibre_um2 * fibre_um * study.parameters["energetics.rho"] * 1e-9;  // kg/L to mg/um3
}

SampleMoment moment_of(const Study& study, const BiopsyTime& biopsy) {
  if (biopsy.when == BiopsyTime::When::baseline) return {SampleMoment::When::baseline, 0, 0};
  double earliest = biopsy.time_s.low, latest = biopsy.time_s.high;
  if (biopsy.when == BiopsyTime::When::after) {
    const LoadEvent& load = study.arms[biopsy.arm].loads[biopsy.event];
    earliest += timing_of(load).start_s.low + span_s(load);
    latest += timing_of(load).start_s.high + span_s(load);
  }
  return {SampleMoment::When::at, earliest / 3600, latest / 3600};
}

std::string hours(const SampleMoment& moment) {
  return moment.earliest_h == moment.latest_h ? fmt::format("{:.3g} h", moment.earliest_h)
                                              : fmt::format("{:.3g} to {:.3g} h", moment.earliest_h, moment.latest_h);
}

std::vector<int> snapshot_subjects(const Study& study) {
  return study.output.snapshot_every_s > 0 ? study.output.snapshot_subjects : std::vector<int>{};
}

int fibres_of(const Study& study) {
  return study.tissue.kind == Tissue::Kind::culture ? study.tissue.domains : study.tissue.fibres;
}

/// Takes the true samples of subjects that an earlier run has finished from its file.
void restore(const ResultsReader& reader, const std::vector<bool>& finished, const Study& study, TrueSamples& truth) {
  if (truth.moments.empty()) return;
  const int arms = static_cast<int>(truth.arms.size()), visits = static_cast<int>(truth.moments.size());
  for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o) {
    const BiopsyTable table = reader.biopsies(truth.observables[o].id);
    for (int subject = 0; subject < truth.subjects; ++subject)
      for (int place = 0; finished[subject] && place < arms * visits; ++place) {
        const std::size_t at = static_cast<std::size_t>(subject) * arms * visits + place;
        truth.at(subject, place / visits, place % visits, o) = {
            table.true_value[at], table.fibre_sd[at] * table.fibre_sd[at], fibres_of(study), 0};
      }
  }
}

/// Share of all simulated time that is done, from any thread.
class Progress {
 public:
  Progress(double total_s, const std::function<void(double)>& report) : total_s_(total_s), report_(report) {}
  void add(double simulated_s) {
    if (!report_) return;
    const std::lock_guard lock(mutex_);
    done_s_ += simulated_s;
    report_(std::min(1.0, done_s_ / total_s_));
  }

 private:
  double total_s_, done_s_ = 0;
  const std::function<void(double)>& report_;
  std::mutex mutex_;
};

}  // namespace

std::vector<std::string> sample_names(const Study& study) {
  std::vector<std::string> names;
  for (const BiopsyTime& biopsy : study.sampling.biopsies)
    names.push_back(biopsy.when == BiopsyTime::When::baseline ? "baseline" : hours(moment_of(study, biopsy)));
  return names;
}

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
    run.biopsies.observables.push_back(
        {std::string(observable.id), std::string(observable.unit), std::string(observable.meaning)});
  run.snapshot_subjects = snapshot_subjects(study);
  return run;
}

TrueSamples empty_samples(const Study& study) {
  TrueSamples truth;
  truth.seed = study.seed;
  truth.subjects = study.subjects.count;
  for (const Arm& arm : study.arms) truth.arms.push_back(arm.name);
  // The control of a comparison is the arm that a row names second; a study without one is its own control.
  for (const Row& row : study.rows)
    if (row.arms.size() == 2)
      for (std::size_t i = 0; i < study.arms.size(); ++i)
        if (study.arms[i].name == row.arms[1]) truth.control_arm = static_cast<int>(i);
  for (const BiopsyTime& biopsy : study.sampling.biopsies) truth.moments.push_back(moment_of(study, biopsy));
  for (const Observable& observable : observables())
    truth.observables.push_back({std::string(observable.id), observable.assay, observable.specimen, observable.scale});
  truth.block_mg = block_mass_mg(study);
  truth.biopsy_mg = study.sampling.mass_mg;
  truth.allocate();
  return truth;
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
    restore(ResultsReader(options.results->part()), passed_over, study, truth);
    for (const bool done : passed_over)
      if (done) progress.add(length_s * static_cast<double>(study.arms.size()));
  }
  tbb::parallel_for(0, study.subjects.count, [&](int index) {
    if (options.results && passed_over[index]) return;
    SubjectSetup subject = set_up_subject(study, index + 1, responses, options.subject_cv);
    if (options.change_plan) options.change_plan(subject.plan);
    SubjectRecorder recorder(study, subject, times);
    {
      std::optional<SnapshotWriter> snapshots;
      const std::vector<int> asked = snapshot_subjects(study);
      if (options.results && std::find(asked.begin(), asked.end(), index + 1) != asked.end())
        snapshots.emplace(
            options.results->write_snapshots(index, snapshot_geometry(subject.model.geometry()), snapshot_contents()));
      Readers readers = recorder.readers(snapshots ? &*snapshots : nullptr);
      readers.progress = [&progress](double simulated_s) { progress.add(simulated_s); };
      try {
        simulate_subject(study, subject, times, readers);
        if (snapshots) snapshots->close();
      } catch (const Interrupted&) {
        throw;
      } catch (const std::runtime_error& failure) {
        throw std::runtime_error(fmt::format("subject {}: {}", index + 1, failure.what()));
      }
    }
    const std::vector<TrueSample>& samples = recorder.samples();
    std::copy(samples.begin(), samples.end(),
              truth.values.begin() + static_cast<std::ptrdiff_t>(truth.index(index, 0, 0, 0)));
    if (!options.results) return;
    const Laboratory laboratory(values_of<LaboratoryParameters>(study.parameters));
    const int arms = static_cast<int>(truth.arms.size()), visits = static_cast<int>(truth.moments.size());
    for (int arm = 0; arm < arms; ++arm)
      for (int visit = 0; visit < visits; ++visit)
        for (int o = 0; o < static_cast<int>(truth.observables.size()); ++o)
          recorder.record().biopsy_measured[o][arm * visits + visit] =
              laboratory.measure(truth, index, o, {study.seed, 1, index, arm, visit});
    options.results->write_subject(index, recorder.record());
  });
  return truth;
}

}  // namespace knead
