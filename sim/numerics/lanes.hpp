#pragma once
// A block of W doubles that are computed side by side, as a vector type of the compiler (g++ and clang). Every
// operation acts on each lane alone and rounds once, so a lane's result is the same bits for every W and on every
// processor.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__AVX512F__) || defined(__FMA__)
#include <immintrin.h>
#endif

namespace knead {

namespace lanes_detail {
template <class Scalar, int W>
struct Vector {
  typedef Scalar type __attribute__((vector_size(W * sizeof(Scalar))));
};
template <class Scalar>
struct Vector<Scalar, 1> {
  using type = Scalar;
};
}  // namespace lanes_detail

template <int W>
using Lanes = typename lanes_detail::Vector<double, W>::type;
template <int W>
using IntegerLanes = typename lanes_detail::Vector<std::int64_t, W>::type;

template <class V>
inline constexpr int width_of = static_cast<int>(sizeof(V) / sizeof(double));

/// The widest that one instruction of this processor takes.
#if defined(__AVX512F__)
inline constexpr int native_lanes = 8;
#elif defined(__AVX__)
inline constexpr int native_lanes = 4;
#else
inline constexpr int native_lanes = 2;
#endif

template <class V>
inline V broadcast(double value) {
  return V{} + value;
}

inline double lane(double v, int) { return v; }
inline void set_lane(double& v, int, double value) { v = value; }
template <class V>
inline double lane(const V& v, int i) {
  return v[i];
}
template <class V>
inline void set_lane(V& v, int i, double value) {
  v[i] = value;
}

template <class V>
inline V load_lanes(const double* from) {
  V v;
  std::memcpy(&v, from, sizeof(V));
  return v;
}
template <class V>
inline void store_lanes(const V& v, double* to) {
  std::memcpy(to, &v, sizeof(V));
}

template <class V>
inline V positive_lanes(V a) {
  return a > broadcast<V>(0.0) ? a : broadcast<V>(0.0);
}
/// b where a > 0, else 0.
template <class V>
inline V gate_lanes(V a, V b) {
  return a > broadcast<V>(0.0) ? b : broadcast<V>(0.0);
}
template <class V>
inline V larger(V a, V b) {
  return a > b ? a : b;
}
template <class V>
inline V magnitude(V a) {
  return larger<V>(a, -a);
}

/// a b + c, rounded once.
template <class V>
inline V multiply_add(V a, V b, V c) {
#if defined(__AVX512F__)
  if constexpr (width_of<V> == 8) return (V)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
#endif
#if defined(__FMA__)
  if constexpr (width_of<V> == 4) return (V)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
  if constexpr (width_of<V> == 2) return (V)_mm_fmadd_pd((__m128d)a, (__m128d)b, (__m128d)c);
#endif
  if constexpr (width_of<V> == 1) {
    return __builtin_fma(a, b, c);
  } else {
    using Half = Lanes<width_of<V> / 2>;
    Half ha[2], hb[2], hc[2];
    std::memcpy(ha, &a, sizeof a);
    std::memcpy(hb, &b, sizeof b);
    std::memcpy(hc, &c, sizeof c);
    for (int i = 0; i < 2; ++i) ha[i] = multiply_add<Half>(ha[i], hb[i], hc[i]);
    std::memcpy(&a, ha, sizeof a);
    return a;
  }
}

/// c - a b and a b - c, rounded once.
template <class V>
inline V negative_multiply_add(V a, V b, V c) {
  return multiply_add<V>(-a, b, c);
}
template <class V>
inline V multiply_subtract(V a, V b, V c) {
  return multiply_add<V>(a, b, -c);
}

template <class V>
inline V square_root(V a) {
  for (int i = 0; i < width_of<V>; ++i) set_lane(a, i, std::sqrt(lane(a, i)));
  return a;
}

}  // namespace knead
