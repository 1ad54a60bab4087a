#pragma once
// The likelihood of a calibration's rows over its coordinates, and what each row would tell about them.

#include <Eigen/Core>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/calibration/coordinates.hpp"
#include "sim/calibration/correction.hpp"
#include "sim/calibration/evaluations.hpp"
#include "sim/calibration/row_model.hpp"
#include "sim/inference/row_likelihood.hpp"
#include "sim/sampling/target.hpp"

namespace knead {

/// Predictions as numbers, so many a row, and back; not numbers where the model failed.
inline constexpr std::size_t numbers_a_row = 10;
std::vector<double> numbers_of(const std::optional<std::vector<RowPrediction>>& predictions, std::size_t rows);
std::optional<std::vector<RowPrediction>> predictions_of(const std::vector<double>& numbers);

/// Of the rows in use (1) alone.
double sum_in_use(const std::vector<double>& each, const std::vector<char>& use);

class RowTarget {
 public:
  /// @param options of the likelihood, one a row
  RowTarget(std::vector<Measurement> rows, std::vector<LikelihoodOptions> options, std::size_t dimension,
            Evaluations& evaluations)
      : rows_(std::move(rows)), options_(std::move(options)), dimension_(dimension), evaluations_(evaluations) {}

  const std::vector<Measurement>& rows() const { return rows_; }
  std::size_t dimension() const { return dimension_; }
  Evaluations& evaluations() const { return evaluations_; }

  /// What the simulated rows are taken for from now on; none at first.
  void correct_by(Corrections corrections) { corrections_ = std::move(corrections); }

  /// Log likelihood of each row at a point; minus infinity everywhere where the model has no answer.
  std::vector<double> row_log_likelihoods(const Point& z) const;
  /// The same from the numbers of a prediction.
  std::vector<double> log_likelihoods_of(const std::vector<double>& numbers) const;

  /// The mean contrast of a row, of a blot at its middle background; not a number where there is none.
  double mean_contrast(const Point& z, std::size_t row) const;

  /// Of the rows in use (1) alone: their sum.
  double log_likelihood(const Point& z, const std::vector<char>& use) const;
  /// @param slope of the rows' mean contrasts, rows x dimension, to steer proposals; empty: nothing does
  Target target(const std::vector<char>& use, const Eigen::MatrixXd& slope = {}) const;

  /// Slopes of each row's mean contrast, and its Fisher information on it, at a point.
  struct Slopes {
    Eigen::MatrixXd slope;        ///< rows x dimension, by one-sided differences
    Eigen::VectorXd information;  ///< rows
    /// Of the rows in use on the coordinates: dimension x dimension.
    Eigen::MatrixXd fisher(const std::vector<char>& use) const;
  };
  /// Costs an evaluation a coordinate, over all ranks. A coordinate that cannot be moved has no slope.
  Slopes slopes(const Point& z) const;

 private:
  std::optional<std::vector<RowPrediction>> corrected_of(const std::vector<double>& numbers) const;
  Point pull_at(const Point& z, const std::vector<char>& use, const Eigen::MatrixXd& slope) const;

  std::vector<Measurement> rows_;
  std::vector<LikelihoodOptions> options_;
  std::size_t dimension_;
  Evaluations& evaluations_;
  Corrections corrections_;
};

}  // namespace knead
