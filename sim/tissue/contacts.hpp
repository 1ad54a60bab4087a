#pragma once
// Which domains cells touch, summed in the order of the cells.

#include <array>
#include <span>
#include <vector>

#include "sim/tissue/mobile_cells.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

/// The domains that a cell touches: those beside its sheet, or twice that of the fibre whose lamina binds it.
inline std::array<int, 2> domains_touched(const Geometry& geometry, const MobileCells& cells, std::size_t i) {
  if (cells.fibre[i] < 0) return domains_beside(geometry, cells.sheet[i], cells.z_um[i]);
  const int own = domain_at(geometry, cells.fibre[i], cells.z_um[i]);
  return {own, own};
}

/// Adds each cell's weight to the domains that it touches: half to each domain beside its sheet, or all to the domain
/// of the fibre whose lamina binds it. The sum over domains grows by the sum of the weights.
inline void add_contacts(const Geometry& geometry, const MobileCells& cells, std::span<const double> weights,
                         std::vector<double>& of_domain) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (const int d : domains_touched(geometry, cells, i)) of_domain[d] += 0.5 * weights[i];
  }
}

/// The sum of the weights of the cells that touch each domain.
inline std::vector<double> contacts(const Geometry& geometry, const MobileCells& cells,
                                    std::span<const double> weights) {
  std::vector<double> of_domain(geometry.domains(), 0.0);
  add_contacts(geometry, cells, weights, of_domain);
  return of_domain;
}

}  // namespace knead
