#pragma once

#include <cstddef>
#include <span>

namespace knead {

/// The value below which a share q of the sorted values (at least one) lies, linear between them.
inline double quantile(std::span<const double> sorted, double q) {
  const double at = q * static_cast<double>(sorted.size() - 1);
  const std::size_t below = static_cast<std::size_t>(at);
  const double part = at - static_cast<double>(below);
  return part == 0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

}  // namespace knead
