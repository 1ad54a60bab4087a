#pragma once
// Integrates the members of a batch on lanes. Every lane has its own step size and error control, and takes the next
// member when its own is done; so a member's result depends on nothing but the member.

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <vector>

#include "sim/numerics/batch.hpp"
#include "sim/numerics/integration.hpp"
#include "sim/numerics/rodas4.hpp"

namespace knead {

/// Members are prepared and integrated in chunks of this many, which stay in the cache; chunks are what threads share.
inline constexpr std::size_t chunk_members = 256;

template <class Kernel, int W = native_lanes>
class LaneIntegrator {
 public:
  using V = Lanes<W>;
  static constexpr std::size_t n = Kernel::states;

  /// constants: what Kernel::prepare_constants made; floors: one a state. Both must outlive the integrator.
  LaneIntegrator(const double* constants, const double* floors, const Tolerance& tolerance)
      : constants_(constants), floors_(floors), tolerance_(tolerance), table_(Kernel::per_step * row_) {}

  /// Advances members [begin, end) by duration_s under inputs[input * batch.members + member].
  IntegrationCount advance(Batch& batch, std::size_t begin, std::size_t end, const double* inputs, double duration_s) {
    count_ = {};
    batch_ = &batch;
    duration_ = duration_s;
    for (std::size_t first = begin; first < end; first += chunk_members)
      advance_chunk(first, std::min(end, first + chunk_members), inputs);
    return count_;
  }

 private:
  static constexpr std::size_t idle = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t row_ = chunk_members + W;  ///< of the table of the coupling step

  void advance_chunk(std::size_t first, std::size_t last, const double* inputs) {
    first_ = next_ = first;
    last_ = last;
    prepare(inputs);
    fill_all();
    while (busy_ > 0) {
      choose_steps();
      rodas_.step(x_, w_, constants_, step_);
      judge();
    }
  }

  void prepare(const double* inputs) {
    for (std::size_t at = first_; at < last_; at += W) {
      V u[Kernel::inputs + 1], w[Kernel::per_step + 1];
      for (std::size_t i = 0; i < Kernel::inputs; ++i) u[i] = load_some(inputs + i * batch_->members, at);
      Kernel::template prepare_inputs<V>(u, constants_, w);
      for (std::size_t i = 0; i < Kernel::per_step; ++i) store_lanes<V>(w[i], table_.data() + i * row_ + (at - first_));
    }
  }

  /// Members at..at+W of a row; past the last member, the last again.
  V load_some(const double* row, std::size_t at) const {
    if (at + W <= last_) return load_lanes<V>(row + at);
    V v{};
    for (int i = 0; i < W; ++i) set_lane(v, i, row[std::min(at + i, last_ - 1)]);
    return v;
  }

  /// Gives every lane a member, in order.
  void fill_all() {
    for (std::size_t s = 0; s < n; ++s) x_[s] = load_some(batch_->row(s), next_);
    for (std::size_t i = 0; i < Kernel::per_step; ++i)
      w_[i] = load_lanes<V>(table_.data() + i * row_ + (next_ - first_));
    in_order_ = next_ + W <= last_;
    busy_ = 0;
    for (int i = 0; i < W; ++i) begin_member(i);
  }

  void begin_member(int i) {
    elapsed_[i] = 0.0;
    may_grow_[i] = true;
    if (next_ == last_) {
      member_[i] = idle;
      proposed_[i] = duration_;
      return;
    }
    const std::size_t member = next_++;
    const double kept = batch_->step_s[member];
    member_[i] = member;
    ++busy_;
    proposed_[i] = kept > 0.0 ? kept : tolerance_.first_step_s;
  }

  void refill(int i) {
    begin_member(i);
    in_order_ = false;
    if (member_[i] == idle) return;
    for (std::size_t s = 0; s < n; ++s) set_lane(x_[s], i, batch_->row(s)[member_[i]]);
    for (std::size_t j = 0; j < Kernel::per_step; ++j) set_lane(w_[j], i, table_[j * row_ + (member_[i] - first_)]);
  }

  /// The rest of the duration in equal steps, none above the proposed one.
  void choose_steps() {
    for (int i = 0; i < W; ++i) {
      const double rest = duration_ - elapsed_[i];
      const double steps = std::ceil(rest / std::min(proposed_[i], tolerance_.largest_step_s));
      is_last_[i] = steps <= 1.0;
      set_lane(step_, i, is_last_[i] ? rest : rest / steps);
    }
  }

