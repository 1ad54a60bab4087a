#include "sim/experiment/subject_plan.hpp"

#include <algorithm>
#include <cmath>

#include "models/loads/exercise.hpp"
#include "sim/experiment/draw_name.hpp"

namespace knead {

namespace {

/// Turns the loads of one subject into time courses.
class Planner {
 public:
  Planner(const Study& study, const ParameterSet& parameters, DrawKey subject, const LimbResponses* responses)
      : study_(study), parameters_(parameters), subject_(subject), responses_(responses) {}

  /// First start of a load; the same number wherever a load of this place stands, so that arms share it.
  double first_start_s(const LoadEvent& event, std::size_t position) const {
    const Drawn& start = timing_of(event).start_s;
    return start.fixed() ? start.low
                         : start.at(draw_uniform(subject_, Purpose::load_timing, draw_name(name_of(event)), position));
  }

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
    if (exercise.kind == ExerciseEvent::Kind::eccentric)
      return eccentric(exercise.contractions, exercise.contraction_every_s, begin_s, p);
    std::vector<CyclingStage> stages;
    for (const Stage& stage : exercise.stages)
      stages.push_back({stage.duration_s, stage.intensity.value_or(p.exhaustion_intensity)});
    return cycling(stages, begin_s, p);
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
  DrawKey subject_;
  const LimbResponses* responses_;
};

}  // namespace

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
  const Planner planner(study, parameters, subject, responses);
  SubjectPlan plan;

  // The loads of `before` follow one another and end at time zero.
  std::vector<double> starts;
  double length = 0;
  for (std::size_t i = 0; i < study.before.size(); ++i) {
    length += planner.first_start_s(study.before[i], i);
    starts.push_back(length);
    length += span_s(study.before[i]);
  }
  plan.begin_s = -length;
  std::vector<TimeCourse> courses;
  for (std::size_t i = 0; i < study.before.size(); ++i)
    planner.add(study.before[i], starts[i] - length, courses, plan.before.held);
  plan.before.loads = Schedule(courses);

  const auto prescribes_medium = [](const LoadEvent& event) { return std::holds_alternative<MediumEvent>(event); };
  plan.superfused = std::any_of(study.before.begin(), study.before.end(), prescribes_medium);
  for (const Arm& arm : study.arms)
    plan.superfused = plan.superfused || std::any_of(arm.loads.begin(), arm.loads.end(), prescribes_medium);

  std::vector<std::vector<double>> first_starts;
  for (const Arm& arm : study.arms) {
    ArmPlan arm_plan;
    courses.clear();
    first_starts.emplace_back();
    for (std::size_t i = 0; i < arm.loads.size(); ++i) {
      first_starts.back().push_back(planner.first_start_s(arm.loads[i], i));
      planner.add(arm.loads[i], first_starts.back().back(), courses, arm_plan.held);
    }
    arm_plan.loads = Schedule(courses);
    plan.arms.push_back(std::move(arm_plan));
  }

  for (std::size_t i = 0; i < study.sampling.biopsies.size(); ++i) {
    const BiopsyTime& biopsy = study.sampling.biopsies[i];
    if (biopsy.when == BiopsyTime::When::baseline) {
      plan.sample_s.push_back(std::nan(""));
      continue;
    }
    const double after = biopsy.when == BiopsyTime::When::after ? first_starts[biopsy.arm][biopsy.event] +
                                                                      span_s(study.arms[biopsy.arm].loads[biopsy.event])
                                                                : 0.0;
    plan.sample_s.push_back(after + biopsy.time_s.at(draw_uniform(subject, Purpose::biopsy_time, i)));
  }
  return plan;
}

}  // namespace knead
