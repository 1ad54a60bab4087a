#pragma once
// What a load is to the tissue: a time course of physical quantities, piecewise constant, and nothing else.

#include <vector>

#include "models/record.hpp"

namespace knead {

// clang-format off
#define KNEAD_LOAD_QUANTITIES(X)                                                                              \
  X(metabolic_intensity,    "1",    0, "oxygen uptake of the working muscle as a fraction of VO2peak")        \
  X(active_force,           "1",    0, "active force as a fraction of maximal isometric force; 0 when passive") \
  X(fibre_strain,           "1",    0, "amplitude of cyclic stretch along the fibre")                         \
  X(frequency,              "Hz",   0, "cycles of strain a second, duty included")                            \
  X(tissue_stress,          "Pa",   0, "mean compressive stress of a passive load in the tissue")             \
  X(interstitial_pressure,  "Pa",   0, "mean pore pressure")                                                  \
  X(interstitial_flow,      "m/s",  0, "mean Darcy velocity of interstitial fluid")                           \
  X(interstitial_clearance, "/s",   0, "loss of every interstitial solute above that of lymph at rest")       \
  X(cut_fraction,           "1",    0, "share of fibre domains that the whole segment severs")                  \
  X(cox_inhibitor,          "1",    0, "inhibitor of cyclo-oxygenase in the tissue, over its concentration of half inhibition")
// clang-format on

KNEAD_INPUTS(LoadQuantities, KNEAD_LOAD_QUANTITIES)
using Quantities = LoadQuantities<double>;

/// Whether anything acts.
inline bool acts(const Quantities& load) {
  bool any = false;
  load.each([&any](double quantity) { any = any || quantity != 0; });
  return any;
}

/// Whether the limb is worked, pressed or cut, which begins and ends at once; all else drifts.
inline bool handled(Quantities load) {
  load.cox_inhibitor = 0;
  return acts(load);
}

/// Constant quantities from begin to end, in seconds from time zero of the study.
struct Segment {
  double begin_s, end_s;
  Quantities load;
};

/// Segments of one load in order of time that do not overlap; between them every quantity is at rest.
using TimeCourse = std::vector<Segment>;

}  // namespace knead
