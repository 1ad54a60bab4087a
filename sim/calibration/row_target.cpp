#include "sim/calibration/row_target.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace knead {

namespace {

constexpr double apart = 0.4;  // in units of the prior's SD: well above the steppers' noise, below a change of regime
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// The mean contrast, of a blot at its middle background.
double mean_of(const RowPrediction& prediction) { return prediction.at[prediction.nodes / 2].mean; }

}  // namespace

// The weights of the nodes are the same for every blot, so only their moments are kept; a row of one node has no
// numbers at the other two.
std::vector<double> numbers_of(const std::optional<std::vector<RowPrediction>>& predictions, std::size_t rows) {
  std::vector<double> numbers(rows * numbers_a_row, nothing);
  if (!predictions) return numbers;
  for (std::size_t r = 0; r < rows; ++r) {
    const RowPrediction& prediction = (*predictions)[r];
    for (int node = 0; node < prediction.nodes; ++node) {
      double* of_node = &numbers[r * numbers_a_row + 3 * node];
      of_node[0] = prediction.at[node].mean;
      of_node[1] = prediction.at[node].sd;
      of_node[2] = prediction.at[node].error;
    }
    numbers[r * numbers_a_row + 9] = prediction.unit;
  }
  return numbers;
}

std::optional<std::vector<RowPrediction>> predictions_of(const std::vector<double>& numbers) {
  std::vector<RowPrediction> predictions(numbers.size() / numbers_a_row);
  for (std::size_t r = 0; r < predictions.size(); ++r) {
    RowPrediction& prediction = predictions[r];
    const double* of_row = &numbers[r * numbers_a_row];
    if (std::isnan(of_row[0])) return std::nullopt;
    prediction.nodes = std::isnan(of_row[3]) ? 1 : 3;
    if (prediction.nodes == 3) prediction.weight = background_weights;
    prediction.unit = of_row[9];
    for (int node = 0; node < prediction.nodes; ++node)
      prediction.at[node] = {of_row[3 * node], of_row[3 * node + 1], of_row[3 * node + 2]};
  }
  return predictions;
}

std::optional<std::vector<RowPrediction>> RowTarget::corrected_of(const std::vector<double>& numbers) const {
  auto predictions = predictions_of(numbers);
  if (predictions) predictions = corrected(std::move(*predictions), corrections_);
  return predictions;
}

std::vector<double> RowTarget::log_likelihoods_of(const std::vector<double>& numbers) const {
  std::vector<double> each(rows_.size(), -infinity);
  const auto predictions = corrected_of(numbers);
  if (!predictions) return each;
  for (std::size_t r = 0; r < rows_.size(); ++r)
    each[r] = knead::log_likelihood(rows_[r], (*predictions)[r], options_[r]);
  return each;
}

std::vector<double> RowTarget::row_log_likelihoods(const Point& z) const {
  return log_likelihoods_of(evaluations_.at(z));
}

double RowTarget::mean_contrast(const Point& z, std::size_t row) const {
  const auto predictions = corrected_of(evaluations_.at(z));
  return predictions ? mean_of((*predictions)[row]) : nothing;
}

double sum_in_use(const std::vector<double>& each, const std::vector<char>& use) {
  double sum = 0;
  for (std::size_t r = 0; r < each.size(); ++r)
    if (use[r]) sum += each[r];
  return sum;
}

double RowTarget::log_likelihood(const Point& z, const std::vector<char>& use) const {
  return sum_in_use(row_log_likelihoods(z), use);
}

Target RowTarget::target(const std::vector<char>& use, const Eigen::MatrixXd& slope) const {
  Target target{dimension_, [this, use](const std::vector<Point>& points) {
                  std::vector<double> sums;
                  for (const std::vector<double>& numbers : evaluations_.at(points))
                    sums.push_back(sum_in_use(log_likelihoods_of(numbers), use));
                  return sums;
                }};
  if (slope.size() > 0) target.pull = [this, use, slope](const Point& z) { return pull_at(z, use, slope); };
  return target;
}

Point RowTarget::pull_at(const Point& z, const std::vector<char>& use, const Eigen::MatrixXd& slope) const {
  Eigen::VectorXd scores = Eigen::VectorXd::Zero(slope.rows());
  if (const auto predictions = corrected_of(evaluations_.at(z)))
    for (Eigen::Index r = 0; r < scores.size(); ++r)
      if (use[r]) scores[r] = score(rows_[r], (*predictions)[r], options_[r]);
  const Eigen::VectorXd pull = slope.transpose() * scores;
  return {pull.begin(), pull.end()};
}

RowTarget::Slopes RowTarget::slopes(const Point& z) const {
  std::vector<Point> points{z};
  for (std::size_t i = 0; i < dimension_; ++i) {
    points.push_back(z);
    points.back()[i] += z[i] > 0 ? -apart : apart;  // towards the middle of the prior
  }
  const std::vector<std::vector<double>> answers = evaluations_.at(points);
  Slopes slopes{Eigen::MatrixXd::Zero(rows_.size(), dimension_), Eigen::VectorXd::Zero(rows_.size())};
  const auto here = corrected_of(answers.front());
  if (!here) return slopes;
  for (std::size_t r = 0; r < rows_.size(); ++r) slopes.information[r] = information(rows_[r], (*here)[r], options_[r]);
  for (std::size_t i = 0; i < dimension_; ++i) {
    const auto there = corrected_of(answers[i + 1]);
    if (!there) continue;
    const double step = points[i + 1][i] - z[i];
    for (std::size_t r = 0; r < rows_.size(); ++r)
      slopes.slope(r, i) = (mean_of((*there)[r]) - mean_of((*here)[r])) / step;
  }
  return slopes;
}

Eigen::MatrixXd RowTarget::Slopes::fisher(const std::vector<char>& use) const {
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(slope.cols(), slope.cols());
  for (Eigen::Index r = 0; r < slope.rows(); ++r)
    if (use[r] && std::isfinite(information[r])) sum += information[r] * slope.row(r).transpose() * slope.row(r);
  return sum;
}

}  // namespace knead
