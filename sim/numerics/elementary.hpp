#pragma once
// Exponential, logarithm and power on lanes, of the operations + - * / and multiply-add alone: the C library's differ
// between versions and processors, and are not computed on lanes.

#include <limits>

#include "sim/numerics/lanes.hpp"

namespace knead {

/// 1.5 2^52: adding it leaves a rounded integer in the low bits.
inline constexpr double integer_shift = 6755399441055744.0;

/// e^x within 2 units in the last place; the argument is cut to [-708, 709].
template <class V>
inline V exponential_lanes(V x) {
  using I = IntegerLanes<width_of<V>>;
  const auto all = [](double value) { return broadcast<V>(value); };
  x = x < all(-708.0) ? all(-708.0) : x;
  x = x > all(709.0) ? all(709.0) : x;
  // x = n ln 2 + r, ln 2 in two parts, and e^r by its series, whose first neglected term is 4e-18.
  const V shifted = multiply_add<V>(x, all(1.4426950408889634), all(integer_shift));
  const V n = shifted - all(integer_shift);
  V r = multiply_add<V>(n, all(-0x1.62e42fefa3800p-1), x);
  r = multiply_add<V>(n, all(-0x1.ef35793c76730p-45), r);
  double coefficient[14] = {1.0};
  for (int i = 1; i < 14; ++i) coefficient[i] = coefficient[i - 1] / i;
  V series = all(coefficient[13]);
  for (int i = 12; i >= 0; --i) series = multiply_add<V>(series, r, all(coefficient[i]));
  const I exponent = std::bit_cast<I>(shifted) - std::bit_cast<I>(all(integer_shift)) + 1023;
  return series * std::bit_cast<V>(exponent << 52);
}

/// ln x within 2 units in the last place, for normal x > 0.
template <class V>
inline V logarithm_lanes(V x) {
  using I = IntegerLanes<width_of<V>>;
  const auto all = [](double value) { return broadcast<V>(value); };
  // x = m 2^e with m in [1/sqrt 2, sqrt 2), and ln m = 2 artanh((m - 1) / (m + 1)).
  const I bits = std::bit_cast<I>(x);
  const I one = std::bit_cast<I>(all(1.0));
  V m = std::bit_cast<V>((bits & 0x000fffffffffffffLL) | one);
  V e = std::bit_cast<V>((bits >> 52) - 1023 + std::bit_cast<I>(all(integer_shift))) - all(integer_shift);
  const V half_m = m * all(0.5), next_e = e + all(1.0);
  e = m > all(1.4142135623730951) ? next_e : e;
  m = m > all(1.4142135623730951) ? half_m : m;
  const V s = (m - all(1.0)) / (m + all(1.0)), s2 = s * s;
  V series = all(0.0);
  for (int i = 23; i >= 3; i -= 2) series = multiply_add<V>(series, s2, all(1.0 / i));
  const V tail = multiply_add<V>(series * s2, s, s) - s;  // artanh s - s
  const V low = multiply_add<V>(e, all(0x1.ef35793c76730p-45), all(2.0) * tail);
  return multiply_add<V>(e, all(0x1.62e42fefa3800p-1), multiply_add<V>(all(2.0), s, low));
}

/// x^y for x >= 0 within a relative 1e-14 where |y ln x| < 30; 0^y is 0 for y > 0 and 1 for y = 0; x < 0 gives NaN.
template <class V>
inline V power_lanes(V x, V y) {
  const auto all = [](double value) { return broadcast<V>(value); };
  const V zero = all(0.0);
  const V least = all(std::numeric_limits<double>::min());
  const V result = exponential_lanes<V>(y * logarithm_lanes<V>(x > least ? x : least));
  const V at_zero = y > zero ? zero : (y < zero ? all(std::numeric_limits<double>::infinity()) : all(1.0));
  const V of_real = x > zero ? result : (x < zero ? all(std::numeric_limits<double>::quiet_NaN()) : at_zero);
  return x == x ? of_real : x;
}

}  // namespace knead
