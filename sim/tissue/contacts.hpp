#pragma once
// Which domains cells touch, summed in the order of the cells.

#include <span>
#include <vector>

#include "sim/tissue/mobile_cells.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

/// Adds each cell's weight to the domains that it touches: half to each domain beside its sheet, or all to the domain
/// of the fibre whose lamina binds it. The sum over domains grows by the sum of the weights.
inline void add_contacts(const Geometry& geometry, const MobileCells& cells, std::span<const double> weights,
                         std::vector<double>& of_domain) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells.fibre[i] >= 0) {
      of_domain[domain_at(geometry, cells.fibre[i], cells.z_um[i])] += weights[i];
    } else {
      for (const int d : domains_beside(geometry, cells.sheet[i], cells.z_um[i])) of_domain[d] += 0.5 * weights[i];
    }
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
