#pragma once
// What is sampled: a likelihood over coordinates in which the prior is a standard normal one, N(0, I). Any independent
// prior becomes one by the quantiles of its parameters, so that every sampler here knows its prior exactly.

#include <functional>
#include <vector>

namespace knead {

using Point = std::vector<double>;

struct Target {
  std::size_t dimension = 0;
  /// Logarithms of the likelihood at several points, in their order; minus infinity where there is none. Spread over
  /// threads and ranks by whoever makes it.
  std::function<std::vector<double>(const std::vector<Point>&)> log_likelihoods;
  /// About the slope of the log likelihood at a point whose likelihood was asked for before. It steers proposals and
  /// may be far off: what is sampled does not depend on it. Empty: there is none.
  std::function<Point(const Point&)> pull = {};
};

}  // namespace knead
