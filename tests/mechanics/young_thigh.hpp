#pragma once
// The limb of the declared parameters.

#include "models/parameters.hpp"

namespace knead {

inline Limb young_thigh() { return values_of<LimbParameters>(ParameterSet{}); }

}  // namespace knead
