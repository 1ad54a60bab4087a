#pragma once
// One step of Rodas4, a stiffly accurate Rosenbrock method of order 4 with an embedded solution of order 3, on lanes
// (Hairer & Wanner, Solving Ordinary Differential Equations II, 2nd ed. 1996, IV.7 and IV.10). The coefficients are
// Boost.Odeint's, in the transformed form that needs no product with the Jacobian. Inputs are constant, so no time
// derivative enters.

#include <array>
#include <boost/numeric/odeint/stepper/rosenbrock4.hpp>

#include "sim/numerics/lanes.hpp"

namespace knead {

/// Advances the kernel's states by `step` on W lanes; each lane has a step of its own.
template <class Kernel, class V>
class Rodas4 {
 public:
  static constexpr std::size_t n = Kernel::states;

  /// x: states; w: the kernel's table of the coupling step; k: its constants. Leaves the new states in `end()` and
  /// their estimated local errors in `error()`.
  void step(const V* x, const V* w, const double* k, V step) {
    const V rate = broadcast<V>(1.0) / step;
    Kernel::template rates_and_factors<V>(x, w, k, rate * broadcast<V>(1.0 / c_.gamma), g_[0].data(), factors_.data());
    Kernel::template solve<V>(factors_.data(), w, k, g_[0].data());
    stage<1>(x, w, k, rate, {c_.a21}, {c_.c21});
    stage<2>(x, w, k, rate, {c_.a31, c_.a32}, {c_.c31, c_.c32});
    stage<3>(x, w, k, rate, {c_.a41, c_.a42, c_.a43}, {c_.c41, c_.c42, c_.c43});
    stage<4>(x, w, k, rate, {c_.a51, c_.a52, c_.a53, c_.a54}, {c_.c51, c_.c52, c_.c53, c_.c54});
    // The last two stages start where the stage before ended.
    const std::array<double, 5> c6{c_.c61, c_.c62, c_.c63, c_.c64, c_.c65};
    for (std::size_t s = 0; s < n; ++s) {
      end_[s] += g_[4][s];
      g_[5][s] = rate * combination<5>(s, c6);
    }
    Kernel::template add_rates<V>(end_.data(), w, k, g_[5].data());
    Kernel::template solve<V>(factors_.data(), w, k, g_[5].data());
    for (std::size_t s = 0; s < n; ++s) end_[s] += g_[5][s];
  }

  const V* end() const { return end_.data(); }
  const V* error() const { return g_[5].data(); }

 private:
  template <int Before>
  V combination(std::size_t s, const std::array<double, Before>& weights) const {
    V sum = g_[0][s] * broadcast<V>(weights[0]);
    for (int i = 1; i < Before; ++i) sum = multiply_add<V>(g_[i][s], broadcast<V>(weights[i]), sum);
    return sum;
  }

  template <int Before>
  void stage(const V* x, const V* w, const double* k, V rate, const std::array<double, Before>& a,
             const std::array<double, Before>& c) {
    for (std::size_t s = 0; s < n; ++s) {
      V at = x[s];
      for (int i = 0; i < Before; ++i) at = multiply_add<V>(g_[i][s], broadcast<V>(a[i]), at);
      end_[s] = at;
      g_[Before][s] = rate * combination<Before>(s, c);
    }
    Kernel::template add_rates<V>(end_.data(), w, k, g_[Before].data());
    Kernel::template solve<V>(factors_.data(), w, k, g_[Before].data());
  }

  const boost::numeric::odeint::default_rosenbrock_coefficients<double> c_;
  std::array<V, n> g_[6], end_;
  std::array<V, Kernel::stored_factors> factors_;
};

}  // namespace knead
