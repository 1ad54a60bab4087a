#pragma once
// A needle biopsy as what it does to the leg that is left: next to the piece that is taken, fibres are severed. Needles
// alone, without exercise, raise leucocyte markers in the muscle (Malm 2000).

#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_BIOPSY_PARAMETERS(X)                                                                                    \
  X(cut_fraction, 0.02, "1", fraction, log_uniform(0.005, 0.1), same, assumed,                                        \
    "share of fibre domains that one needle severs near the site of the next sample")
// clang-format on

KNEAD_PARAMETERS(BiopsyParameters, "biopsy", KNEAD_BIOPSY_PARAMETERS)

}  // namespace knead
