#pragma once
// How many coupling steps repeated bouts and the days of rest between and after them take, counted on what is
// simulated.

#include <string>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/subject_plan.hpp"

namespace knead {

/// Sums over arms and subjects. A day of rest counts from a day after the end of the last bout on, while nothing acts.
struct StepCount {
  double bouts = 0, bout_steps = 0;  ///< bouts by the share of their time that was counted
  double rest_days = 0, rest_steps = 0;

  StepCount& operator+=(const StepCount& other);
};

/// Counts the steps of one arm of one subject.
class StepCounter {
 public:
  /// @param subject for the draws of its starts
  StepCounter(const Study& study, const Arm& arm, DrawKey subject);

  /// Steps between two instants, in order of time; instants that bouts begin or end at lie between no two.
  void add(double from_s, double to_s, bool acts, double steps);
  const StepCount& count() const { return count_; }

 private:
  struct Window {
    double begin_s, end_s;
  };
  std::vector<Window> bouts_;  // of exercise, ascending
  StepCount count_;
};

/// "coupling steps: 41 a bout, 7 a rest day"; empty where no bout was counted.
std::string written(const StepCount& count);

}  // namespace knead
