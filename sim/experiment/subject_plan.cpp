#include "sim/experiment/subject_plan.hpp"

#include <algorithm>
#include <cmath>

#include "models/loads/biopsy.hpp"
#include "models/loads/exercise.hpp"
#include "sim/config/moments.hpp"
#include "sim/experiment/draw_name.hpp"

namespace knead {

namespace {

constexpr double rounding_s = 1e-6;
constexpr double wound_s = 10;  // how long a needle is in the muscle; short against everything that follows

/// Turns the loads of one subject into time courses.
class Planner {
 public:
  Planner(const Study& study, const ParameterSet& parameters, const LimbResponses* responses)
      : study_(study), parameters_(parameters), responses_(responses) {}

  /// Adds every occurrence of a load that starts first at begin_s.
  void add(const LoadEvent& event, double begin_s, std::vector<TimeCourse>& courses,
           std::vector<HeldMedium>& held) const {
    const Timing& timing = timing_of(event);
    for (int i = 0; i < timing.times; ++i) {
      const double start = begin_s + i * timing.every_s;
      if (const auto* medium = std::get_if<MediumEvent>(&event))
        add_medium(*medium, start, held);
      else
        courses.push_back(course_of(event, start));
    }
  }

 private:
  TimeCourse course_of(const LoadEvent& event, double begin_s) const {
    if (const auto* exercise = std::get_if<ExerciseEvent>(&event)) return exercise_course(*exercise, begin_s);
    if (const auto* massage = std::get_if<MassageEvent>(&event)) return massage_course_of(*massage, begin_s);
    TimeCourse course;
    for (const PrescribedSegment& segment : std::get<PrescribedEvent>(event).segments) {
      course.push_back({begin_s, begin_s + segment.duration_s, segment.load});
      begin_s += segment.duration_s;
    }
    return course;
  }

  TimeCourse exercise_course(const ExerciseEvent& exercise, double begin_s) const {
    const auto p = values_of<ExerciseParameters>(parameters_);
    std::vector<ExerciseStage> stages;
    for (const Stage& stage : exercise.stages)
      stages.push_back({stage.duration_s, stage.intensity.value_or(p.exhaustion_intensity)});
    switch (exercise.kind) {
      case ExerciseEvent::Kind::cycling:
        return cycling(stages, begin_s, p);
      case ExerciseEvent::Kind::run:
        return running(stages, begin_s, p);
      case ExerciseEvent::Kind::eccentric:
        return eccentric(exercise.contractions, exercise.contraction_every_s, begin_s, p);
      case ExerciseEvent::Kind::stimulated:
        return stimulated(exercise.contractions, exercise.contraction_every_s, begin_s, p);
      case ExerciseEvent::Kind::resistance:
        break;
    }
    return resistance(
        {exercise.sets, exercise.repetitions, exercise.repetition_every_s, exercise.rest_s, exercise.load}, begin_s, p);
  }

  TimeCourse massage_course_of(const MassageEvent& massage, double begin_s) const {
    const auto limb = values_of<LimbParameters>(parameters_);
    auto settings = values_of<MassageParameters>(parameters_);
    settings.pressure = massage_pressure_kPa(massage, parameters_);
    std::vector<MassageStroke> strokes;
    for (const Stroke& stroke : massage.strokes) {
      const StrokeType& type = study_.stroke_types.at(stroke.type);
      strokes.push_back(
          {type.contact_radius_mm, type.pressure_factor, type.frequency_Hz, type.duty, stroke.duration_s});
    }
    const auto cytokine = values_of<CytokineParameters>(parameters_);
    return massage_course(settings, strokes, begin_s, limb, {cytokine.lymph_rest, cytokine.interstitial_fraction},
                          responses_->of(limb));
  }

  void add_medium(const MediumEvent& event, double begin_s, std::vector<HeldMedium>& held) const {
    for (const MediumSegment& segment : event.segments) {
      HeldMedium hold{begin_s, begin_s + segment.duration_s,
                      medium_at_rest(values_of<CytokineParameters>(parameters_))};
      auto named = segment.concentration.begin();
      hold.medium.each([&](double& concentration) { concentration = (named++)->value_or(concentration); });
      held.push_back(hold);
      begin_s += segment.duration_s;
    }
  }

  const Study& study_;
  const ParameterSet& parameters_;
  const LimbResponses* responses_;
};

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

/// What of some courses is left from time zero on.
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

double massage_pressure_kPa(const MassageEvent& massage, const ParameterSet& parameters) {
  return massage.pressure_Pa ? *massage.pressure_Pa * 1e-3 : parameters["massage.pressure"];
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
  const Planner planner(study, parameters, responses);
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
    planner.add(study.before[i], starts[i] - length, courses, plan.before.held);
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
      planner.add(arm.loads[i], first_start_s(arm.loads[i], i, subject), courses, arm_plan.held);
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
