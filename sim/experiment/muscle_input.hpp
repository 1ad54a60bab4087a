#pragma once
// What drives the read-outs of the whole muscle: means over its fibre domains, by their volume.

#include "models/fibre/domain.hpp"
#include "models/function/muscle.hpp"
#include "sim/experiment/population.hpp"

namespace knead {

/// @param KTGF of fibroblasts, pM
/// @param fibroblasts x rest
/// @param clearance_per_s of the interstitium above that of resting lymph
MuscleInput<double> muscle_input(const Geometry& geometry, const FibreParameters<double>& p, double KTGF,
                                 const TissueState& state, const Means& means, double fibroblasts,
                                 double severing_per_s, double clearance_per_s);

}  // namespace knead
