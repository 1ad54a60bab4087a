#pragma once
// Writes nodes as straight-line C++.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/numerics/kernels/graph.hpp"

namespace knead::kernels {

/// An assignment, such as {"dx[3]", node}.
using Assignment = std::pair<std::string, NodeId>;

/// One assignment a node to the places of an array.
std::vector<Assignment> assignments_to(const char* array, const std::vector<NodeId>& nodes);

/// Floating-point operations of a function for one lane; a multiply-add counts as two, a division as one.
struct OperationCount {
  int multiply_adds = 0, others = 0, divisions = 0;
  int total() const { return 2 * multiply_adds + others + divisions; }
};

struct FunctionBody {
  std::string text;
  OperationCount operations;
};

/// Nodes that change less often than the function that reads them are given a place in the table of constants `k` or
/// in the table of a coupling step `w`; what fills the tables is emitted last.
class Emitter {
 public:
  explicit Emitter(const Graph& graph) : graph_(graph) {}

  FunctionBody emit(const std::vector<Assignment>& assignments, Level level);

  /// The tables as assignments, in the order of their places. Emitting the per-step table may add constants.
  std::vector<Assignment> per_step() const { return assignments_to("w", per_step_); }
  std::vector<Assignment> constants() const { return assignments_to("k", constants_); }

 private:
  friend class FunctionEmitter;
  static int place_in(std::vector<NodeId>& nodes, NodeId node);

  const Graph& graph_;
  std::vector<NodeId> per_step_, constants_;
};

}  // namespace knead::kernels
