#pragma once
// From a calibration's file to its posterior: with all rows, and with those of exercise alone.

#include <filesystem>

#include "sim/calibration/fit.hpp"
#include "sim/calibration/problem.hpp"
#include "sim/config/posterior.hpp"
#include "sim/parallel/ranks.hpp"
#include "sim/sampling/bridge.hpp"

namespace knead {

/// How the chains of the median person came out.
struct ChainsReport {
  double accepted = 0;
  std::vector<Mixing> mixing;      ///< of the free coordinates
  std::vector<Mixing> row_mixing;  ///< of each row's mean contrast
  Mixing worst_carried;            ///< R-hat largest, effective draws smallest over the carried coordinates
};

/// One of the two posteriors, and how it came out.
struct CalibratedPosterior {
  Posterior posterior;
  std::vector<Point> draws;         ///< its coordinates
  int began = 0;                    ///< draws from which it came
  std::vector<BridgeStage> stages;  ///< by which it came
  double effective_at_once = 0;     ///< what those draws would have been worth, weighed in one go
  int ancestors = 0;                ///< of those draws
  int untold = 0;                   ///< coordinates that none of the rows seems to tell of
  double redrawn = 0;               ///< share of the particles that took new ones from the prior
  std::vector<double> persistence;  ///< correlation of each free coordinate over the last steps
  double effective_blocks = 0;      ///< of draws run as blocks, by the blocks' likelihood; 0 if there were none
  int blocks = 0;
};

struct CalibrationResult {
  std::vector<Measurement> rows;
  BestFit best;
  std::vector<Profile> profiles;                 ///< of the free coordinates
  std::vector<double> best_rows, declared_rows;  ///< log likelihood of each row there, and at the declared values
  ChainsReport chains;
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
