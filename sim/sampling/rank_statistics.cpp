#include "sim/sampling/rank_statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <stdexcept>

namespace knead {

int rank_of(double truth, const std::vector<double>& draws) {
  return static_cast<int>(std::count_if(draws.begin(), draws.end(), [&](double draw) { return draw < truth; }));
}

double uniformity_p(const std::vector<int>& ranks, int largest, int bins) {
  if (ranks.empty() || bins < 2 || bins > largest + 1)
    throw std::invalid_argument("uniformity needs ranks, and 2 bins or more, each of a rank or more");
  const auto bin_of = [&](int rank) {
    return static_cast<std::size_t>(static_cast<long>(rank) * bins / (static_cast<long>(largest) + 1));
  };
  std::vector<double> expected(static_cast<std::size_t>(bins)), seen(expected.size());
  const double each = static_cast<double>(ranks.size()) / (static_cast<double>(largest) + 1);
  for (int rank = 0; rank <= largest; ++rank) expected[bin_of(rank)] += each;
  for (const int rank : ranks) {
    if (rank < 0 || rank > largest) throw std::invalid_argument("a rank lies outside its range");
    ++seen[bin_of(rank)];
  }
  double chi_squared = 0;
  for (std::size_t b = 0; b < seen.size(); ++b)
    chi_squared += (seen[b] - expected[b]) * (seen[b] - expected[b]) / expected[b];
  return cdf(complement(boost::math::chi_squared(bins - 1), chi_squared));
}

}  // namespace knead
