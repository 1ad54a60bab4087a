#pragma once
// From one point uphill, by NLopt without derivatives: BOBYQA (Powell 2009), or Nelder and Mead's simplex in one
// dimension, for which BOBYQA is not made.

#include "sim/sampling/multistart.hpp"

namespace knead {

struct LocalSearchOptions {
  int evaluations = 200;  ///< at most
  double bound = 3;       ///< on every coordinate, either side of 0
  double reach = 0.5;     ///< of the first steps
};

/// The best point evaluated, which need not be the last; it lies within the bounds. A start outside is moved to them.
/// The search ends where it gains less than 0.001. Rethrows what the objective throws.
Optimum search_from(Point start, const Objective& objective, const LocalSearchOptions& options);

}  // namespace knead