  /// Accepts or rejects the step of every lane, and stores and replaces the members that are done.
  void judge() {
    const V* end = rodas_.end();
    const V* error = rodas_.error();
    V sum{};
    for (std::size_t s = 0; s < n; ++s) {
      const V scale = larger<V>(magnitude<V>(x_[s]), magnitude<V>(end[s])) + broadcast<V>(floors_[s]);
      const V weighted = error[s] / scale;
      sum = multiply_add<V>(weighted, weighted, sum);
    }
    const V size = square_root<V>(sum * broadcast<V>(1.0 / n)) * broadcast<V>(1.0 / tolerance_.relative);
    const V accepted = size <= broadcast<V>(1.0) ? broadcast<V>(1.0) : broadcast<V>(0.0);
    // The factor on the step is 0.9 size^(-1/4) within [0.2, 6]; that of an error that is not a number is 0.2.
    V factor = broadcast<V>(0.9) / square_root<V>(square_root<V>(size));
    factor = factor < broadcast<V>(6.0) ? factor : broadcast<V>(6.0);
    factor = factor > broadcast<V>(0.2) ? factor : broadcast<V>(0.2);
    factor = size == size ? factor : broadcast<V>(0.2);
    for (std::size_t s = 0; s < n; ++s) x_[s] = accepted > broadcast<V>(0.0) ? end[s] : x_[s];
    int done = 0;
    bool is_done[W];
    for (int i = 0; i < W; ++i) {
      is_done[i] = settle(i, lane(accepted, i) > 0.0, lane(factor, i));
      done += is_done[i];
    }
    if (done == 0) return;
    if (done == W && in_order_) {
      for (std::size_t s = 0; s < n; ++s) store_lanes<V>(x_[s], batch_->row(s) + member_[0]);
    } else {
      for (int i = 0; i < W; ++i)
        if (is_done[i])
          for (std::size_t s = 0; s < n; ++s) batch_->row(s)[member_[i]] = lane(x_[s], i);
    }
    busy_ -= done;
    if (busy_ == 0 && next_ < last_) return fill_all();
    for (int i = 0; i < W; ++i)
      if (is_done[i]) refill(i);
  }

  /// Bookkeeping of lane i after a step; true when its member has reached the end.
  bool settle(int i, bool accepted, double factor) {
    if (member_[i] == idle) {
      ++count_.idle;
      return false;
    }
    const double step = lane(step_, i);
    if (!accepted) {
      ++count_.rejected;
      may_grow_[i] = false;
      proposed_[i] = step * std::min(factor, 0.9);
      if (!(proposed_[i] > 1e-10 * duration_)) fail(i);
      return false;
    }
    ++count_.accepted;
    const bool is_first = elapsed_[i] == 0.0;
    elapsed_[i] += step;
    if (!may_grow_[i]) factor = std::min(factor, 1.0);
    may_grow_[i] = true;
    // A step that was shortened to end in time does not lower what is proposed next.
    proposed_[i] = factor < 1.0 ? step * factor : std::max(step * factor, proposed_[i]);
    proposed_[i] = std::min(proposed_[i], tolerance_.largest_step_s);
    // Every coupling step starts with a jump of inputs and medium, so the next call starts as this one did.
    if (is_first) batch_->step_s[member_[i]] = proposed_[i];
    return is_last_[i];
  }

  [[noreturn]] void fail(int i) const {
    for (std::size_t s = 0; s < n; ++s)
      if (!std::isfinite(lane(x_[s], i))) throw NumericalFailure(member_[i], s, elapsed_[i]);
    std::size_t worst = 0;
    double largest = -1.0;
    for (std::size_t s = 0; s < n; ++s) {
      const double weighted = std::abs(lane(rodas_.error()[s], i)) / (std::abs(lane(x_[s], i)) + floors_[s]);
      if (std::isnan(weighted)) throw NumericalFailure(member_[i], s, elapsed_[i]);
      if (weighted > largest) worst = s, largest = weighted;
    }
    throw NumericalFailure(member_[i], worst, elapsed_[i]);
  }

  const double *constants_, *floors_;
  Tolerance tolerance_;
  std::vector<double> table_;
  Rodas4<Kernel, V> rodas_;
  V x_[n], w_[Kernel::per_step + 1], step_{};
  double elapsed_[W] = {}, proposed_[W] = {};
  bool may_grow_[W] = {}, is_last_[W] = {}, in_order_ = false;
  std::size_t member_[W], first_ = 0, next_ = 0, last_ = 0;
  int busy_ = 0;
  Batch* batch_ = nullptr;
  double duration_ = 0.0;
  IntegrationCount count_;
};

}  // namespace knead
