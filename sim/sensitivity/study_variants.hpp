#pragma once
// A study at any point of its parameters' priors, and what comes out there.

#include <functional>
#include <optional>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/limb_response.hpp"
#include "sim/experiment/timeline.hpp"
#include "sim/sensitivity/question.hpp"

namespace knead {

/// The median subject, with whom loads start at the middle of what the study leaves to chance. Nothing that is drawn
/// differs between points but what is asked about.
class StudyVariants {
 public:
  /// Solves the limb for all points at once.
  StudyVariants(const Study& study, const SensitivityQuestion& question);

  /// The study that all points vary.
  const Study& base() const { return base_; }
  /// Whether massages press with the parameter massage.pressure in place of a pressure that the study gives.
  bool pressure_freed() const { return pressure_freed_; }
  /// What one point takes.
  double simulated_s() const;

  /// The study with its parameters at these shares of their priors.
  Study at(const std::vector<double>& shares) const;

  /// 1 if the simulation failed, else 0; then every outcome, NaN where it has no value. From any thread.
  /// @param progress is told seconds simulated; may throw Interrupted
  std::vector<double> evaluate(const std::vector<double>& shares,
                               const std::function<void(double simulated_s)>& progress) const;

 private:
  std::vector<std::size_t> arms() const;  ///< that are simulated

  SensitivityQuestion question_;
  bool pressure_freed_;
  Study base_;
  ReadingTimes times_;
  std::vector<double> time_h_;
  std::vector<std::size_t> observable_of_;  ///< each outcome's, by its position among all
  std::optional<LimbResponses> limbs_;
};

}  // namespace knead
