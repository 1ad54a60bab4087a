#pragma once
// A single number read off one leg's course: "soreness.area", "force.at(24 h)", "force.days_to(90 %)",
// "ck_plasma.peak".

#include <span>
#include <string>
#include <vector>

#include "sim/config/origin.hpp"
#include "sim/config/study.hpp"
#include "sim/results/results_file.hpp"

namespace knead {

struct Outcome {
  enum class Reducer { at, peak, minimum, area, end, days_to };
  /// What is wished of it, for "best": less or more.
  enum class Better { less, more };

  std::string text;        ///< as it is written: "force.at(24 h)"
  std::string observable;  ///< its id
  Reducer reducer = Reducer::end;
  double argument = 0;  ///< at: h; days_to: a level, in the observable's unit; else unused
  Better better = Better::less;
  std::string unit;  ///< of the value: the observable's, for area times h, for days_to d

  /// Of one leg's series over time_h (ascending, from time zero), counted from `bout_h`, the end of its first bout, on:
  /// at: linear between the two points around bout_h + argument; peak, minimum: the largest and least value; area: by
  /// trapezoids, from bout_h to the end; end: the last value; days_to: from bout_h until the value is last on the worse
  /// side of the level, by linear interpolation; 0 if it never is. NaN where the series does not reach that far,
  /// has a NaN there, or ends on the worse side.
  double of(std::span<const double> series, std::span<const double> time_h, double bout_h) const;

  /// Its text as id, its unit, and in words what it is.
  SeriesDescription description() const;
  bool operator==(const Outcome&) const = default;
};

/// Reads "id.reducer" or "id.reducer(argument)". Throws ConfigError at `origin` with the nearest valid name.
Outcome read_outcome(const std::string& text, const Origin& origin);

/// What everybody asks of a study of this length: the outcomes that `compare` shows if not told which.
std::vector<Outcome> usual_outcomes(double until_h);

/// The treatments of an arm (its loads but exercise, each occurrence counted), and their minutes in all. Where exercise
/// is the only load, none.
struct Dose {
  int sessions = 0;
  double minutes = 0;
  bool operator==(const Dose&) const = default;
};
Dose dose_of(const Arm& arm);

}  // namespace knead
