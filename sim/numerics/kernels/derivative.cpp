#include "sim/numerics/kernels/derivative.hpp"

#include <algorithm>

namespace knead::kernels {
namespace {

class Differentiator {
 public:
  explicit Differentiator(Graph& graph) : graph_(graph) {}

  const SparseRow& gradient(NodeId id) {
    if (const auto known = gradients_.find(id); known != gradients_.end()) return known->second;
    return gradients_[id] = derive(id);
  }

 private:
  SparseRow derive(NodeId id) {
    const Node node = graph_[id];
    if (node.level != Level::states) return {};
    switch (node.op) {
      case Op::state:
        return {{node.a, graph_.literal(1.0)}};
      case Op::add:
        return sum(gradient(node.a), gradient(node.b));
      case Op::subtract:
        return sum(gradient(node.a), scaled(gradient(node.b), graph_.literal(-1.0)));
      case Op::negate:
        return scaled(gradient(node.a), graph_.literal(-1.0));
      case Op::multiply:
        return sum(scaled(gradient(node.a), node.b), scaled(gradient(node.b), node.a));
      case Op::reciprocal:
        return scaled(gradient(node.a), graph_.negate(graph_.multiply(id, id)));
      case Op::gate: {
        SparseRow row = gradient(node.b);
        for (auto& [column, entry] : row) entry = graph_.gate(node.a, entry);
        return row;
      }
      default:
        return {};
    }
  }

  SparseRow scaled(SparseRow row, NodeId factor) {
    for (auto& [column, entry] : row) entry = graph_.multiply(factor, entry);
    return row;
  }

  SparseRow sum(SparseRow left, const SparseRow& right) {
    for (const auto& [column, entry] : right) {
      const auto [place, is_new] = left.try_emplace(column, entry);
      if (!is_new) place->second = graph_.add(place->second, entry);
    }
    return left;
  }

  Graph& graph_;
  std::map<NodeId, SparseRow> gradients_;
};

}  // namespace

SparseMatrix jacobian(Graph& graph, const std::vector<NodeId>& outputs) {
  Differentiator differentiator(graph);
  SparseMatrix rows;
  for (const NodeId output : outputs) {
    rows.push_back(differentiator.gradient(output));
    std::erase_if(rows.back(), [&graph](const auto& entry) { return graph.is_literal(entry.second, 0.0); });
  }
  return rows;
}

}  // namespace knead::kernels
