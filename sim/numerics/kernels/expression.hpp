#pragma once
// The recording scalar: rates run on it once, at build time, and leave their graph behind.

#include <stdexcept>

#include "sim/numerics/kernels/graph.hpp"

namespace knead::kernels {

/// The graph that expressions are written to while a Recording lives.
class Recording {
 public:
  explicit Recording(Graph& graph) : outer_(current_) { current_ = &graph; }
  ~Recording() { current_ = outer_; }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  static Graph& graph() {
    if (!current_) throw std::logic_error("an expression outside a recording");
    return *current_;
  }

 private:
  static inline Graph* current_ = nullptr;
  Graph* outer_;
};

class Expression {
 public:
  Expression() = default;  ///< 0, like a double that is value-initialised
  Expression(double value) : node_(Recording::graph().literal(value)) {}
  static Expression of(NodeId node) {
    Expression expression;
    expression.node_ = node;
    return expression;
  }

  NodeId node() const { return node_ >= 0 ? node_ : Recording::graph().literal(0.0); }

  friend Expression operator+(Expression a, Expression b) { return of(graph().add(a.node(), b.node())); }
  friend Expression operator-(Expression a, Expression b) { return of(graph().subtract(a.node(), b.node())); }
  friend Expression operator*(Expression a, Expression b) { return of(graph().multiply(a.node(), b.node())); }
  friend Expression operator/(Expression a, Expression b) {
    return of(graph().multiply(a.node(), graph().reciprocal(b.node())));
  }
  friend Expression operator+(Expression a) { return a; }
  friend Expression operator-(Expression a) { return of(graph().negate(a.node())); }
  Expression& operator+=(Expression b) { return *this = *this + b; }
  Expression& operator-=(Expression b) { return *this = *this - b; }
  Expression& operator*=(Expression b) { return *this = *this * b; }
  Expression& operator/=(Expression b) { return *this = *this / b; }

  friend Expression positive_part(Expression a) { return of(graph().gate(a.node(), a.node())); }
  friend Expression power(Expression a, Expression b) { return of(graph().power(a.node(), b.node())); }
  friend Expression exponential(Expression a) { return of(graph().exponential(a.node())); }
  friend Expression indicator(Expression a) {
    if (graph()[a.node()].level == Level::states)
      throw std::domain_error("indicator() of a state (a jump defeats the error control); expected positive_part()");
    return of(graph().gate(a.node(), graph().literal(1.0)));
  }

 private:
  static Graph& graph() { return Recording::graph(); }
  NodeId node_ = -1;
};

}  // namespace knead::kernels
