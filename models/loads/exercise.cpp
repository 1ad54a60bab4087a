#include "models/loads/exercise.hpp"

#include <algorithm>
#include <cmath>

#include "models/parameters.hpp"

namespace knead {

namespace {

/// What a stage does at VO2peak; force is proportional to intensity.
struct Motion {
  double force, strain, frequency;
};

TimeCourse staged(const std::vector<ExerciseStage>& stages, double begin_s, const Motion& motion) {
  TimeCourse course;
  for (const ExerciseStage& stage : stages) {
    Quantities load{};
    if (stage.intensity > 0) {  // else a pause
      load.metabolic_intensity = stage.intensity;
      load.active_force = motion.force * stage.intensity;
      load.fibre_strain = motion.strain;
      load.frequency = motion.frequency;
    }
    course.push_back({begin_s, begin_s + stage.duration_s, load});
    begin_s += stage.duration_s;
  }
  return course;
}

/// Cycles of the same contraction, one every `every_s`.
Segment repeated(int contractions, double every_s, double begin_s, double intensity, double force, double strain) {
  Quantities load{};
  load.metabolic_intensity = intensity;
  load.active_force = force;
  load.fibre_strain = strain;
  load.frequency = 1 / every_s;
  return {begin_s, begin_s + contractions * every_s, load};
}

/// What effort makes of a share of the most there is; progress ends at the most, or where it began if that is more.
double at_effort(double share, double effort) { return std::min(effort * share, std::max(share, 1.0)); }

}  // namespace

TimeCourse cycling(const std::vector<ExerciseStage>& stages, double begin_s, const ExerciseParameters<double>& p) {
  return staged(stages, begin_s, {p.cycling_force, p.cycling_strain, p.cycling_frequency});
}

TimeCourse running(const std::vector<ExerciseStage>& stages, double begin_s, const ExerciseParameters<double>& p) {
  return staged(stages, begin_s, {p.run_force, p.run_strain, p.run_frequency});
}

TimeCourse eccentric(int contractions, double every_s, double begin_s, const ExerciseParameters<double>& p) {
  return {repeated(contractions, every_s, begin_s, p.eccentric_intensity, p.eccentric_force, p.eccentric_strain)};
}

TimeCourse stimulated(int contractions, double every_s, double begin_s, const ExerciseParameters<double>& p) {
  return {repeated(contractions, every_s, begin_s, p.stimulated_intensity, p.stimulated_force, p.stimulated_strain)};
}

TimeCourse resistance(const ResistanceSets& sets, double begin_s, const ExerciseParameters<double>& p) {
  TimeCourse course;
  for (int i = 0; i < sets.sets; ++i) {
    course.push_back(repeated(sets.repetitions, sets.repetition_every_s, begin_s, p.resistance_intensity,
                              p.resistance_force * sets.load, p.resistance_strain));
    begin_s = course.back().end_s + sets.rest_s;
  }
  return course;
}

double ExerciseEvent::duration_s() const {
  switch (kind) {
    case Kind::cycling:
    case Kind::run:
      return total_s(stages);
    case Kind::eccentric:
    case Kind::stimulated:
      return contractions * contraction_every_s;
    case Kind::resistance:
      break;
  }
  return sets * repetitions * repetition_every_s + (sets - 1) * rest_s;
}

double ExerciseEvent::effort(int occurrence) const {
  const int week = week_of(timing, occurrence);
  const bool easy = deload_every > 0 && (week + 1) % deload_every == 0;
  return std::pow(1 + progress, week) * (easy ? deload_to : 1);
}

TimeCourse ExerciseEvent::course(double begin_s, const LoadedPerson& person, double effort) const {
  if (effort == 0) return {};
  const auto p = values_of<ExerciseParameters>(person.parameters);
  std::vector<ExerciseStage> parts;
  for (const Stage& stage : stages)
    parts.push_back({stage.duration_s, stage.intensity ? at_effort(*stage.intensity, effort)
                                                       : p.exhaustion_intensity * std::min(effort, 1.0)});
  const auto denser = [&](TimeCourse course) {
    for (Segment& segment : course) {
      segment.load.frequency *= effort;
      segment.load.metabolic_intensity = at_effort(segment.load.metabolic_intensity, effort);
    }
    return course;
  };
  switch (kind) {
    case Kind::cycling:
      return cycling(parts, begin_s, p);
    case Kind::run:
      return running(parts, begin_s, p);
    case Kind::eccentric:
      return denser(eccentric(contractions, contraction_every_s, begin_s, p));
    case Kind::stimulated:
      return denser(stimulated(contractions, contraction_every_s, begin_s, p));
    case Kind::resistance:
      break;
  }
  return resistance({sets, repetitions, repetition_every_s, rest_s, at_effort(load, effort)}, begin_s, p);
}

}  // namespace knead
