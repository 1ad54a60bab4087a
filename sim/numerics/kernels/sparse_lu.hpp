#pragma once
// LU factorisation of a sparse matrix of nodes, done once, on paper: the result is again nodes.

#include <vector>

#include "sim/numerics/kernels/derivative.hpp"

namespace knead::kernels {

/// A = L U in the order of `pivots` (row and column alike): L with unit diagonal, and of U the part right of the
/// diagonal and the reciprocals of the diagonal. Rows and columns keep their numbers in A.
struct Factors {
  std::vector<int> pivots;
  SparseMatrix lower, upper;
  std::vector<NodeId> inverse_pivot;
  int nonzeros() const;
};

/// Diagonal pivots of least Markowitz count (r - 1)(c - 1), ties to the lower number; no pivoting by size, which
/// I/(gamma h) - J does not need at the steps that the error control allows (as KPP: Damian et al. 2002,
/// doi:10.1016/S0098-1354(02)00128-X). Every diagonal entry must be present.
Factors factorise(Graph& graph, SparseMatrix matrix);

/// x of A x = b from nodes that stand for the factors and for b.
std::vector<NodeId> solve(Graph& graph, const Factors& factors, std::vector<NodeId> right_side);

}  // namespace knead::kernels
