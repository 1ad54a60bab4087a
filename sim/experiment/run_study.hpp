#pragma once
// All subjects of a study, on all threads: their records for the results file and their true samples for the verdicts.

#include <functional>
#include <optional>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/simulate_subject.hpp"
#include "sim/experiment/step_count.hpp"
#include "sim/experiment/study_samples.hpp"
#include "sim/results/results_writer.hpp"

namespace knead {

/// The results file's description of a study's run.
RunDescription describe_run(const Study& study);

struct RunOptions {
  std::optional<double> subject_cv = {};     ///< in place of the declared spread of what varies by subject
  const LimbResponses* responses = nullptr;  ///< made by the run if null
  const ResultsWriter* results = nullptr;    ///< takes every subject's record; those it has are not run again
  /// Takes what was read of subject `index` (from 0), from any thread.
  std::function<void(int index, const SubjectRecord&)> record = {};
  StepCount* steps = nullptr;                          ///< gains the coupling steps of what is simulated
  std::function<void(SubjectPlan&)> change_plan = {};  ///< applied to every person's plan, for variants of a load
  std::function<void(double fraction)> progress = {};  ///< share of the work done; may throw Interrupted
};

/// Simulates every subject and returns what there truly was in its samples. Subjects run in parallel; nothing depends
/// on the order in which they finish. A NumericalFailure names subject, domain, time and module. Throws Interrupted
/// where a loop around it is given up: what it returns is complete.
TrueSamples run_study(const Study& study, const RunOptions& options = {});

}  // namespace knead
