#include "models/loads/exercise.hpp"

namespace knead {

TimeCourse cycling(const std::vector<CyclingStage>& stages, double begin_s, const ExerciseParameters<double>& p) {
  TimeCourse course;
  for (const CyclingStage& stage : stages) {
    Quantities load{};
    load.metabolic_intensity = stage.intensity;
    load.active_force = p.cycling_force * stage.intensity;
    load.fibre_strain = p.cycling_strain;
    load.frequency = p.cycling_frequency;
    course.push_back({begin_s, begin_s + stage.duration_s, load});
    begin_s += stage.duration_s;
  }
  return course;
}

TimeCourse eccentric(int contractions, double every_s, double begin_s, const ExerciseParameters<double>& p) {
  Quantities load{};
  load.metabolic_intensity = p.eccentric_intensity;
  load.active_force = p.eccentric_force;
  load.fibre_strain = p.eccentric_strain;
  load.frequency = 1 / every_s;
  return {{begin_s, begin_s + contractions * every_s, load}};
}

}  // namespace knead
