#include "sim/numerics/kernels/emit.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace knead::kernels {
namespace {

/// A division costs about eight multiplications on lanes, so this many independent ones share one, where states change.
constexpr std::size_t shared_divisions = 4;

}  // namespace

class FunctionEmitter {
 public:
  FunctionEmitter(Emitter& tables, Level level)
      : tables_(tables),
        graph_(tables.graph_),
        level_(level),
        group_size_(level == Level::states ? shared_divisions : 1) {}

  FunctionBody run(const std::vector<Assignment>& assignments) {
    for (const auto& [target, node] : assignments) count_use(node);
    for (const auto& [target, node] : assignments) group_reciprocals(node);
    for (const auto& [target, node] : assignments) {
      const std::string value = visit(node);
      set(target, value);
    }
    return std::move(body_);
  }

 private:
  bool is_leaf(NodeId id) const { return graph_[id].op <= Op::right_side; }
  bool is_here(NodeId id) const { return graph_[id].level == level_ && graph_[id].op != Op::literal; }
  void set(const std::string& target, const std::string& value) {
    body_.text += fmt::format("    {} = {};\n", target, value);
  }
  void define(const std::string& name, const std::string& value) { set(fmt::format("const V {}", name), value); }

  void count_use(NodeId id) {
    if (!is_here(id) || ++uses_[id] > 1 || is_leaf(id)) return;
    count_use(graph_[id].a);
    if (graph_[id].b >= 0) count_use(graph_[id].b);
  }

  /// Reciprocals with the same number of reciprocals beneath them do not depend on each other.
  int group_reciprocals(NodeId id) {
    if (!is_here(id) || is_leaf(id)) return 0;
    if (const auto known = depth_.find(id); known != depth_.end()) return known->second;
    const Node& node = graph_[id];
    int depth = group_reciprocals(node.a);
    if (node.b >= 0) depth = std::max(depth, group_reciprocals(node.b));
    if (node.op == Op::reciprocal) {
      std::vector<std::vector<NodeId>>& groups = groups_[depth];
      if (groups.empty() || groups.back().size() == group_size_) groups.emplace_back();
      groups.back().push_back(id);
      group_of_[id] = {depth, groups.size() - 1};
      ++depth;
    }
    return depth_[id] = depth;
  }

  /// The text that reads a node; writes what it needs first.
  std::string visit(NodeId id) {
    const Node& node = graph_[id];
    if (node.op == Op::literal) return fmt::format("all({:.17g})", node.value);
    if (node.level < level_) return elsewhere(id);
    const std::string name = fmt::format("t{}", id);
    if (!written_.insert(id).second) return name;
    if (is_leaf(id)) {
      define(name, leaf(node));
    } else if (node.op == Op::reciprocal) {
      write_group(id);
    } else {
      const std::string value = operation(node);
      define(name, value);
    }
    return name;
  }

  std::string elsewhere(NodeId id) {
    if (graph_[id].level == Level::parameters)
      return fmt::format("all(k[{}])", Emitter::place_in(tables_.constants_, id));
    return fmt::format("w[{}]", Emitter::place_in(tables_.per_step_, id));
  }

  static std::string leaf(const Node& node) {
    switch (node.op) {
      case Op::parameter:
        return fmt::format("p[{}]", node.a);
      case Op::input:
        return fmt::format("u[{}]", node.a);
      case Op::state:
        return fmt::format("x[{}]", node.a);
      case Op::factor:
        return fmt::format("m[{}]", node.a);
      case Op::right_side:
        return fmt::format("b[{}]", node.a);
      default:
        return "step_rate";
    }
  }

  /// A product that is read once joins the sum that reads it.
  bool joins_sum(NodeId id) { return graph_[id].op == Op::multiply && is_here(id) && uses_[id] == 1; }

  std::string operation(const Node& node) {
    if (node.op == Op::add || node.op == Op::subtract) {
      if (joins_sum(node.b)) {
        const Node product = graph_[node.b];
        const char* form = node.op == Op::add ? "multiply_add" : "negative_multiply_add";
        return multiply_add(form, product, node.a);
      }
      if (joins_sum(node.a)) {
        const Node product = graph_[node.a];
        return multiply_add(node.op == Op::add ? "multiply_add" : "multiply_subtract", product, node.b);
      }
    }
    ++body_.operations.others;
    const std::string a = visit(node.a);
    const std::string b = node.b >= 0 ? visit(node.b) : "";
    switch (node.op) {
      case Op::add:
        return fmt::format("{} + {}", a, b);
      case Op::subtract:
        return fmt::format("{} - {}", a, b);
      case Op::multiply:
        return fmt::format("{} * {}", a, b);
      case Op::negate:
        return fmt::format("-{}", a);
      case Op::gate:
        return node.a == node.b ? fmt::format("positive_lanes<V>({})", a) : fmt::format("gate_lanes<V>({}, {})", a, b);
      case Op::power:
        return fmt::format("power_lanes<V>({}, {})", a, b);
      default:
        return fmt::format("exponential_lanes<V>({})", a);
    }
  }

