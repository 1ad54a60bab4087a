#include "sim/experiment/subject_plan.hpp"

#include <algorithm>
#include <cmath>

#include "models/loads/biopsy.hpp"
#include "sim/config/moments.hpp"
#include "sim/experiment/draw_name.hpp"

namespace knead {

namespace {

constexpr double wound_s = 10;  // how long a needle is in the muscle; short against everything that follows

/// Adds every occurrence of a load that starts first at begin_s.
void add(const LoadEvent& event, double begin_s, const LoadedPerson& person, std::vector<TimeCourse>& courses,
         std::vector<HeldMedium>& held) {
  const Timing& timing = timing_of(event);
  for (int i = 0; i < occurrences(timing); ++i) {
    const double start = begin_s + offset_s(timing, i);
    courses.push_back(course_of(event, start, person, i));
    const auto* medium = std::get_if<MediumEvent>(&event);
    if (!medium) continue;
    const auto holds = held_by(*medium, start, values_of<CytokineParameters>(person.parameters));
    held.insert(held.end(), holds.begin(), holds.end());
  }
}

bool prescribes_medium(const std::vector<LoadEvent>& loads) {
  return std::any_of(loads.begin(), loads.end(),
                     [](const LoadEvent& event) { return std::holds_alternative<MediumEvent>(event); });
}

/// What one needle severs.
TimeCourse wound(double begin_s, double end_s, const ParameterSet& parameters) {
  Quantities load{};
  load.cut_fraction = values_of<BiopsyParameters>(parameters).cut_fraction;
  return {{begin_s, end_s, load}};
}

/// Adds the wound of a sample taken at t, as soon as no one else handles the limb.
void add_wound(double t_s, const ParameterSet& parameters, std::vector<TimeCourse>& courses) {
  const Schedule acting(courses);
  for (const Segment& segment : acting.segments())
    if (handled(segment.load) && segment.begin_s < t_s + wound_s && t_s < segment.end_s) t_s = segment.end_s;
  courses.push_back(wound(t_s, t_s + wound_s, parameters));
}

/// What of some courses is left from time zero on. A needle is out by then: nothing that severs lasts.
std::vector<TimeCourse> after_zero(const std::vector<TimeCourse>& courses) {
  std::vector<TimeCourse> left;
  for (const TimeCourse& course : courses) {
    left.emplace_back();
    for (Segment segment : course) {
      segment.begin_s = std::max(segment.begin_s, 0.0);
      if (segment.end_s > rounding_s) left.back().push_back(segment);
    }
  }
  return left;
}

/// The moments of an arm's samples, NaN for a baseline.
std::vector<double> sample_times(const Study& study, const Arm& arm, DrawKey subject) {
  std::vector<double> times_s;
  for (std::size_t i = 0; i < study.sampling.biopsies.size(); ++i) {
    const BiopsyTime& biopsy = study.sampling.biopsies[i];
    double from_s = 0;
    if (biopsy.when == BiopsyTime::When::after) {
      const LoadPlace place = load_before_sample(study, biopsy, arm);
      from_s = first_start_s(place.load(), place.event, subject) + span_s(place.load());
    }
    times_s.push_back(biopsy.when == BiopsyTime::When::baseline
                          ? std::nan("")
                          : from_s + biopsy.time_s.at(draw_uniform(subject, Purpose::biopsy_time, i)));
  }
  return times_s;
}

}  // namespace

double first_start_s(const LoadEvent& event, std::size_t position, DrawKey subject) {
  const Drawn& start = timing_of(event).start_s;
  return start.fixed() ? start.low
                       : start.at(draw_uniform(subject, Purpose::load_timing, draw_name(name_of(event)), position));
}

double ArmPlan::next_change_after(double t_s) const {
  double next = loads.next_change_after(t_s);
  for (const HeldMedium& hold : held) {
    if (hold.begin_s > t_s) next = std::min(next, hold.begin_s);
    if (hold.end_s > t_s) next = std::min(next, hold.end_s);
  }
  return next;
}

SubjectPlan plan_subject(const Study& study, const ParameterSet& parameters, DrawKey subject,
                         const LimbResponses* responses) {
  const LoadedPerson person{parameters, study.stroke_types,
                            responses ? responses->of(values_of<LimbParameters>(parameters)) : LimbResponse(),
                            study.tissue.depth_mm};
  SubjectPlan plan;

  // The loads of `before` follow one another and end at time zero.
  std::vector<double> starts;
  double length = 0;
  for (std::size_t i = 0; i < study.before.size(); ++i) {
    length += first_start_s(study.before[i], i, subject);
    starts.push_back(length);
    length += span_s(study.before[i]);
  }
  plan.begin_s = -length;
  std::vector<TimeCourse> courses;
  for (std::size_t i = 0; i < study.before.size(); ++i)
    add(study.before[i], starts[i] - length, person, courses, plan.before.held);
  const bool wounds = study.sampling.wounds && parameters["biopsy.cut_fraction"] > 0;
  for (const BiopsyTime& biopsy : study.sampling.biopsies) {
    if (!wounds || biopsy.when != BiopsyTime::When::baseline) continue;
    courses.push_back(wound(plan.begin_s - wound_s, plan.begin_s, parameters));
    plan.begin_s -= wound_s;
  }
  plan.before.loads = Schedule(courses);
  const std::vector<TimeCourse> lasting = after_zero(courses);

  plan.superfused =
      prescribes_medium(study.before) ||
      std::any_of(study.arms.begin(), study.arms.end(), [](const Arm& arm) { return prescribes_medium(arm.loads); });

  for (const Arm& arm : study.arms) {
    ArmPlan arm_plan;
    courses = lasting;
    for (std::size_t i = 0; i < arm.loads.size(); ++i)
      add(arm.loads[i], first_start_s(arm.loads[i], i, subject), person, courses, arm_plan.held);
    plan.sample_s.push_back(sample_times(study, arm, subject));
    if (wounds)
      for (const double t : plan.sample_s.back())
        if (!std::isnan(t)) add_wound(t, parameters, courses);
    arm_plan.loads = Schedule(courses);
    plan.arms.push_back(std::move(arm_plan));
  }
  return plan;
}

}  // namespace knead
