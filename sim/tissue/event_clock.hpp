#pragma once
// Random events of cells by the random time change (Rathinam, Sheppard and Khammash 2010, doi:10.1063/1.3509770): an
// event happens when its hazard, accumulated since it last happened, passes an exponential threshold that is keyed by
// the cell's name, the event and how often it has happened. So the law does not depend on the step, and arms whose
// hazards are alike see the same events at nearly the same times.

#include <cmath>
#include <cstdint>

#include "sim/numerics/random.hpp"
#include "sim/tissue/mobile_cells.hpp"

namespace knead {

/// Exponential of mean 1.
inline double event_threshold(DrawKey key, Purpose purpose, std::uint64_t entity, std::uint64_t event,
                              std::uint64_t count) {
  return -std::log(draw_four_uniforms(key, purpose, entity, count, event)[0]);
}

/// Adds a step's hazard to a clock; true if the event happens, which takes the threshold off the clock and counts.
inline bool fire(double& accumulated, std::uint32_t& happened, double hazard_times_dt, DrawKey key, Purpose purpose,
                 std::uint64_t entity, std::uint64_t event) {
  accumulated += hazard_times_dt;
  const double threshold = event_threshold(key, purpose, entity, event, happened);
  if (accumulated < threshold) return false;
  accumulated -= threshold;
  ++happened;
  return true;
}

/// The same for an event of cell i.
inline bool fire(MobileCells& cells, std::size_t i, int event, double hazard_times_dt, DrawKey key) {
  return fire(cells.hazard[event][i], cells.happened[event][i], hazard_times_dt, key, Purpose::cell_event,
              cells.name[i], static_cast<std::uint64_t>(event));
}

/// 64 well mixed bits of three numbers.
inline std::uint64_t name_of(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t origin) {
  return r123::Philox4x64{}({{a, b, c, origin}}, {{static_cast<std::uint64_t>(Purpose::cell_name), 0}})[0];
}

/// Names do not depend on what else lives: a cell is the same one in every arm in which it comes to be.
inline std::uint64_t resident_name(int kind, std::uint64_t index) { return name_of(kind, index, 0, 0); }
inline std::uint64_t arrival_name(int kind, std::uint64_t site, std::uint64_t number) {
  return name_of(kind, site, number, 1);
}
inline std::uint64_t child_name(std::uint64_t mother, std::uint64_t division) {
  return name_of(mother, division, 0, 2);
}

}  // namespace knead
