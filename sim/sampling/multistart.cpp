#include "sim/sampling/multistart.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <numeric>
#include <stdexcept>

#include "sim/numerics/random.hpp"
#include "sim/parallel/map.hpp"
#include "sim/sampling/local_search.hpp"

namespace knead {
namespace {

/// A random order of 0 to count - 1.
std::vector<std::size_t> shuffled(std::size_t count, DrawKey key, std::uint64_t entity) {
  std::vector<double> draws(count);
  for (std::size_t i = 0; i < count; ++i) draws[i] = draw_uniform(key, Purpose::search_start, entity, count + i);
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return draws[a] < draws[b]; });
  return order;
}

/// The origin, then a Latin hypercube: on every coordinate one point in each equal share of the prior.
std::vector<Point> starts_of(std::size_t dimension, const MultistartOptions& options) {
  const DrawKey key{options.seed, 0};
  const std::size_t drawn = static_cast<std::size_t>(options.starts) - 1;
  std::vector<Point> starts(drawn + 1, Point(dimension));
  for (std::size_t i = 0; i < dimension; ++i) {
    const std::vector<std::size_t> stratum = shuffled(drawn, key, i);
    for (std::size_t s = 0; s < drawn; ++s) {
      const double within = draw_uniform(key, Purpose::search_start, i, s);
      const double share = (static_cast<double>(stratum[s]) + within) / static_cast<double>(drawn);
      starts[s + 1][i] = std::clamp(boost::math::quantile(boost::math::normal{}, share), -options.bound, options.bound);
    }
  }
  return starts;
}

}  // namespace

std::vector<Optimum> maximise(const Ranks& ranks, std::size_t dimension, const Objective& objective,
                              const MultistartOptions& options) {
  if (options.starts < 1) throw std::invalid_argument("a search needs a start or more");
  const std::vector<Point> starts = starts_of(dimension, options);
  const LocalSearchOptions local{.evaluations = options.evaluations, .bound = options.bound};
  const auto found = map_over(ranks, starts.size(), dimension + 2, [&](std::size_t s) {
    const Optimum optimum = search_from(starts[s], objective, local);
    std::vector<double> numbers = optimum.at;
    numbers.push_back(optimum.value);
    numbers.push_back(optimum.evaluations);
    return numbers;
  });
  std::vector<Optimum> optima;
  for (const std::vector<double>& numbers : found)
    optima.push_back({.at = Point(numbers.begin(), numbers.end() - 2),
                      .value = numbers[dimension],
                      .evaluations = static_cast<int>(numbers[dimension + 1])});
  std::stable_sort(optima.begin(), optima.end(), [](const auto& a, const auto& b) { return a.value > b.value; });
  return optima;
}

}  // namespace knead
