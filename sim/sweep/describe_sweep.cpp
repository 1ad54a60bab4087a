#include "sim/sweep/describe_sweep.hpp"

#include "sim/experiment/study_samples.hpp"
#include "sim/experiment/subject_record.hpp"
#include "sim/experiment/timeline.hpp"

namespace knead {

std::vector<Outcome> outcomes_of(const Sweep& sweep) {
  if (sweep.outcomes.empty()) return usual_outcomes(sweep.study_of(sweep.points.front()).until_s / 3600);
  std::vector<Outcome> outcomes;
  for (const auto& [text, origin] : sweep.outcomes) outcomes.push_back(read_outcome(text, origin));
  return outcomes;
}

SweepDescription describe_sweep(const Sweep& sweep, const std::vector<Outcome>& outcomes, bool summary_only) {
  const Study first = sweep.study_of(sweep.points.front());
  SweepDescription description;
  description.sweep = sweep.name;
  description.about = sweep.about;
  description.version = KNEAD_VERSION;
  description.config = sweep.resolved();
  for (const SweepPoint& point : sweep.points) description.points.push_back(point.label(sweep.axes));
  for (std::size_t axis = 0; axis < sweep.axes.size(); ++axis) {
    SweepColumn column{sweep.axes[axis].name, sweep.axes[axis].unit, {}, {}};
    for (const SweepPoint& point : sweep.points) {
      column.labels.push_back(point.at[axis].label);
      if (!column.unit.empty()) column.numbers.push_back(point.at[axis].number.value());
    }
    description.columns.push_back(std::move(column));
  }
  for (const Arm& arm : first.arms) description.arms.push_back(arm.name);
  for (int subject = 1; subject <= first.subjects.count; ++subject) description.subjects.push_back(subject);
  if (!summary_only) description.series = series_of(first);
  for (const Outcome& outcome : outcomes) description.outcomes.push_back(outcome.description());
  description.against = sweep.against;

  for (const SweepPoint& point : sweep.points) {
    const Study study = sweep.study_of(point);
    // All grids end together and have the same steps; the longest begins first.
    const std::vector<double> series_s = reading_times(study).series_s;
    if (series_s.size() > description.time_h.size()) {
      description.time_h.clear();
      for (const double t : series_s) description.time_h.push_back(t / 3600);
    }
    description.seeds.push_back(study.seed);
    for (const Arm& arm : study.arms) {
      const Dose dose = dose_of(arm);
      description.sessions.push_back(dose.sessions);
      description.treated_min.push_back(dose.minutes);
    }
    for (const int subject : description.subjects)
      for (const Arm& arm : study.arms)
        description.bout_end_h.push_back(
            first_bout_end_s(study, arm, {study.seed, static_cast<std::uint64_t>(subject)}) / 3600);
  }
  return description;
}

}  // namespace knead
