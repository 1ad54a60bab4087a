#pragma once
// Lives of one person, from baseline to the end of each: what they share is simulated once, and every branch goes on
// from a copy in memory. The bits are those of each life simulated for itself.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/experiment/observe.hpp"
#include "sim/experiment/subject_setup.hpp"
#include "sim/experiment/timeline.hpp"
#include "sim/parallel/interrupted.hpp"

namespace knead {

/// An arm of one subject, to be simulated and read.
struct Life {
  int arm = 0;  ///< what its readings are called by
  Timeline timeline;
  std::shared_ptr<const ReadingTimes> times = {};
  std::vector<double> sample_s = {};  ///< of each biopsy; NaN for a baseline
};

/// Called as a simulation reaches an instant of an arm: in order for each arm, but from any thread. What is reached
/// before arms part is reached by all of them.
struct Readers {
  std::function<void(int arm, std::size_t series, const std::vector<Observed>&, const TissueState&, const Quantities&)>
      series;
  std::function<void(int arm, std::size_t sample, const std::vector<Observed>&)> sample;
  std::function<void(int arm, const Observer&, const TissueState&)> snapshot;
  std::function<void(int arm)> end;  ///< nothing more will be read of the arm
  /// A numerical failure in an arm: the others go on. Without this reader it is thrown and ends all.
  std::function<void(int arm, const std::string& what)> failed;
  /// Coupling steps of an arm from one instant that it lands on to the next, and whether anything acted meanwhile.
  std::function<void(int arm, double from_s, double to_s, bool acts, std::int64_t steps)> steps;
  std::function<void(double simulated_s)> progress;  ///< of all arms added up; may throw Interrupted
};

/// The steady state of a subject before anything happens: nominal rest, then 101 h in which NF-kB settles, and the
/// mobile cells of a resting muscle.
TissueState baseline_state(const TissueModel& model, double begin_s);

void simulate_lives(const TissueModel& model, const std::vector<Life>& lives, const Readers& readers);

/// The life of one arm of a study in the person who has these parameters and this plan.
Life life_of(const Study& study, const ParameterSet& parameters, const SubjectPlan& plan, int arm,
             std::shared_ptr<const ReadingTimes> times);

/// Every arm of a study's subject.
void simulate_subject(const Study& study, const SubjectSetup& subject, const ReadingTimes& times,
                      const Readers& readers);

}  // namespace knead
