#pragma once
// Exercise as a load: how hard and how long becomes metabolic intensity, active force, strain and frequency in time.
// Cycling and running: force and strain follow the prototype's assumed mapping. Eccentric: maximal lengthening
// contractions of the knee extensors, which pass the optimum of their sarcomeres (Morgan 1990; Chen 2016). Stimulated:
// the joint is held, yet fibres lengthen against tendon and against those that are not stimulated (Foure & Gondin
// 2021). Resistance: a weight is lifted and lowered; it is the lowering that stretches active fibres.

#include <optional>
#include <vector>

#include "models/loads/loaded_person.hpp"
#include "models/loads/quantities.hpp"
#include "models/loads/timing.hpp"
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
  X(eccentric_intensity,  0.25, "1",  within(0, 1.5), uniform(0.15, 0.4),   same,            assumed, "lengthening contractions take little oxygen") \
  X(stimulated_strain,    0.15, "1",  within(0, 0.5), uniform(0.10, 0.20),  by_subject(0.2), assumed, "local stretch of stimulated fibres while the joint is held: against tendon and against each other; spread as of eccentric_strain") \
  X(stimulated_force,     0.9,  "1",  within(0, 2),   uniform(0.5, 1.1),    same,            assumed, "active force of the fibres that the current reaches, which it activates fully whatever the force of the whole muscle") \
  X(stimulated_intensity, 0.2,  "1",  within(0, 1.5), uniform(0.1, 0.35),   same,            assumed, "mean oxygen uptake of a muscle stimulated a fraction of the time") \
  X(resistance_strain,    0.15, "1",  within(0, 0.5), uniform(0.10, 0.18),  by_subject(0.2), assumed, "amplitude of stretch of active fibres while a weight is lowered; spread as of eccentric_strain") \
  X(resistance_force,     1.0,  "1",  within(0, 2),   uniform(0.8, 1.2),    same,            assumed, "active force at one-repetition maximum, of maximal isometric force; proportional to the load") \
  X(resistance_intensity, 0.5,  "1",  within(0, 1.5), uniform(0.3, 0.7),    same,            assumed, "mean oxygen uptake during a set") \
  X(run_strain,           0.12, "1",  within(0, 0.5), uniform(0.08, 0.15),  by_subject(0.2), assumed, "amplitude of stretch of vastus lateralis as the knee gives at foot strike; spread as of eccentric_strain") \
  X(run_frequency,        1.4,  "Hz", within(0, 5),   uniform(1.3, 1.5),    same,            assumed, "strides a second: 168 steps a minute, half of them a leg's") \
  X(run_force,            0.6,  "1",  within(0, 2),   uniform(0.4, 0.9),    same,            assumed, "active force at VO2peak, of maximal isometric force; proportional to intensity")
// clang-format on

KNEAD_PARAMETERS(ExerciseParameters, "exercise", KNEAD_EXERCISE_PARAMETERS)

/// Part of a ride or a run at one intensity (fraction of VO2peak).
struct ExerciseStage {
  double duration_s, intensity;
};

/// Stages one after another from begin_s on, a segment each.
TimeCourse cycling(const std::vector<ExerciseStage>& stages, double begin_s, const ExerciseParameters<double>& p);
TimeCourse running(const std::vector<ExerciseStage>& stages, double begin_s, const ExerciseParameters<double>& p);

/// Maximal lengthening contractions from begin_s on, one every `every_s` seconds, rests between sets included: one
/// segment. Active force is that of a contraction, not its mean over time.
TimeCourse eccentric(int contractions, double every_s, double begin_s, const ExerciseParameters<double>& p);

/// Electrostimulated isometric contractions, likewise.
TimeCourse stimulated(int contractions, double every_s, double begin_s, const ExerciseParameters<double>& p);

/// Sets of lifting and lowering a weight, in seconds from one repetition to the next and from set to set.
struct ResistanceSets {
  int sets, repetitions;
  double repetition_every_s, rest_s;
  double load;  ///< of one-repetition maximum
};

