#pragma once
// What happens in one life, an arm of one subject, and when it is read; and up to when two lives are the same.

#include <limits>
#include <vector>

#include "sim/experiment/coupling.hpp"
#include "sim/experiment/subject_plan.hpp"

namespace knead {

/// The instants at which a study is read, the same for all subjects.
struct ReadingTimes {
  std::vector<double> series_s;     ///< ascending, from the start of the longest `before` on
  std::vector<double> snapshots_s;  ///< ascending; empty if the study asks for none
};
ReadingTimes reading_times(const Study& study);

/// From time_s on this acts. Coupling steps land on it and are short after it.
struct Change {
  double time_s;
  Acting acting;
  bool operator==(const Change&) const = default;
};

struct Timeline {
  double begin_s = 0, until_s = 0;
  std::vector<Change> changes;   ///< ascending: first at begin_s, another at time zero
  std::vector<double> landings;  ///< ascending: every instant that is read, and the end

  const Acting& acting_at(double t_s) const;
  double next_change_after(double t_s) const;
};

/// The timeline of an arm of a plan. `medium` is what flows over a culture whose medium is prescribed while nothing
/// else is said.
Timeline timeline_of(const SubjectPlan& plan, int arm, const ReadingTimes& times, double until_s,
                     const Medium<double>& medium);

/// When two timelines with one beginning part: the first change or landing that is not both's. Infinity if they never
/// do. For three timelines, the two earliest of the three partings are equal.
double parting_s(const Timeline& a, const Timeline& b);

}  // namespace knead
