#pragma once
// The one spread used for people and for laboratories.

#include <cmath>

namespace knead {

/// Log-normal factor exp(s z), s^2 = ln(1 + CV^2), at a standard normal z: median 1 and the given coefficient of
/// variation.
inline double log_normal_factor(double cv, double z) { return std::exp(std::sqrt(std::log1p(cv * cv)) * z); }

}  // namespace knead
