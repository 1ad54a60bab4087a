#pragma once
// The Jacobian of recorded rates, as nodes of the same graph.

#include <map>
#include <vector>

#include "sim/numerics/kernels/graph.hpp"

namespace knead::kernels {

/// Entry (row, column) of a sparse matrix whose entries are nodes; what is absent is 0.
using SparseRow = std::map<int, NodeId>;
using SparseMatrix = std::vector<SparseRow>;

/// d outputs[i] / d state j by forward differentiation of every node. Gates (positive parts) are differentiated where
/// they are open and count as 0 where they are shut.
SparseMatrix jacobian(Graph& graph, const std::vector<NodeId>& outputs);

}  // namespace knead::kernels
