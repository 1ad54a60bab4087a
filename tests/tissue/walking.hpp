#pragma once
#include "sim/tissue/seed_cells.hpp"
#include "sim/tissue/walk.hpp"

namespace knead::test {

constexpr DrawKey walk_key{7, 3};
inline const Walk neutrophil{.speed_um_s = 17.0 / 60, .persistence_s = 60};

inline MobileCells cells_on(const Geometry& geometry, int count, const Walk& w) {
  MobileCells cells;
  seed_on_sheets(geometry, count, 0, 0, w, walk_key, cells);
  return cells;
}

inline void walk_for(const Geometry& geometry, const Walk& w, std::span<const double> attractant, double tick_s,
                     double time_s, MobileCells& cells) {
  walk(geometry, {&w, 1}, attractant, tick_s, 0, ticks_until(time_s, tick_s), walk_key, cells);
}

}  // namespace knead::test
