#pragma once
// From the one text of a network's rates to its kernel.

#include <string>
#include <string_view>
#include <vector>

#include "sim/numerics/kernels/expression.hpp"
#include "sim/numerics/network.hpp"

namespace knead::kernels {

/// A network's rates as nodes.
struct RecordedNetwork {
  std::string_view name;
  int inputs = 0, parameters = 0;
  Graph graph;
  std::vector<NodeId> rates;  ///< one a state
};

/// Runs the rates of a network on the recording scalar.
template <class Network>
RecordedNetwork record() {
  RecordedNetwork recorded;
  recorded.name = Network::name;
  const Recording recording(recorded.graph);
  const auto leaves = [&recorded](auto& arguments, Op op) {
    int place = 0;
    arguments.each([&](Expression& member) { member = Expression::of(recorded.graph.leaf(op, place++)); });
    return place;
  };
  typename Network::template State<Expression> x, dxdt;
  typename Network::template Input<Expression> u;
  typename Network::template Parameters<Expression> p;
  leaves(x, Op::state);
  recorded.inputs = leaves(u, Op::input);
  recorded.parameters = leaves(p, Op::parameter);
  Network::rates(x, u, p, dxdt);
  dxdt.each([&recorded](const Expression& rate) { recorded.rates.push_back(rate.node()); });
  return recorded;
}

/// The C++ text of a struct of that name: straight-line rates, factorisation of step_rate I - J, solution, and the
/// tables of what changes seldom.
std::string write_kernel(RecordedNetwork network, const std::string& kernel_name);

}  // namespace knead::kernels
