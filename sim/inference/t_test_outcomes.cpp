#include "sim/inference/t_test_outcomes.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

namespace knead {

namespace {

double normal_below(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }
double normal_density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

/// A value t s of the threshold, and its probability.
struct Node {
  double threshold, weight;
};

/// Panels are narrow against the law of s, and against the rise of Phi(noncentrality - t s).
std::vector<Node> made_nodes(int freedom) {
  using Panel = boost::math::quadrature::gauss<double, 15>;
  constexpr double left_out = 1e-13, widths_a_panel = 4;
  const boost::math::chi_squared_distribution<double> law(freedom);
  const double t = boost::math::quantile(boost::math::students_t_distribution<double>(freedom), 0.975);
  const double low = std::sqrt(boost::math::quantile(law, left_out) / freedom);
  const double high = std::sqrt(boost::math::quantile(boost::math::complement(law, left_out)) / freedom);
  const double width = widths_a_panel * std::min(1 / std::sqrt(2.0 * freedom), 1 / t);
  const int panels = static_cast<int>(std::ceil((high - low) / width));
  std::vector<Node> nodes;
  const auto add = [&](double s, double weight) {
    nodes.push_back({t * s, weight * 2 * freedom * s * boost::math::pdf(law, freedom * s * s)});
  };
  for (int panel = 0; panel < panels; ++panel) {
    const double half = (high - low) / (2 * panels), middle = low + half * (2 * panel + 1);
    for (std::size_t i = 0; i < Panel::abscissa().size(); ++i) {
      const double away = half * Panel::abscissa()[i], weight = half * Panel::weights()[i];
      add(middle + away, weight);
      if (away > 0) add(middle - away, weight);
    }
  }
  return nodes;
}

const std::vector<Node>& nodes_of(int freedom) {
  thread_local std::map<int, std::vector<Node>> known;
  const auto [at, is_new] = known.try_emplace(freedom);
  if (is_new) at->second = made_nodes(freedom);
  return at->second;
}

}  // namespace

TTestOutcomes t_test_outcomes(int freedom, double noncentrality) {
  TTestOutcomes of{{0, 0, 0}, {0, 0, 0}};
  for (const Node& node : nodes_of(freedom)) {
    const double above = noncentrality - node.threshold, below = -noncentrality - node.threshold;
    of.probability[0] += node.weight * normal_below(below);
    of.probability[2] += node.weight * normal_below(above);
    of.slope[0] -= node.weight * normal_density(below);
    of.slope[2] += node.weight * normal_density(above);
  }
  of.probability[1] = std::max(0.0, 1 - of.probability[0] - of.probability[2]);
  of.slope[1] = -of.slope[0] - of.slope[2];
  return of;
}

}  // namespace knead
