#pragma once
// The functions that rates may use beside + - * /, for one double. Rates call them unqualified, so the same text also
// runs on the scalar that records them (sim/numerics/kernels/expression.hpp). On states there is no library call:
// `power`, `exponential` and `indicator` are for inputs and parameters only, and the recording refuses them on a state.

#include <cmath>

namespace knead {

/// x where x > 0, else 0.
inline double positive_part(double x) { return x > 0.0 ? x : 0.0; }

/// 1 where x > 0, else 0; inputs and parameters only (a jump in a state would defeat the error control).
inline double indicator(double x) { return x > 0.0 ? 1.0 : 0.0; }

/// base^exponent with any exponent; inputs and parameters only.
inline double power(double base, double exponent) { return std::pow(base, exponent); }

/// e^x; inputs and parameters only.
inline double exponential(double x) { return std::exp(x); }

/// x^N by repeated squaring, for states too.
template <int N, class T>
T integer_power(const T& x) {
  static_assert(N >= 1);
  if constexpr (N == 1) {
    return x;
  } else if constexpr (N % 2 == 0) {
    const T half = integer_power<N / 2>(x);
    return half * half;
  } else {
    return integer_power<N - 1>(x) * x;
  }
}

/// A rate given a hour, a second.
template <class T>
T per_hour(const T& rate) {
  return rate * T(1.0 / 3600.0);
}

template <class T>
T square(const T& x) {
  return x * x;
}

template <class T>
T cube(const T& x) {
  return x * x * x;
}

/// Rising Hill function x^N / (k^N + x^N) of x >= 0, in the form x^N / (1 + x^N) of the ratio x / k.
template <int N, class T>
T hill(const T& x, const T& k) {
  const T r = integer_power<N>(x / k);
  return r / (T(1.0) + r);
}

}  // namespace knead
