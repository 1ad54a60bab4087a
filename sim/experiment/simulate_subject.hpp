#pragma once
// One subject from baseline to the end of every arm: the trunk of `before` once for each person that the arms stand
// for, then each arm from a copy of it.

#include <functional>
#include <stdexcept>
#include <vector>

#include "sim/experiment/observe.hpp"
#include "sim/experiment/subject_setup.hpp"

namespace knead {

/// Thrown where the user has asked a run to stop.
struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The instants at which a study is read, the same for all subjects.
struct ReadingTimes {
  std::vector<double> series_s;     ///< ascending, from the start of the longest `before` on
  std::vector<double> snapshots_s;  ///< ascending; empty if the study asks for none
};
ReadingTimes reading_times(const Study& study);

/// Called as a simulation reaches an instant of an arm. What is reached in the trunk is reached by every arm.
struct Readers {
  std::function<void(int arm, std::size_t series, const std::vector<Observed>&, const TissueState&, const Quantities&)>
      series;
  std::function<void(int arm, std::size_t sample, const std::vector<Observed>&)> sample;
  std::function<void(int arm, const Observer&, const TissueState&)> snapshot;
  std::function<void(double simulated_s)> progress;  ///< may throw Interrupted
};

/// The steady state of a subject before anything happens: nominal rest, then 101 h in which NF-kB settles, and the
/// mobile cells of a resting muscle.
TissueState baseline_state(const TissueModel& model, double begin_s);

void simulate_subject(const Study& study, const SubjectSetup& subject, const ReadingTimes& times,
                      const Readers& readers);

}  // namespace knead
