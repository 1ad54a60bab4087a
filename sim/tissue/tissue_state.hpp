#pragma once
// Everything that evolves in one arm of one subject: a value that can be copied, compared, written and read back.

#include <cstdint>
#include <vector>

#include "sim/numerics/batch.hpp"
#include "sim/tissue/arrivals.hpp"
#include "sim/tissue/mobile_cells.hpp"

namespace knead {

struct TissueState {
  double time_s = 0;           ///< time zero is the end of `before`
  double coupling_step_s = 0;  ///< the step that the splitting error allows next
  std::int64_t coupling_steps = 0;
  Batch domains;                            ///< network states of fibre domains
  Batch pericytes;                          ///< network states of pericytes
  Batch macrophages;                        ///< network states of macrophages, in the order of macrophage_cells
  Batch muscle;                             ///< what is read on the whole muscle: one member
  std::vector<std::vector<double>> fields;  ///< a species, a value a voxel of the grid

  std::vector<std::uint32_t> deaths;  ///< of each domain so far; a block's only
  MobileCells neutrophils, macrophage_cells, fibroblasts, satellite_cells;
  Arrivals neutrophil_arrivals, monocyte_arrivals;

  double temperature_change_K = 0;  ///< from rest, in the last step

  Batch expected_cells;  ///< numbers of cells a mm3, one member; a well-mixed tissue's only

  bool operator==(const TissueState&) const = default;
};

}  // namespace knead
