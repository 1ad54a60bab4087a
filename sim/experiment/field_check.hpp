#pragma once
// Whether a study can be simulated: its tissue be built, and its grid resolve its fields.

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

/// Throws ConfigError at `tissue.voxel` if it is more than half of a decay length. Only a block has a grid.
void check_fields(const Study& study, const std::vector<FieldLength>& lengths);

/// Throws ConfigError if the tissue of some subject cannot be built from its settings and parameters.
void check_geometry(const Study& study);

/// What a study will simulate, in a line.
std::string summary_of(const Study& study);

}  // namespace knead
