#pragma once
// Rates as a graph of operations. Equal operations are one node (hash-consing), constants are folded, and factors
// and terms that change seldom are gathered, so that they can be computed once a coupling step or once a run.

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

namespace knead::kernels {

/// `gate` is its second operand where the first is positive, else 0; `gate(x, x)` is the positive part of x.
/// `step_rate`, `factor` and `right_side` are what the factorisation and the solution read beside the states.
enum class Op : std::uint8_t {
  literal,
  parameter,
  input,
  state,
  step_rate,
  factor,
  right_side,
  add,
  subtract,
  negate,
  multiply,
  reciprocal,
  gate,
  power,
  exponential,
};

/// How often a node changes: never, with the parameters, with the inputs (once a coupling step), at every stage.
enum class Level : std::uint8_t { literal, parameters, inputs, states };

using NodeId = int;

/// Leaves hold their place in `a`, literals their value; other nodes hold their operands.
struct Node {
  Op op;
  Level level;
  NodeId a, b;
  double value;
};

/// A node is made once and never changes; its number is greater than those of its operands.
class Graph {
 public:
  NodeId literal(double value);
  NodeId leaf(Op op, int place);
  NodeId add(NodeId a, NodeId b);
  NodeId subtract(NodeId a, NodeId b) { return add(a, negate(b)); }
  NodeId negate(NodeId a);
  NodeId multiply(NodeId a, NodeId b);
  NodeId reciprocal(NodeId a);
  NodeId gate(NodeId condition, NodeId value);
  /// These two throw std::domain_error when an operand depends on a state: lanes have no library call.
  NodeId power(NodeId base, NodeId exponent);
  NodeId exponential(NodeId a);

  const Node& operator[](NodeId id) const { return nodes_[id]; }
  bool is_literal(NodeId id, double value) const;

 private:
  NodeId make(Op op, Level level, NodeId a, NodeId b, double value = 0.0);
  NodeId operation(Op op, NodeId a, NodeId b);
  bool splits(Op op, NodeId id) const;

  std::vector<Node> nodes_;
  std::map<std::tuple<Op, NodeId, NodeId, std::uint64_t>, NodeId> known_;
};

}  // namespace knead::kernels