  std::string multiply_add(const char* form, const Node& product, NodeId term) {
    ++body_.operations.multiply_adds;
    const std::string x = visit(product.a), y = visit(product.b), z = visit(term);
    return fmt::format("{}<V>({}, {}, {})", form, x, y, z);
  }

  /// 1/a and 1/b from r = 1/(a b) as b r and a r; a group of any size by halves.
  void write_group(NodeId first) {
    const auto [depth, place] = group_of_.at(first);
    const std::vector<NodeId> group = groups_[depth][place];
    for (const NodeId id : group) written_.insert(id);
    std::vector<std::string> names, denominators;
    for (const NodeId id : group) {
      names.push_back(fmt::format("t{}", id));
      denominators.push_back(visit(graph_[id].a));
    }
    ++body_.operations.divisions;
    const std::string prefix = fmt::format("r{}_", first);
    const std::string inverse = fmt::format("{}i", prefix);
    define(inverse, fmt::format("all(1.0) / {}", product_of(denominators, prefix)));
    write_inverses(names, denominators, prefix, inverse);
  }

  /// The product of all, by halves, each of which is written under a name that ends in p.
  std::string product_of(const std::vector<std::string>& values, const std::string& prefix) {
    if (values.size() == 1) return values[0];
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    const std::string left = product_of({values.begin(), middle}, fmt::format("{}0", prefix));
    const std::string right = product_of({middle, values.end()}, fmt::format("{}1", prefix));
    const std::string name = fmt::format("{}p", prefix);
    define(name, fmt::format("{} * {}", left, right));
    ++body_.operations.others;
    return name;
  }

  void write_inverses(const std::vector<std::string>& names, const std::vector<std::string>& values,
                      const std::string& prefix, const std::string& inverse) {
    if (names.size() == 1) return define(names[0], inverse);
    const std::ptrdiff_t half = static_cast<std::ptrdiff_t>(values.size() / 2);
    const std::vector<std::string> left(values.begin(), values.begin() + half);
    const std::vector<std::string> right(values.begin() + half, values.end());
    const std::string left_prefix = fmt::format("{}0", prefix), right_prefix = fmt::format("{}1", prefix);
    const std::string left_inverse = fmt::format("{}i", left_prefix), right_inverse = fmt::format("{}i", right_prefix);
    define(left_inverse,
           fmt::format("{} * {}", inverse, right.size() == 1 ? right[0] : fmt::format("{}p", right_prefix)));
    define(right_inverse,
           fmt::format("{} * {}", inverse, left.size() == 1 ? left[0] : fmt::format("{}p", left_prefix)));
    body_.operations.others += 2;
    write_inverses({names.begin(), names.begin() + half}, left, left_prefix, left_inverse);
    write_inverses({names.begin() + half, names.end()}, right, right_prefix, right_inverse);
  }

  Emitter& tables_;
  const Graph& graph_;
  Level level_;
  std::size_t group_size_;
  FunctionBody body_;
  std::map<NodeId, int> uses_, depth_;
  std::set<NodeId> written_;
  std::map<int, std::vector<std::vector<NodeId>>> groups_;
  std::map<NodeId, std::pair<int, std::size_t>> group_of_;
};

FunctionBody Emitter::emit(const std::vector<Assignment>& assignments, Level level) {
  return FunctionEmitter(*this, level).run(assignments);
}

std::vector<Assignment> assignments_to(const char* array, const std::vector<NodeId>& nodes) {
  std::vector<Assignment> assignments;
  for (const NodeId node : nodes) assignments.emplace_back(fmt::format("{}[{}]", array, assignments.size()), node);
  return assignments;
}

int Emitter::place_in(std::vector<NodeId>& nodes, NodeId node) {
  const auto place = std::find(nodes.begin(), nodes.end(), node);
  if (place == nodes.end()) nodes.push_back(node);
  return static_cast<int>(std::find(nodes.begin(), nodes.end(), node) - nodes.begin());
}

}  // namespace knead::kernels
