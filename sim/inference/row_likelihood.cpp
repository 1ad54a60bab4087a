#include "sim/inference/row_likelihood.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "sim/experiment/draw_name.hpp"
#include "sim/inference/t_test_outcomes.hpp"
#include "sim/numerics/random.hpp"

namespace knead {
namespace {

namespace policies = boost::math::policies;
using Quiet = policies::policy<policies::evaluation_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>, policies::promote_double<false>>;
using StudentsT = boost::math::students_t_distribution<double, Quiet>;

constexpr double least = std::numeric_limits<double>::min();
constexpr double certain = 30;  // noncentralities beyond it change no probability
constexpr int people_unless_said = 8;
/// SD of a logarithm whose 95 % interval is a factor of 1.5 either way.
const double unknown_sd = std::log(1.5) / 1.96;

int people_of(const Measurement& row) { return row.n.value_or(people_unless_said); }

/// Standard error of the model's mean contrast over the study's people.
double model_error(const Measurement& row, const ContrastMoments& model) {
  const double se = model.sd / std::sqrt(people_of(row));
  return std::hypot(row.contrast == Contrast::parallel ? 2 * se : se, model.error);
}

// Signs.

/// What a trial can come out as; slopes are along the mean contrast.
TTestOutcomes outcomes_of(const Measurement& row, const ContrastMoments& model, double slip) {
  const int freedom = people_of(row) - (row.contrast == Contrast::parallel ? 2 : 1);
  const double error = model_error(row, model);
  TTestOutcomes of{{0, 1, 0}, {0, 0, 0}};
  if (freedom >= 1 && model.mean != 0 && error == 0) {
    of.probability = {model.mean < 0 ? 1.0 : 0.0, 0, model.mean > 0 ? 1.0 : 0.0};
  } else if (freedom >= 1 && error > 0) {
    of = t_test_outcomes(freedom, std::clamp(model.mean / error, -certain, certain));
    for (double& slope : of.slope) slope = std::abs(model.mean) < certain * error ? (1 - slip) * slope / error : 0.0;
  }
  for (double& p : of.probability) p = (1 - slip) * p + slip / 3;
  return of;
}

/// Which of the outcomes a sign row is.
std::size_t outcome_of(const Measurement& row) { return row.value < 0 ? 0 : row.value > 0 ? 2 : 1; }

// Numbers.

bool is_level(const Measurement& row) {
  return row.kind == MeasurementKind::value || row.kind == MeasurementKind::half_time;
}

/// What is left of a baseline; a loss of all is taken as one to a thousandth.
double left_of(double percent) { return std::max(1e-3, 1 + percent / 100); }

/// The measured number on the row's scale.
double on_scale(const Measurement& row) {
  if (is_level(row)) return row.value;
  return std::log(row.kind == MeasurementKind::percent ? left_of(row.value) : row.value);
}

/// How much of the row's scale goes to one unit of the printed number.
double slope(const Measurement& row) {
  if (is_level(row)) return 1;
  return row.kind == MeasurementKind::percent ? 1 / (100 * left_of(row.value)) : 1 / row.value;
}

/// Standard error of the measurement, on the row's scale.
double measured_error(const Measurement& row) {
  const double spread = row.spread.value_or(0) * slope(row);
  switch (row.spread_kind) {
    case SpreadKind::se:
      return spread;
    case SpreadKind::range_half:
      return spread / 2;
    case SpreadKind::sd:
    case SpreadKind::sd_of_difference_bound:
      return spread / std::sqrt(people_of(row));
    case SpreadKind::factor:
      return std::log(row.spread.value_or(1)) * (is_level(row) ? std::abs(row.value) : 1);
    case SpreadKind::lower_bound:
      return 0;
    case SpreadKind::unknown:
    case SpreadKind::significant:
      break;
  }
  const bool relative = row.kind == MeasurementKind::fold || row.kind == MeasurementKind::ratio;
  return unknown_sd * (relative ? 1 : std::abs(row.value) * slope(row));
}

double scale_of(const Measurement& row, const RowPrediction& prediction, const ContrastMoments& model,
                const LikelihoodOptions& options) {
  const double scale = std::hypot(measured_error(row), model_error(row, model), options.discrepancy * prediction.unit);
  return std::max(scale, 1e-9);
}

double log_density(double z, double freedom) {
  return std::lgamma((freedom + 1) / 2) - std::lgamma(freedom / 2) - std::log(freedom * std::numbers::pi) / 2 -
         (freedom + 1) / 2 * std::log1p(z * z / freedom);
}

/// Log likelihood at one node, and its slope along the mean.
struct AtNode {
  double log, slope;
};

AtNode of_probability(double p, double slope) { return {std::log(std::max(least, p)), p > least ? slope / p : 0.0}; }

AtNode at_node(const Measurement& row, const RowPrediction& prediction, const ContrastMoments& model,
               const LikelihoodOptions& options) {
  if (row.kind == MeasurementKind::sign) {
    const TTestOutcomes of = outcomes_of(row, model, options.slip);
    return of_probability(of.probability[outcome_of(row)], of.slope[outcome_of(row)]);
  }
  const double scale = scale_of(row, prediction, model, options), freedom = options.degrees_of_freedom;
  const double z = (on_scale(row) - model.mean) / scale, log = log_density(z, freedom);
  if (row.spread_kind == SpreadKind::lower_bound)
    return of_probability(boost::math::cdf(StudentsT(freedom), -z), std::exp(log) / scale);
  return {log - std::log(scale), (freedom + 1) * z / (freedom + z * z) / scale};
}

/// ln of the likelihood over all nodes, and its slope along the mean, all nodes moved alike.
AtNode over_nodes(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options) {
  std::array<AtNode, 3> nodes{};
  double largest = -std::numeric_limits<double>::infinity();
  for (int k = 0; k < prediction.nodes; ++k) {
    nodes[k] = at_node(row, prediction, prediction.at[k], options);
    nodes[k].log += std::log(prediction.weight[k]);
    largest = std::max(largest, nodes[k].log);
  }
  double sum = 0, slopes = 0;
  for (int k = 0; k < prediction.nodes; ++k) {
    const double share = std::exp(nodes[k].log - largest);
    sum += share;
    slopes += share * nodes[k].slope;
  }
  return {largest + std::log(sum), slopes / sum};
}

std::uint64_t key_of(const Measurement& row) {
  const double time_h = row.when == Measurement::When::at ? row.time_h : 0;
  return draw_name(
      fmt::format("{}\t{}\t{}\t{}\t{}", row.study, row.observable, row.condition, static_cast<int>(row.when), time_h));
}

/// The row with another number, and the standard error it had on its scale.
Measurement with_number(Measurement row, double y) {
  const double error = measured_error(row);
  row.value = is_level(row) ? y : row.kind == MeasurementKind::percent ? 100 * std::expm1(y) : std::exp(y);
  if (row.spread_kind == SpreadKind::factor && !is_level(row)) return row;
  row.spread_kind = SpreadKind::se;
  row.spread_is = "SE";
  row.spread = error / slope(row);
  return row;
}

}  // namespace

double log_likelihood(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options) {
  return over_nodes(row, prediction, options).log;
}

double score(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options) {
  return over_nodes(row, prediction, options).slope;
}

double information(const Measurement& row, const RowPrediction& prediction, const LikelihoodOptions& options) {
  const ContrastMoments& model = prediction.at[prediction.nodes / 2];
  const double freedom = options.degrees_of_freedom;
  if (row.kind == MeasurementKind::sign) {
    const TTestOutcomes of = outcomes_of(row, model, options.slip);
    double sum = 0;
    for (int k = 0; k < 3; ++k)
      if (of.probability[k] > least) sum += of.slope[k] * of.slope[k] / of.probability[k];
    return sum;
  }
  const double scale = scale_of(row, prediction, model, options);
  if (row.spread_kind == SpreadKind::lower_bound) {
    const double z = (on_scale(row) - model.mean) / scale;
    const StudentsT t(freedom);
    const double reached = boost::math::cdf(t, -z), missed = boost::math::cdf(t, z);
    const double slope_of_reached = std::exp(log_density(z, freedom)) / scale;
    return reached > least && missed > least ? slope_of_reached * slope_of_reached / (reached * missed) : 0;
  }
  return (freedom + 1) / ((freedom + 3) * scale * scale);
}

Measurement simulated(Measurement row, const RowPrediction& prediction, const LikelihoodOptions& options,
                      std::uint64_t seed, std::uint64_t replicate) {
  const DrawKey key{seed, replicate};
  const std::uint64_t name = key_of(row);
  double u = draw_uniform(key, Purpose::simulated_data, name, 0);
  int node = 0;
  while (node + 1 < prediction.nodes && u >= prediction.weight[node]) u -= prediction.weight[node++];
  const ContrastMoments& model = prediction.at[node];

  u = draw_uniform(key, Purpose::simulated_data, name, 1);
  if (row.kind == MeasurementKind::sign) {
    const auto p = outcomes_of(row, model, options.slip).probability;
    row.value = u < p[0] ? -1 : u < p[0] + p[1] ? 0 : 1;
    row.spread_kind = row.value == 0 ? SpreadKind::unknown : SpreadKind::significant;
    row.spread_is = row.value == 0 ? "" : "P<0.05";
    return row;
  }
  const double noise = boost::math::quantile(StudentsT(options.degrees_of_freedom), u);
  const double y = model.mean + scale_of(row, prediction, model, options) * noise;
  if (row.spread_kind == SpreadKind::lower_bound && y >= on_scale(row)) return row;
  return with_number(std::move(row), y);
}

}  // namespace knead
