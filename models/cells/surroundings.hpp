#pragma once
// What a mobile cell meets where it is, and what it makes of it. The rules of every kind of cell are pure functions of
// this and of the cell's own state: hazards and rates out, a second. Space draws events from them (sim/tissue), a
// well-mixed tissue integrates them as expected rates (expected_cells.hpp).

#include "models/cytokines.hpp"
#include "models/parameter.hpp"
#include "models/scalar.hpp"

namespace knead {

/// Numbers are a mm3 of tissue, fractions of the volume of fibres around.
template <class T>
struct Surroundings {
  Medium<T> medium;
  T debris{};  ///< fraction of the fibres around that is debris
  T neutrophils{}, macrophages{}, m1_macrophages{}, fibroblasts{}, satellite_cells{};
};

/// Molecules in a um3 of fluid at 1 pM.
inline constexpr double molecules_per_um3_pM = 6.02214076e-4;

// clang-format off
#define KNEAD_DANGER_PARAMETERS(X)                                                                                \
  X(KDA,  0.5, "1",  positive, log_uniform(0.2, 5),    same, assumed, "danger signals that half-activate a leucocyte") \
  X(KTNF, 326, "pM", positive, log_uniform(19, 600),   same, file,    "nlisim, KD of the TNF receptor; TNFR1 19 pM in GranSim")
// clang-format on

KNEAD_PARAMETERS(DangerParameters, "danger", KNEAD_DANGER_PARAMETERS)

/// How far danger signals and TNF above rest activate a leucocyte, 0 to 1 (form assumed).
template <class T>
T activation(const Medium<T>& medium, const DangerParameters<T>& p, const CytokineParameters<T>& cytokine) {
  const T u = medium.damp / p.KDA + positive_part(medium.tnf - cytokine.tnf_rest) / p.KTNF;
  return u / (T(1.0) + u);
}

/// Occupancy of a receptor by a ligand above its rest level, 0 at rest.
template <class T>
T occupancy_above_rest(const T& concentration, const T& rest, const T& K) {
  const T c = positive_part(concentration - rest) + rest;  // never below rest
  return c / (c + K) - rest / (rest + K);
}

}  // namespace knead
