#pragma once
// Variants of the model that have a name.

#include <array>
#include <string_view>

#include "models/parameters.hpp"

namespace knead {

/// Links that have no source but the outcome they explain. Each is off at 0, which its prior includes.
inline constexpr std::array<std::string_view, 3> sourceless_links{"biogenesis.w65i", "energetics.gLT",
                                                                  "contractile.sF"};

/// The variant "sourced": the same parameters with every sourceless link off. A verdict that it changes was met by
/// construction.
inline ParameterSet sourced_variant(ParameterSet set) {
  for (const std::string_view link : sourceless_links) set[link] = 0;
  return set;
}

}  // namespace knead
