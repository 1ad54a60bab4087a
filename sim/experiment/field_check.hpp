#pragma once
// Whether a study's grid resolves its fields.

#include <string>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/limb_response.hpp"

namespace knead {

struct FieldLength {
  std::string species;
  double decay_length_um;  ///< sqrt(D / k), k with the largest clearance that any subject will have
};

/// Decay length of every field, in the order of `Medium`; infinite for a field that loses nothing.
std::vector<FieldLength> field_lengths(const Study& study, const LimbResponses* responses);

/// Throws ConfigError at `tissue.voxel` if it is more than half of a decay length. A culture has no grid.
void check_fields(const Study& study, const std::vector<FieldLength>& lengths);

/// What a study will simulate, in a line.
std::string summary_of(const Study& study);

}  // namespace knead
