#pragma once
// Exercise as a load: how hard and how long becomes metabolic intensity, active force, strain and frequency in time.
// Cycling: force and strain at the pedal follow the prototype's assumed mapping. Eccentric: maximal lengthening
// contractions of the knee extensors, which pass the optimum of their sarcomeres (Morgan 1990; Chen 2016).

#include <vector>

#include "models/loads/quantities.hpp"
#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_EXERCISE_PARAMETERS(X)                                                                                        \
  X(exhaustion_intensity, 0.75, "1",  within(0, 1.5), uniform(0.7, 0.85),   same,            assumed, "mean intensity of the last stages of a ride stepped to exhaustion, of VO2peak") \
  X(cycling_strain,       0.12, "1",  within(0, 0.5), uniform(0.08, 0.15),  same,            assumed, "amplitude of stretch along fibres of vastus lateralis in a pedal turn") \
  X(cycling_frequency,    1.2,  "Hz", within(0, 5),   uniform(1, 1.5),      same,            assumed, "72 turns a minute")          \
  X(cycling_force,        0.5,  "1",  within(0, 2),   uniform(0.35, 0.65),  same,            assumed, "active force at VO2peak, of maximal isometric force; proportional to intensity") \
  X(eccentric_strain,     0.16, "1",  within(0, 0.5), uniform(0.13, 0.206), by_subject(0.2), assumed, "amplitude of stretch; passes damage.e_d by 0.07 (0.04 to 0.116, upper figure Chen 2016), SD from the spread of force loss (Shoji 2021)") \
  X(eccentric_force,      1.0,  "1",  within(0, 2),   uniform(0.8, 1.3),    same,            assumed, "active force of a maximal voluntary lengthening contraction") \
  X(eccentric_intensity,  0.25, "1",  within(0, 1.5), uniform(0.15, 0.4),   same,            assumed, "lengthening contractions take little oxygen")
// clang-format on

KNEAD_PARAMETERS(ExerciseParameters, "exercise", KNEAD_EXERCISE_PARAMETERS)

/// Part of a ride at one intensity (fraction of VO2peak).
struct CyclingStage {
  double duration_s, intensity;
};

/// Stages one after another from begin_s on, a segment each.
TimeCourse cycling(const std::vector<CyclingStage>& stages, double begin_s, const ExerciseParameters<double>& p);

/// Maximal lengthening contractions from begin_s on, one every `every_s` seconds, rests between sets included: one
/// segment. Active force is that of a contraction, not its mean over time.
TimeCourse eccentric(int contractions, double every_s, double begin_s, const ExerciseParameters<double>& p);

}  // namespace knead
