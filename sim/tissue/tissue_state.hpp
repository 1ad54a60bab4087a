#pragma once
// Everything that evolves in one arm of one subject: a value that can be copied, compared, written and read back.

#include <cstdint>
#include <vector>

#include "sim/numerics/batch.hpp"

namespace knead {

struct TissueState {
  double time_s = 0;           ///< time zero is the end of `before`
  double coupling_step_s = 0;  ///< the step that the splitting error allows next
  std::int64_t coupling_steps = 0;
  Batch domains;                            ///< network states of fibre domains
  Batch pericytes;                          ///< network states of pericytes
  std::vector<std::vector<double>> fields;  ///< a species, a value a voxel of the grid

  bool operator==(const TissueState&) const = default;
};

}  // namespace knead
