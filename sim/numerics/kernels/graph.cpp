#include "sim/numerics/kernels/graph.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace knead::kernels {

NodeId Graph::make(Op op, Level level, NodeId a, NodeId b, double value) {
  const auto [place, is_new] =
      known_.try_emplace({op, a, b, std::bit_cast<std::uint64_t>(value)}, static_cast<NodeId>(nodes_.size()));
  if (is_new) nodes_.push_back({op, level, a, b, value});
  return place->second;
}

NodeId Graph::literal(double value) { return make(Op::literal, Level::literal, -1, -1, value + 0.0); }

NodeId Graph::leaf(Op op, int place) {
  const Level level = op == Op::parameter ? Level::parameters : op == Op::input ? Level::inputs : Level::states;
  return make(op, level, place, -1);
}

NodeId Graph::operation(Op op, NodeId a, NodeId b) {
  const Level level = b < 0 ? nodes_[a].level : std::max(nodes_[a].level, nodes_[b].level);
  return make(op, level, a, b);
}

bool Graph::is_literal(NodeId id, double value) const {
  return nodes_[id].op == Op::literal && nodes_[id].value == value;
}

/// True of a sum or product whose first operand changes less often than its second.
bool Graph::splits(Op op, NodeId id) const {
  const Node& node = nodes_[id];
  return node.op == op && nodes_[node.a].level < nodes_[node.b].level;
}

NodeId Graph::negate(NodeId a) {
  const Node node = nodes_[a];
  if (node.op == Op::literal) return literal(-node.value);
  if (node.op == Op::negate) return node.a;
  if (node.op == Op::subtract) return add(node.b, negate(node.a));
  return operation(Op::negate, a, -1);
}

NodeId Graph::add(NodeId a, NodeId b) {
  if (is_literal(a, 0.0)) return b;
  if (is_literal(b, 0.0)) return a;
  const auto order = [this](NodeId id) { return std::pair{nodes_[id].level, id}; };
  if (order(b) < order(a)) std::swap(a, b);
  const Node na = nodes_[a], nb = nodes_[b];
  if (na.op == Op::literal && nb.op == Op::literal) return literal(na.value + nb.value);
  // What changes seldom comes first: (k + x) + l = (k + l) + x.
  if (na.level < nb.level && splits(Op::add, b)) return add(add(a, nb.a), nb.b);
  if (na.level == nb.level && splits(Op::add, b)) return add(nb.a, add(a, nb.b));
  if (na.level == nb.level && splits(Op::add, a)) return add(na.a, add(na.b, b));
  if (na.op == Op::negate && nb.op == Op::negate) return negate(add(na.a, nb.a));
  if (nb.op == Op::negate) return nb.a == a ? literal(0.0) : operation(Op::subtract, a, nb.a);
  if (na.op == Op::negate) return na.a == b ? literal(0.0) : operation(Op::subtract, b, na.a);
  return operation(Op::add, a, b);
}

NodeId Graph::multiply(NodeId a, NodeId b) {
  if (is_literal(a, 0.0) || is_literal(b, 0.0)) return literal(0.0);
  if (is_literal(a, 1.0)) return b;
  if (is_literal(b, 1.0)) return a;
  const auto order = [this](NodeId id) { return std::pair{nodes_[id].level, id}; };
  if (order(b) < order(a)) std::swap(a, b);
  const Node na = nodes_[a], nb = nodes_[b];
  if (na.op == Op::literal && nb.op == Op::literal) return literal(na.value * nb.value);
  if (na.op == Op::literal && na.value < 0.0) return negate(multiply(literal(-na.value), b));
  if (na.op == Op::negate) return negate(multiply(na.a, b));
  if (nb.op == Op::negate) return negate(multiply(a, nb.a));
  if (na.level < nb.level && splits(Op::multiply, b)) return multiply(multiply(a, nb.a), nb.b);
  if (na.level == nb.level && splits(Op::multiply, b)) return multiply(nb.a, multiply(a, nb.b));
  if (na.level == nb.level && splits(Op::multiply, a)) return multiply(na.a, multiply(na.b, b));
  return operation(Op::multiply, a, b);
}

NodeId Graph::reciprocal(NodeId a) {
  const Node node = nodes_[a];
  if (node.op == Op::literal) return literal(1.0 / node.value);
  if (node.op == Op::reciprocal) return node.a;
  if (node.op == Op::negate) return negate(reciprocal(node.a));
  if (splits(Op::multiply, a)) return multiply(reciprocal(node.a), reciprocal(node.b));
  return operation(Op::reciprocal, a, -1);
}

NodeId Graph::gate(NodeId condition, NodeId value) {
  const Node& node = nodes_[condition];
  if (node.op == Op::literal) return node.value > 0.0 ? value : literal(0.0);
  if (is_literal(value, 0.0)) return value;
  return operation(Op::gate, condition, value);
}

NodeId Graph::power(NodeId base, NodeId exponent) {
  const Node &x = nodes_[base], &y = nodes_[exponent];
  if (std::max(x.level, y.level) == Level::states)
    throw std::domain_error(
        "power() of a state (lanes have no library call); expected integer_power<N>() or an input made once a "
        "coupling step");
  if (x.op == Op::literal && y.op == Op::literal) return literal(std::pow(x.value, y.value));
  return operation(Op::power, base, exponent);
}

NodeId Graph::exponential(NodeId a) {
  const Node& node = nodes_[a];
  if (node.level == Level::states)
    throw std::domain_error("exponential() of a state (lanes have no library call); expected a rational function");
  if (node.op == Op::literal) return literal(std::exp(node.value));
  return operation(Op::exponential, a, -1);
}

}  // namespace knead::kernels
