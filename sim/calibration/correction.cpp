#include "sim/calibration/correction.hpp"

#include <algorithm>
#include <cmath>

#include "sim/numerics/quantile.hpp"

namespace knead {

namespace {

// A line through few points is not followed to where they do not lead.
constexpr double least_slope = 0.2, largest_slope = 2;

double slope_of(const std::vector<ContrastMoments>& quick, const std::vector<ContrastMoments>& better) {
  const auto count = static_cast<double>(quick.size());
  double x = 0, y = 0, square = 0, product = 0;
  for (std::size_t k = 0; k < quick.size(); ++k) {
    x += quick[k].mean / count;
    y += better[k].mean / count;
  }
  for (std::size_t k = 0; k < quick.size(); ++k) {
    square += std::pow(quick[k].mean - x, 2);
    product += (quick[k].mean - x) * (better[k].mean - y);
  }
  return quick.size() > 2 && square > 0 ? std::clamp(product / square, least_slope, largest_slope) : 1;
}

/// Geometric mean of the ratio of the SDs over people, where both have one.
double sd_factor_of(const std::vector<ContrastMoments>& quick, const std::vector<ContrastMoments>& better) {
  double sum = 0;
  for (std::size_t k = 0; k < quick.size(); ++k)
    if (quick[k].sd > 0 && better[k].sd > 0) sum += std::log(better[k].sd / quick[k].sd);
  return std::exp(sum / static_cast<double>(quick.size()));
}

ContrastCorrection line_through(const std::vector<ContrastMoments>& quick, const std::vector<ContrastMoments>& better) {
  const double slope = slope_of(quick, better);
  std::vector<double> left;
  for (std::size_t k = 0; k < quick.size(); ++k) left.push_back(better[k].mean - slope * quick[k].mean);
  std::sort(left.begin(), left.end());
  const auto at = [&](double share) { return quantile(left, share); };
  double own = 0;  // mean square
  for (const ContrastMoments& each : better) own += each.error * each.error / static_cast<double>(better.size());
  return {at(0.5), slope, sd_factor_of(quick, better), std::hypot((at(0.84) - at(0.16)) / 2, std::sqrt(own))};
}

}  // namespace

ContrastMoments ContrastCorrection::operator()(const ContrastMoments& quick) const {
  return {offset + slope * quick.mean, sd_factor * quick.sd, error};
}

Corrections corrections_of(const std::vector<std::vector<RowPrediction>>& quick,
                           const std::vector<std::vector<RowPrediction>>& better) {
  Corrections corrections;
  if (quick.empty()) return corrections;
  corrections.resize(quick.front().size());
  for (std::size_t r = 0; r < corrections.size(); ++r)
    for (int node = 0; node < quick.front()[r].nodes; ++node) {
      std::vector<ContrastMoments> from, to;
      for (std::size_t k = 0; k < quick.size(); ++k) {
        from.push_back(quick[k][r].at[node]);
        to.push_back(better[k][r].at[node]);
      }
      corrections[r][node] = line_through(from, to);
    }
  return corrections;
}

std::vector<RowPrediction> corrected(std::vector<RowPrediction> predictions, const Corrections& corrections) {
  for (std::size_t r = 0; r < corrections.size(); ++r)
    for (int node = 0; node < predictions[r].nodes; ++node)
      predictions[r].at[node] = corrections[r][node](predictions[r].at[node]);
  return predictions;
}

}  // namespace knead
