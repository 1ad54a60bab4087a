#pragma once
// From a calibration's file to its posterior: with all rows, and with those of exercise alone.

#include <filesystem>

#include "sim/calibration/fit.hpp"
#include "sim/calibration/problem.hpp"
#include "sim/config/posterior.hpp"
#include "sim/parallel/ranks.hpp"

namespace knead {

/// One of the two posteriors, and how it came out.
struct CalibratedPosterior {
  Posterior posterior;
  std::vector<Point> draws;  ///< its coordinates
  double accepted = 0;
  std::vector<Mixing> mixing;      ///< of the free coordinates
  std::vector<Mixing> row_mixing;  ///< of each row's mean contrast
  Mixing worst_carried;            ///< R-hat largest, effective draws smallest over the carried coordinates
  int weighed = 0;                 ///< draws that were re-weighted by people
  double effective_people = 0;     ///< what they are then worth
  double effective_blocks = 0;     ///< of those run as blocks, by the blocks' likelihood; 0 if there were none
  int blocks = 0;
};

struct CalibrationResult {
  std::vector<Measurement> rows;
  BestFit best;
  std::vector<Profile> profiles;                 ///< of the free coordinates
  std::vector<double> best_rows, declared_rows;  ///< log likelihood of each row there, and at the declared values
  CalibratedPosterior all, exercise_only;
  std::size_t evaluations = 0;
};

/// Simulates all that is needed; what was found before in `folder` is not simulated again.
/// @param look called now and then from any thread; may throw Interrupted
CalibrationResult calibrate(const Problem& problem, const std::filesystem::path& folder, const Ranks& ranks,
                            const FitReport& report, const std::function<void()>& look);

/// Removes the ledgers of a calibration that is finished.
void remove_ledgers(const Problem& problem, const std::filesystem::path& folder);

}  // namespace knead
