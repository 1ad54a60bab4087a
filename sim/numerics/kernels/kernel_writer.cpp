#include "sim/numerics/kernels/kernel_writer.hpp"

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "sim/numerics/kernels/emit.hpp"
#include "sim/numerics/kernels/sparse_lu.hpp"

namespace knead::kernels {
namespace {

/// step_rate I - J.
SparseMatrix step_matrix(Graph& graph, SparseMatrix matrix) {
  for (int i = 0; i < static_cast<int>(matrix.size()); ++i) {
    for (auto& [j, entry] : matrix[i]) entry = graph.negate(entry);
    const NodeId diagonal = matrix[i].try_emplace(i, graph.literal(0.0)).first->second;
    matrix[i][i] = graph.add(diagonal, graph.leaf(Op::step_rate, 0));
  }
  return matrix;
}

/// Gives every factor that changes with the state a place in memory and replaces it by a leaf that reads it there;
/// equal factors, and factors that differ in sign, share a place.
class StoredFactors {
 public:
  explicit StoredFactors(Graph& graph) : graph_(graph) {}

  Factors replace(Factors factors) {
    for (const int k : factors.pivots) {
      factors.inverse_pivot[k] = stored(factors.inverse_pivot[k]);
      for (auto& [j, entry] : factors.lower[k]) entry = stored(entry);
      for (auto& [j, entry] : factors.upper[k]) entry = stored(entry);
    }
    return factors;
  }

  const std::vector<NodeId>& nodes() const { return nodes_; }

 private:
  NodeId stored(NodeId id) {
    const Node node = graph_[id];
    if (node.level != Level::states) return id;
    if (node.op == Op::negate) return graph_.negate(stored(node.a));
    const auto [place, is_new] = places_.try_emplace(id, static_cast<int>(nodes_.size()));
    if (is_new) nodes_.push_back(id);
    return graph_.leaf(Op::factor, place->second);
  }

  Graph& graph_;
  std::vector<NodeId> nodes_;
  std::map<NodeId, int> places_;
};

class KernelText {
 public:
  void count(const char* name, std::size_t value) {
    text_ << "  static constexpr std::size_t " << name << " = " << value << ";\n";
  }
  void table(const char* name, const std::vector<int>& values) {
    text_ << fmt::format("  static constexpr int {}[] = {{{}}};\n", name, fmt::join(values, ", "));
  }
  void function(const char* name, const char* arguments, const FunctionBody& body) {
    text_ << "\n  template <class V>\n  static void " << name << "(" << arguments << ") {\n"
          << "    const auto all = [](double value) { return broadcast<V>(value); };\n    (void)all;\n"
          << body.text << "  }\n";
  }
  std::ostringstream& stream() { return text_; }