/// A segment a set, each repetition one cycle of strain; nothing acts in the rests between them. Active force is that
/// of a repetition.
TimeCourse resistance(const ResistanceSets& sets, double begin_s, const ExerciseParameters<double>& p);

/// A stage of cycling or running at a fraction of VO2peak.
struct Stage {
  double duration_s = 0;
  std::optional<double> intensity;  ///< none: to exhaustion, at the parameter exercise.exhaustion_intensity
  bool operator==(const Stage&) const = default;
};

struct ExerciseEvent {
  static constexpr const char* name = "exercise";
  enum class Kind { cycling, eccentric, stimulated, resistance, run };
  Timing timing;
  Kind kind = Kind::cycling;
  std::vector<Stage> stages;  ///< cycling, run
  int contractions = 0;       ///< eccentric: maximal lengthening ones; stimulated: isometric ones
  double contraction_every_s =
      6;  ///< eccentric, stimulated: from one to the next, rests between sets included (assumed)
  int sets = 0, repetitions = 0;  ///< resistance: lifting and lowering, so often a set
  double repetition_every_s = 4;  ///< resistance: from one to the next within a set (assumed)
  double rest_s = 120;            ///< resistance: between sets (assumed)
  double load = 0.8;              ///< resistance: share of one-repetition maximum
  double progress = 0;            ///< growth of effort from one week to the next
  int deload_every = 0;           ///< weeks; each such week is an easy one; 0: none is
  double deload_to = 0.6;         ///< effort of an easy week, as a share of what it would be (assumed)

  double duration_s() const;
  /// Effort of an occurrence (from 0), over that of the first.
  double effort(int occurrence) const;
  /// With effort, stages are as much more intense and weights as much heavier, but progress lifts neither beyond
  /// VO2peak or one-repetition maximum, nor exhaustion beyond itself; other contractions are as many more in the same
  /// time. How long it lasts stays the same.
  TimeCourse course(double begin_s, const LoadedPerson& person, double effort = 1) const;
  bool operator==(const ExerciseEvent&) const = default;
};

template <class Visitor>
void describe(Visitor& v, ExerciseEvent& exercise, Place place) {
  using Kind = ExerciseEvent::Kind;
  v.choice(required("kind",
                    "cycling or a run in stages; eccentric: maximal lengthening contractions; stimulated: "
                    "electrostimulated isometric ones; resistance: sets of lifting and lowering a weight"),
           exercise.kind, {"cycling", "eccentric", "stimulated", "resistance", "run"});
  describe(v, exercise.timing, place);
  v.quantity({"progress", "growth from week to week of intensity, weight or number of contractions"}, exercise.progress,
             "1", Range{0, 0.2});
  v.whole({"deload_every", "of so many weeks the last is an easy one; 0: none is"}, exercise.deload_every,
          Range{0, 52});
  v.quantity({"deload_to", "effort of an easy week, as a share of what it would be"}, exercise.deload_to, "1",
             Range{0, 1});
  if (exercise.kind == Kind::cycling || exercise.kind == Kind::run) {
    v.form(required("stages", "intensity as a share of VO2peak, one stage after the other"),
           "[{for: 30 min, at: 60 %}, {at: exhaustion, total: 70 min}]", exercise.stages);
  } else if (exercise.kind == Kind::resistance) {
    v.whole(required("sets", "number of sets"), exercise.sets, Range{1, 100});
    v.whole(required("repetitions", "of lifting and lowering, in a set"), exercise.repetitions, Range{1, 1000});
    v.quantity({"repetition_every", "from one repetition to the next"}, exercise.repetition_every_s, "s", Range{1, 60});
    v.quantity({"rest", "between two sets"}, exercise.rest_s, "s", Range{0, 86400});
    v.quantity({"load", "share of one-repetition maximum"}, exercise.load, "1", Range{0, 1.5});
  } else {
    v.whole(required("contractions", "number of contractions"), exercise.contractions, Range{1, 10000});
    v.quantity({"contraction_every", "from one contraction to the next, rests between sets included"},
               exercise.contraction_every_s, "s", Range{1, 3600});
  }
}

}  // namespace knead
