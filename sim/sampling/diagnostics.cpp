#include "sim/sampling/diagnostics.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "sim/numerics/quantile.hpp"

namespace knead {
namespace {

using Draws = std::vector<std::vector<double>>;  ///< [chain][draw]

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

void check(const Draws& chains) {
  if (chains.empty() || chains.front().size() < 4) throw std::invalid_argument("a chain has fewer than four draws");
  for (const auto& chain : chains)
    if (chain.size() != chains.front().size()) throw std::invalid_argument("chains have different lengths");
}

bool all_finite(const Draws& chains) {
  return std::all_of(chains.begin(), chains.end(), [](const auto& chain) {
    return std::all_of(chain.begin(), chain.end(), [](double x) { return std::isfinite(x); });
  });
}

/// Each chain becomes two, its halves; the middle draw of an odd number goes.
Draws split(const Draws& chains) {
  Draws halves;
  for (const auto& chain : chains) {
    const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
    halves.emplace_back(chain.begin(), chain.begin() + half);
    halves.emplace_back(chain.end() - half, chain.end());
  }
  return halves;
}

std::vector<double> pooled(const Draws& chains) {
  std::vector<double> all;
  for (const auto& chain : chains) all.insert(all.end(), chain.begin(), chain.end());
  return all;
}

/// Distances from the median of all.
Draws folded(Draws chains) {
  std::vector<double> sorted = pooled(chains);
  std::sort(sorted.begin(), sorted.end());
  const double median = quantile(sorted, 0.5);
  for (auto& chain : chains)
    for (double& x : chain) x = std::abs(x - median);
  return chains;
}

/// Each draw becomes the normal quantile of its rank r among all n, at (r - 3/8) / (n + 1/4); equal draws share the
/// mean of their ranks.
Draws rank_normalised(Draws chains) {
  std::vector<double*> order;
  for (auto& chain : chains)
    for (double& x : chain) order.push_back(&x);
  std::sort(order.begin(), order.end(), [](const double* a, const double* b) { return *a < *b; });
  const double n = static_cast<double>(order.size());
  for (std::size_t first = 0, next = 0; first < order.size(); first = next) {
    while (next < order.size() && *order[next] == *order[first]) ++next;
    const double rank = static_cast<double>(first + 1 + next) / 2;
    const double normal = boost::math::quantile(boost::math::normal{}, (rank - 0.375) / (n + 0.25));
    for (std::size_t i = first; i < next; ++i) *order[i] = normal;
  }
  return chains;
}

/// Exact for equal values, so that a chain that stands still has no variance at all.
double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double x : values) sum += x - values.front();
  return values.front() + sum / static_cast<double>(values.size());
}

double variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values);
  double sum = 0;
  for (const double x : values) sum += (x - mean) * (x - mean);
  return sum / static_cast<double>(values.size() - 1);
}

struct Variances {
  double within = 0, total = 0;  ///< total: the overestimate of chains that began too far apart
};

Variances variances_of(const Draws& chains) {
  std::vector<double> means, variances;
  for (const auto& chain : chains) {
    means.push_back(mean_of(chain));
    variances.push_back(variance_of(chain));
  }
  const double n = static_cast<double>(chains.front().size()), within = mean_of(variances);
  return {within, (n - 1) / n * within + variance_of(means)};
}

double r_hat(const Draws& chains) {
  const Variances variances = variances_of(chains);
  if (variances.within == 0) return variances.total > 0 ? infinity : 1;
  return std::sqrt(variances.total / variances.within);
}

/// Autocorrelations over all chains together, one lag after the other.
class Autocorrelation {
 public:
  explicit Autocorrelation(const Draws& chains) : chains_(chains), variances_(variances_of(chains)) {
    for (auto& chain : chains_) {
      const double mean = mean_of(chain);
      for (double& x : chain) x -= mean;
    }
  }
  bool none() const { return variances_.total == 0; }

