#pragma once
// Draws and their moments, for tests of samplers.

#include <cmath>
#include <vector>

#include "sim/numerics/random.hpp"
#include "sim/parallel/ranks.hpp"
#include "sim/sampling/target.hpp"

namespace knead::test {

inline const Ranks& alone() {
  static const Ranks ranks;  // once in a process
  return ranks;
}

inline double mean_of(const std::vector<double>& x) {
  double sum = 0;
  for (const double one : x) sum += one;
  return sum / static_cast<double>(x.size());
}

inline double sd_of(const std::vector<double>& x) {
  const double mean = mean_of(x);
  double sum = 0;
  for (const double one : x) sum += (one - mean) * (one - mean);
  return std::sqrt(sum / static_cast<double>(x.size() - 1));
}

inline double test_normal(std::uint64_t seed, std::uint64_t entity, std::uint64_t count) {
  return draw_normal({seed, 0}, Purpose::test, entity, count);
}

inline Point test_normals(std::size_t dimension, std::uint64_t seed, std::uint64_t entity) {
  Point drawn(dimension);
  for (std::size_t i = 0; i < dimension; ++i) drawn[i] = test_normal(seed, entity, i);
  return drawn;
}

/// One coordinate of all draws, [chain][draw].
inline std::vector<std::vector<double>> coordinate(const std::vector<std::vector<Point>>& chains, std::size_t i) {
  std::vector<std::vector<double>> picked;
  for (const auto& chain : chains) {
    auto& draws = picked.emplace_back();
    for (const Point& point : chain) draws.push_back(point[i]);
  }
  return picked;
}

inline std::vector<double> pooled(const std::vector<std::vector<double>>& chains) {
  std::vector<double> all;
  for (const auto& chain : chains) all.insert(all.end(), chain.begin(), chain.end());
  return all;
}

}  // namespace knead::test
