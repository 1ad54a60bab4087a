#include "sim/experiment/timeline.hpp"

#include <algorithm>
#include <cmath>

namespace knead {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void sort_unique(std::vector<double>& instants) {
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
}

Acting acting_in(const ArmPlan& plan, bool superfused, double t_s, const Medium<double>& medium) {
  Acting acting;
  if (const Segment* segment = plan.loads.segment_at(t_s)) {
    acting.load = segment->load;
    if (segment->load.cut_fraction > 0) acting.segment_s = segment->end_s - segment->begin_s;
  }
  if (!superfused) return acting;
  acting.held = medium;
  for (const HeldMedium& hold : plan.held)
    if (hold.begin_s <= t_s && t_s < hold.end_s) acting.held = hold.medium;
  return acting;
}

double time_of(double landing_s) { return landing_s; }
double time_of(const Change& change) { return change.time_s; }

/// Time of the first item that is not both's; where one list ends, it has nothing until infinity.
template <class Item>
double first_difference_s(const std::vector<Item>& a, const std::vector<Item>& b) {
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return std::min(in_a == a.end() ? infinity : time_of(*in_a), in_b == b.end() ? infinity : time_of(*in_b));
}

}  // namespace

ReadingTimes reading_times(const Study& study) {
  double longest_before = 0;
  for (const LoadEvent& event : study.before) longest_before += timing_of(event).start_s.high + span_s(event);
  const auto every = [&](double step_s) {
    std::vector<double> instants;
    if (step_s <= 0) return instants;
    for (auto k = static_cast<std::int64_t>(std::ceil(-longest_before / step_s));
         static_cast<double>(k) * step_s <= study.until_s; ++k)
      instants.push_back(static_cast<double>(k) * step_s);
    return instants;
  };
  return {every(study.output.series_s), every(study.output.snapshot_every_s)};
}

const Acting& Timeline::acting_at(double t_s) const {
  const auto later = [](double t, const Change& change) { return t < change.time_s; };
  return std::prev(std::upper_bound(changes.begin(), changes.end(), t_s, later))->acting;
}

double Timeline::next_change_after(double t_s) const {
  const auto later = [](double t, const Change& change) { return t < change.time_s; };
  const auto next = std::upper_bound(changes.begin(), changes.end(), t_s, later);
  return next == changes.end() ? infinity : next->time_s;
}

Timeline timeline_of(const SubjectPlan& plan, int arm, const ReadingTimes& times, double until_s,
                     const Medium<double>& medium) {
  const ArmPlan& own = plan.arms[arm];
  Timeline timeline{plan.begin_s, until_s, {}, times.series_s};

  std::vector<double> instants{plan.begin_s, 0};
  for (double t = plan.before.next_change_after(plan.begin_s); t < 0; t = plan.before.next_change_after(t))
    instants.push_back(t);
  for (double t = own.next_change_after(0); t < until_s; t = own.next_change_after(t)) instants.push_back(t);
  sort_unique(instants);
  for (const double t : instants)
    timeline.changes.push_back({t, acting_in(t < 0 ? plan.before : own, plan.superfused, t, medium)});

  std::vector<double>& landings = timeline.landings;
  landings.insert(landings.end(), times.snapshots_s.begin(), times.snapshots_s.end());
  for (const double t : plan.sample_s[arm])
    if (!std::isnan(t)) landings.push_back(t);
  landings.push_back(until_s);
  sort_unique(landings);
  return timeline;
}

double parting_s(const Timeline& a, const Timeline& b) {
  return std::min(first_difference_s(a.changes, b.changes), first_difference_s(a.landings, b.landings));
}

}  // namespace knead
