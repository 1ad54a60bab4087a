#include "sim/experiment/step_count.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace knead {

StepCount& StepCount::operator+=(const StepCount& other) {
  bouts += other.bouts;
  bout_steps += other.bout_steps;
  rest_days += other.rest_days;
  rest_steps += other.rest_steps;
  return *this;
}

StepCounter::StepCounter(const Study& study, const Arm& arm, DrawKey subject) {
  if (!study.before.empty()) bouts_.push_back({0, 0});  // its last end
  for (std::size_t event = 0; event < arm.loads.size(); ++event) {
    const LoadEvent& load = arm.loads[event];
    if (!std::holds_alternative<ExerciseEvent>(load)) continue;
    const double start_s = first_start_s(load, event, subject);
    for (int i = 0; i < occurrences(timing_of(load)); ++i) {
      const double begin_s = start_s + offset_s(timing_of(load), i);
      bouts_.push_back({begin_s, begin_s + duration_s(load)});
    }
  }
  const auto earlier = [](const Window& a, const Window& b) { return a.begin_s < b.begin_s; };
  std::sort(bouts_.begin(), bouts_.end(), earlier);
}

void StepCounter::add(double from_s, double to_s, bool acts, double steps) {
  const double middle_s = (from_s + to_s) / 2;
  const auto later = [](double t_s, const Window& bout) { return t_s < bout.begin_s; };
  const auto next = std::upper_bound(bouts_.begin(), bouts_.end(), middle_s, later);
  if (next == bouts_.begin()) return;
  const Window& bout = *std::prev(next);
  if (middle_s < bout.end_s) {
    count_.bouts += (to_s - from_s) / (bout.end_s - bout.begin_s);
    count_.bout_steps += steps;
  } else if (!acts && from_s >= bout.end_s + day_s) {
    count_.rest_days += (to_s - from_s) / day_s;
    count_.rest_steps += steps;
  }
}

std::string written(const StepCount& count) {
  if (count.bouts == 0) return "";
  std::string text = fmt::format("coupling steps: {:.0f} a bout", count.bout_steps / count.bouts);
  if (count.rest_days > 0) text += fmt::format(", {:.0f} a rest day", count.rest_steps / count.rest_days);
  return text;
}

}  // namespace knead
