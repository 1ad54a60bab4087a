#pragma once
// The mode of a target, looked for from many starts by NLopt.

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/parallel/ranks.hpp"
#include "sim/sampling/target.hpp"

namespace knead {

/// To be made as large as possible; minus infinity where nothing is. Called from several threads.
using Objective = std::function<double(const Point&)>;

struct Optimum {
  Point at;
  double value = 0;
  int evaluations = 0;
};

struct MultistartOptions {
  int starts = 8, evaluations = 200;  ///< at most so many of each start
  double bound = 3;                   ///< on every coordinate, either side of 0
  std::uint64_t seed = 0;
};

/// One optimum a start, best first: a derivative-free local search (BOBYQA, Powell 2009) from the origin and from
/// points of a Latin hypercube in the prior. BOBYQA looks at 2 dimension + 1 points before its first step. Starts are
/// spread over threads and ranks; no number depends on that.
std::vector<Optimum> maximise(const Ranks& ranks, std::size_t dimension, const Objective& objective,
                              const MultistartOptions& options);

}  // namespace knead
