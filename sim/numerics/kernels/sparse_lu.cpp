#include "sim/numerics/kernels/sparse_lu.hpp"

#include <stdexcept>

namespace knead::kernels {
namespace {

/// The unused row and column that would fill in least.
int least_fill(const SparseMatrix& matrix, const std::vector<bool>& used) {
  const int n = static_cast<int>(matrix.size());
  std::vector<long> row_count(n), column_count(n);
  for (int i = 0; i < n; ++i)
    for (const auto& [j, entry] : matrix[i])
      if (!used[i] && !used[j]) ++row_count[i], ++column_count[j];
  int best = -1;
  long best_count = 0;
  for (int i = 0; i < n; ++i) {
    const long count = (row_count[i] - 1) * (column_count[i] - 1);
    if (!used[i] && (best < 0 || count < best_count)) best = i, best_count = count;
  }
  return best;
}

}  // namespace

int Factors::nonzeros() const {
  std::size_t count = inverse_pivot.size();
  for (const SparseRow& row : lower) count += row.size();
  for (const SparseRow& row : upper) count += row.size();
  return static_cast<int>(count);
}

Factors factorise(Graph& graph, SparseMatrix matrix) {
  const int n = static_cast<int>(matrix.size());
  for (int i = 0; i < n; ++i)
    if (!matrix[i].contains(i)) throw std::invalid_argument("a diagonal entry is missing");

  Factors factors{{}, SparseMatrix(n), SparseMatrix(n), std::vector<NodeId>(n)};
  std::vector<bool> used(n);
  for (int step = 0; step < n; ++step) {
    const int k = least_fill(matrix, used);
    factors.pivots.push_back(k);
    factors.inverse_pivot[k] = graph.reciprocal(matrix[k].at(k));
    used[k] = true;
    for (const auto& [j, entry] : matrix[k])
      if (!used[j]) factors.upper[k][j] = entry;
    for (int i = 0; i < n; ++i) {
      const auto below = matrix[i].find(k);
      if (used[i] || below == matrix[i].end()) continue;
      const NodeId multiplier = graph.multiply(below->second, factors.inverse_pivot[k]);
      factors.lower[i][k] = multiplier;
      for (const auto& [j, entry] : factors.upper[k]) {
        const NodeId taken = graph.multiply(multiplier, entry);
        const auto [place, is_fill] = matrix[i].try_emplace(j, taken);
        place->second = is_fill ? graph.negate(taken) : graph.subtract(place->second, taken);
      }
    }
  }
  return factors;
}

std::vector<NodeId> solve(Graph& graph, const Factors& factors, std::vector<NodeId> right_side) {
  std::vector<NodeId>& x = right_side;
  for (const int i : factors.pivots)
    for (const int k : factors.pivots)
      if (const auto entry = factors.lower[i].find(k); entry != factors.lower[i].end())
        x[i] = graph.subtract(x[i], graph.multiply(entry->second, x[k]));
  for (auto place = factors.pivots.rbegin(); place != factors.pivots.rend(); ++place) {
    const int i = *place;
    for (const auto& [j, entry] : factors.upper[i]) x[i] = graph.subtract(x[i], graph.multiply(entry, x[j]));
    x[i] = graph.multiply(x[i], factors.inverse_pivot[i]);
  }
  return right_side;
}

}  // namespace knead::kernels
