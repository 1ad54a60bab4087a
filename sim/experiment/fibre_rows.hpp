#pragma once
// Rows of a batch of fibre domains that others than its network read or change.

#include "models/fibre/domain.hpp"

namespace knead {

/// Where a state of the fibre domain stands in its batch.
consteval std::size_t fibre_row(std::string_view module, std::string_view symbol) {
  std::size_t row = 0;
  for (const StateEntry& entry : FibreState<double>::entries) {
    if (entry.module == module && entry.symbol == symbol) return row;
    ++row;
  }
  throw "no such state of the fibre domain";
}

inline constexpr std::size_t death_hazard_row = fibre_row("necrosis", "death_hazard");
inline constexpr std::size_t necrotic_row = fibre_row("necrosis", "necrotic");
inline constexpr std::size_t cleared_row = fibre_row("necrosis", "cleared");
inline constexpr std::size_t regenerating_row = fibre_row("necrosis", "regenerating");

}  // namespace knead