 private:
  std::ostringstream text_;
};

}  // namespace

std::string write_kernel(RecordedNetwork network, const std::string& kernel_name) {
  Graph& graph = network.graph;
  const std::size_t states = network.rates.size();
  std::vector<NodeId> right_side, added_rates;
  for (std::size_t i = 0; i < states; ++i) {
    right_side.push_back(graph.leaf(Op::right_side, static_cast<int>(i)));
    added_rates.push_back(graph.add(right_side[i], network.rates[i]));
  }
  const SparseMatrix derivatives = jacobian(graph, network.rates);
  StoredFactors stored(graph);
  const Factors factors = stored.replace(factorise(graph, step_matrix(graph, derivatives)));
  const std::vector<NodeId> solution = solve(graph, factors, right_side);

  std::vector<Assignment> start = assignments_to("dx", network.rates);
  for (const Assignment& factor : assignments_to("m", stored.nodes())) start.push_back(factor);
  std::vector<Assignment> backwards;
  for (auto i = factors.pivots.rbegin(); i != factors.pivots.rend(); ++i)
    backwards.emplace_back(fmt::format("b[{}]", *i), solution[*i]);

  std::vector<NodeId> entries;
  std::vector<int> rows, columns;
  for (std::size_t i = 0; i < states; ++i)
    for (const auto& [j, entry] : derivatives[i]) {
      entries.push_back(entry);
      rows.push_back(static_cast<int>(i));
      columns.push_back(j);
    }

  Emitter emitter(graph);
  const FunctionBody add_rates = emitter.emit(assignments_to("b", added_rates), Level::states);
  const FunctionBody rates_and_factors = emitter.emit(start, Level::states);
  const FunctionBody solve_body = emitter.emit(backwards, Level::states);
  const FunctionBody jacobian_body = emitter.emit(assignments_to("j", entries), Level::states);
  const FunctionBody prepare_inputs = emitter.emit(emitter.per_step(), Level::inputs);
  const FunctionBody prepare_constants = emitter.emit(emitter.constants(), Level::parameters);

  KernelText kernel;
  kernel.stream() << "// Made at build time from the rates of " << network.name << "; do not edit.\n"
                  << "#pragma once\n\n#include \"sim/numerics/elementary.hpp\"\n#include \"sim/numerics/lanes.hpp\"\n\n"
                  << "namespace knead::kernels {\n\nstruct " << kernel_name << " {\n";
  kernel.count("states", states);
  kernel.count("inputs", network.inputs);
  kernel.count("parameters", network.parameters);
  kernel.count("constants", emitter.constants().size());
  kernel.count("per_step", emitter.per_step().size());
  kernel.count("stored_factors", stored.nodes().size());
  kernel.count("nonzeros", factors.nonzeros());
  kernel.stream() << "  // Floating-point operations a lane; a multiply-add is two.\n";
  kernel.count("rate_operations", add_rates.operations.total());
  kernel.count("factor_operations", rates_and_factors.operations.total());
  kernel.count("solve_operations", solve_body.operations.total());

  kernel.stream() << "\n  // Places of the Jacobian's entries.\n";
  kernel.table("jacobian_row", rows);
  kernel.table("jacobian_column", columns);
  kernel.stream() << "\n  /// Once a parameter set.";
  kernel.function("prepare_constants", "[[maybe_unused]] const V* p, [[maybe_unused]] V* k", prepare_constants);
  kernel.stream() << "\n  /// Once a coupling step.";
  kernel.function("prepare_inputs",
                  "[[maybe_unused]] const V* u, [[maybe_unused]] const double* k, [[maybe_unused]] V* w",
                  prepare_inputs);
  kernel.stream() << "\n  /// b += dx/dt.";
  kernel.function("add_rates",
                  "const V* __restrict x, [[maybe_unused]] const V* __restrict w, "
                  "[[maybe_unused]] const double* __restrict k, V* __restrict b",
                  add_rates);
  kernel.stream() << "\n  /// dx/dt and the factors m of step_rate I - J.";
  kernel.function("rates_and_factors",
                  "const V* __restrict x, [[maybe_unused]] const V* __restrict w, "
                  "[[maybe_unused]] const double* __restrict k, V step_rate, "
                  "V* __restrict dx, V* __restrict m",
                  rates_and_factors);
  kernel.stream() << "\n  /// b becomes the solution of (step_rate I - J) y = b.";
  kernel.function("solve",
                  "const V* __restrict m, [[maybe_unused]] const V* __restrict w, "
                  "[[maybe_unused]] const double* __restrict k, V* __restrict b",
                  solve_body);
  kernel.stream() << "\n  /// j = d(dx/dt)/dx, by rows; for tests and other integrators.";
  kernel.function("jacobian",
                  "[[maybe_unused]] const V* __restrict x, [[maybe_unused]] const V* __restrict w, "
                  "[[maybe_unused]] const double* __restrict k, V* __restrict j",
                  jacobian_body);
  kernel.stream() << "};\n\n}  // namespace knead::kernels\n";
  return kernel.stream().str();
}

}  // namespace knead::kernels
