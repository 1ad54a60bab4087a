#pragma once
// The candidates of a design, ranked for each of its questions by what measuring them is expected to tell.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/calibration/evaluations.hpp"
#include "sim/design/design.hpp"
#include "sim/design/draw_model.hpp"
#include "sim/parallel/ranks.hpp"
#include "sim/sampling/preposterior.hpp"

namespace knead {

/// What one candidate is expected to tell about one question.
struct RankedCandidate {
  std::size_t candidate = 0;  ///< its place in the design
  std::size_t draws = 0;      ///< that have an answer and a prediction; fewer than two: nothing else is known
  double effective_draws = 0;
  Jackknifed worth;       ///< reduction of the answer's variance, %; of a choice, the expected value of the information
  double overstated = 0;  ///< how much more plain re-weighting would have promised
  Jackknifed behind;      ///< what it is worth less than the first
  bool known() const { return draws >= 2; }
  /// Whether the draws show that it tells anything.
  bool tells() const { return known() && worth.value > 2 * worth.error(); }
  /// Whether the draws tell it from the first.
  bool distinguishable() const { return behind.value > 2 * behind.error(); }
};

struct QuestionResult {
  std::size_t question = 0;
  std::size_t draws = 0;                ///< that have an answer
  double mean = 0, sd = 0;              ///< of the answer, if it is a number
  std::vector<double> means;            ///< of a choice: of each option's outcome
  ExpectedChoice now;                   ///< of a choice, but for what a measurement tells
  std::vector<RankedCandidate> ranked;  ///< the one that tells most first
};

/// Every draw of the design's posterior, over all threads and ranks; what `folder` holds from before is not simulated
/// again. All ranks must come here.
class DesignDraws {
 public:
  DesignDraws(const MeasurementDesign& design, const std::filesystem::path& folder, const Ranks& ranks,
              const std::function<void()>& look);

  /// How many were found.
  std::size_t known() const { return evaluations_.known(); }
  std::vector<DrawAnswer> answers(const std::function<void(double share)>& progress);
  /// Removes what was kept.
  void remove() { evaluations_.remove(); }

 private:
  const MeasurementDesign& design_;
  DrawModel model_;
  Evaluations evaluations_;
};

std::vector<QuestionResult> rank_candidates(const MeasurementDesign& design, const std::vector<DrawAnswer>& answers);

}  // namespace knead
