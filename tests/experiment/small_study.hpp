#pragma once
// A study small enough for a test: a few short fibres, a short hard ride, a massage and a rest.

#include "sim/config/study.hpp"

namespace knead::test {

inline Study small_study() {
  Study study;
  study.name = "small";
  study.seed = 7;
  study.subjects.count = 2;
  study.tissue.fibres = 5;
  study.tissue.length_um = 200;
  ExerciseEvent ride;
  ride.kind = ExerciseEvent::Kind::cycling;
  ride.stages = {{20 * 60.0, 0.7}, {10 * 60.0, {}}};
  study.before = {ride};
  MassageEvent massage;
  massage.timing.start_s = {600, 900};
  massage.pressure_Pa = 20e3;
  massage.strokes = {{"kneading", 180}, {"thumb", 120}};
  study.stroke_types = {{"kneading", {30, 1, 0.7, {}}}, {"thumb", {10, 1, 0.025, {}}}};
  study.arms = {{"rest", {}}, {"massage", {massage}}};
  study.sampling.biopsies = {{BiopsyTime::When::baseline, {}, ""},
                             {BiopsyTime::When::after, {0, 600}, "massage"},
                             {BiopsyTime::When::at, {3600, 3600}, ""}};
  study.rows = {{"massage_vs_control", {"massage", "rest"}, {}}, {"control_vs_baseline", {"rest"}, {}}};
  study.until_s = 3600;
  return study;
}

inline MassageEvent& massage_of(Study& study) { return std::get<MassageEvent>(study.arms[1].loads[0]); }

}  // namespace knead::test