  double at(std::size_t lag) const {
    double sum = 0;
    for (const auto& chain : chains_)
      sum += std::inner_product(chain.begin() + static_cast<std::ptrdiff_t>(lag), chain.end(), chain.begin(), 0.0);
    const double covariance = sum / static_cast<double>(chains_.size() * chains_.front().size());
    return 1 - (variances_.within - covariance) / variances_.total;
  }

 private:
  Draws chains_;
  Variances variances_;
};

/// Twice the sum of the autocorrelations less 1: how many draws are worth an independent one. Pairs of neighbours are
/// summed while they are positive, none larger than the pair before (Geyer 1992); then the first of the next pair is
/// added once, if positive.
double correlation_time(const Autocorrelation& correlation, std::size_t draws) {
  double sum = 0, last_pair = infinity;
  for (std::size_t lag = 0; lag + 1 < draws; lag += 2) {
    const double even = lag == 0 ? 1 : correlation.at(lag), pair = even + correlation.at(lag + 1);
    if (lag > 0 && !(pair > 0)) return -1 + 2 * sum + std::max(even, 0.0);
    last_pair = std::min(last_pair, pair);
    sum += last_pair;
  }
  return -1 + 2 * sum;
}

double largest_of(const std::vector<double>& log_weights) {
  return std::accumulate(log_weights.begin(), log_weights.end(), -infinity,
                         [](double a, double b) { return std::fmax(a, b); });
}

}  // namespace

std::vector<int> systematic_counts(const std::vector<double>& weights, int count) {
  std::vector<int> counts(weights.size());
  std::size_t draw = 0;
  double below = weights.front();
  for (int t = 0; t < count; ++t) {
    while (below < (t + 0.5) / count && draw + 1 < weights.size()) below += weights[++draw];
    ++counts[draw];
  }
  return counts;
}

double rank_normalised_r_hat(const Draws& chains) {
  check(chains);
  if (!all_finite(chains)) return not_a_number;
  const Draws halves = split(chains);
  return std::max(r_hat(rank_normalised(halves)), r_hat(rank_normalised(folded(halves))));
}

double bulk_effective_size(const Draws& chains) {
  check(chains);
  if (!all_finite(chains)) return not_a_number;
  const Draws halves = rank_normalised(split(chains));
  const Autocorrelation correlation(halves);
  if (correlation.none()) return 0;
  const std::size_t draws = halves.front().size();
  const double all = static_cast<double>(draws * halves.size());
  return all / std::max(correlation_time(correlation, draws), 1 / std::log10(all));
}

double effective_size(const std::vector<double>& log_weights) {
  const double largest = largest_of(log_weights);
  if (largest == -infinity) return 0;
  double sum = 0, squares = 0;
  for (const double log_weight : log_weights) {
    const double weight = std::exp(log_weight - largest);
    sum += weight;
    squares += weight * weight;
  }
  return sum * sum / squares;
}

std::vector<double> normalised(const std::vector<double>& log_weights) {
  const double largest = largest_of(log_weights);
  if (largest == -infinity) throw std::invalid_argument("no weight is above nothing");
  std::vector<double> weights;
  for (const double log_weight : log_weights) weights.push_back(std::exp(log_weight - largest));
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight /= sum;
  return weights;
}

double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double q) {
  if (values.empty() || values.size() != weights.size())
    throw std::invalid_argument("a weighted quantile needs a weight for every value");
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });

  double squares = 0;
  for (const double weight : weights) squares += weight * weight;
  const double n = 1 / squares, low = q * (1 - 1 / n), high = low + 1 / n;
  double sum = 0, covered = 0, below = 0;
  for (const std::size_t i : order) {
    const double above = below + weights[i];
    const double part = std::min(above, high) - std::max(below, low);
    below = above;
    if (!(part > 0)) continue;
    sum += part * values[i];
    covered += part;
  }
  return sum / covered;
}

}  // namespace knead
