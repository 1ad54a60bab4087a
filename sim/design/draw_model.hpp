#pragma once
// What one draw of a posterior answers to a design's questions, and what it predicts for its candidates.

#include <functional>
#include <optional>
#include <vector>

#include "sim/design/design.hpp"
#include "sim/experiment/limb_response.hpp"
#include "sim/experiment/true_samples.hpp"

namespace knead {

/// What would be measured: the mean contrast of `people`, and its standard error with the model's discrepancy.
struct PredictedMeasurement {
  double mean = 0, se = 0;
};

/// Numbers of one draw; NaN where there is none.
struct DrawAnswer {
  std::vector<std::vector<double>> questions;  ///< one number each, of a choice one an option
  std::vector<PredictedMeasurement> candidates;
};

/// Simulates draws; from any thread.
class DrawModel {
 public:
  explicit DrawModel(const MeasurementDesign& design);

  /// @param values of the posterior's parameters. NaN throughout where the model fails numerically
  DrawAnswer answer(const std::vector<double>& values) const;

  /// An answer as a row of numbers of one length, and back.
  std::size_t width() const;
  std::vector<double> numbers_of(const DrawAnswer& answer) const;
  DrawAnswer answer_of(const std::vector<double>& numbers) const;

  /// All that the answers follow from.
  std::string identity() const;
  /// Called now and then while it simulates; may throw Interrupted.
  void set_look(std::function<void()> look) { look_ = std::move(look); }

 private:
  struct Simulated;
  Simulated simulate(const Study& study, const std::vector<double>& values, const Traits& others) const;
  DrawAnswer answer_all(const std::vector<double>& values) const;
  PredictedMeasurement predicted(std::size_t candidate, const Simulated& base) const;
  std::size_t numbers_of_question(const DesignQuestion& question) const;

  const MeasurementDesign& design_;
  std::vector<Study> share_studies_;  ///< one a share, in the order of questions: of its arm alone
  std::optional<LimbResponses> responses_;
  std::function<void()> look_ = [] {};
};

}  // namespace knead
