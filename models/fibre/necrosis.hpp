#pragma once
// Death and renewal of a domain. A membrane leaky past a threshold for long enough dies; so does what is severed.
// Debris is eaten by phagocytes, an emptied tube keeps its lamina, myocytes fuse into it, and the myotube matures
// within about five days. Death is rare after voluntary exercise, so a small block would show none or too much:
// read-outs use the expected fractions, which are integrated here; what truly died in this block is counted beside them
// and is what phagocytes, fields and pictures see. In a well-mixed tissue there are no single deaths and both are the
// same. Prototype; eating and fusion come from the cells around.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_NECROSIS_STATES(X)                                                                        \
  X(death_hazard,          "1", 0, 1e-4, "cumulative hazard of death")                                  \
  X(necrotic,              "1", 0, 1e-4, "fraction of the domain that is debris")                       \
  X(cleared,               "1", 0, 1e-4, "fraction of the domain that is an emptied tube")              \
  X(regenerating,          "1", 0, 1e-4, "fraction of the domain that is myotube")                      \
  X(expected_necrotic,     "1", 0, 1e-6, "expected fraction that is debris")                            \
  X(expected_cleared,      "1", 0, 1e-6, "expected fraction that is an emptied tube")                   \
  X(expected_regenerating, "1", 0, 1e-6, "expected fraction that is myotube")

#define KNEAD_NECROSIS_PARAMETERS(X)                                                                                  \
  X(knec, 0.0004, "/h", positive, log_uniform(1e-4, 0.05), same, fitted,  "prototype: death of a fully leaky domain; creatine kinase bounds it") \
  X(KL,   0.15,   "1",  positive, log_uniform(0.05, 0.4),  same, assumed, "leak at which a membrane fails")            \
  X(KW,   0.01,   "1",  positive, log_uniform(0.002, 0.05), same, assumed, "debris at which phagocytes eat half as fast") \
  X(KV,   0.02,   "1",  positive, log_uniform(0.005, 0.1), same, assumed, "emptied tube at which half of the fusing myocytes find it") \
  X(kmat, 0.008,  "/h", positive, log_uniform(0.004, 0.02), same, assumed, "maturing of a myotube, about five days") \
  X(aWD,  0.7,    "/h", positive, log_uniform(0.2, 5),     same, assumed, "danger signals from debris")                \
  X(aWn,  20,     "1",  positive, log_uniform(2, 60),      same, assumed, "danger signals freed as a domain dies")     \
  X(young_force, 0.4, "1", fraction, uniform(0.2, 0.6),    same, assumed, "force of a myotube over that of the fibre it replaces")
// clang-format on

KNEAD_STATES(NecrosisState, "necrosis", KNEAD_NECROSIS_STATES)
KNEAD_PARAMETERS(NecrosisParameters, "necrosis", KNEAD_NECROSIS_PARAMETERS)

/// What cells and loads do to dead and dying domains.
template <class T>
struct NecrosisDrive {
  T leak{};                 ///< leaky fraction of the membrane
  T severing_per_s{};       ///< hazard of being cut
  T phagocytosis_per_s{};   ///< volume fraction that the phagocytes around would eat of plenty
  T fusion_per_s{};         ///< volume fraction that fusing myocytes would fill
  T deaths_are_expected{};  ///< 1 in a well-mixed tissue, 0 where single domains die
};

/// Fraction of the domain that lives: whole or as myotube.
template <class T>
T living(const NecrosisState<T>& x) {
  return T(1.0) - x.necrotic - x.cleared;
}

/// Hazard of death of a domain with a leaky fraction of its membrane, /s, severing apart.
template <class T>
T death_hazard(const T& leak, const NecrosisParameters<T>& p) {
  return per_hour<T>(p.knec) * square(leak) / (leak + p.KL);
}

template <class T>
void necrosis_rates(const NecrosisState<T>& x, const NecrosisDrive<T>& by, const NecrosisParameters<T>& p,
                    NecrosisState<T>& dxdt, T& medium_damp_rate) {
  const T one(1.0);
  const T hazard = death_hazard(by.leak, p) + by.severing_per_s;
  const auto course = [&](const T& dying, const T& W, const T& V, const T& R, T& dW, T& dV, T& dR) {
    const T eaten = by.phagocytosis_per_s * W / (W + p.KW);
    const T filled = by.fusion_per_s * V / (V + p.KV);
    dW = dying - eaten;
    dV = eaten - filled;
    dR = filled - per_hour<T>(p.kmat) * R;
  };
  dxdt.death_hazard = hazard;
  const T dying = by.deaths_are_expected * hazard * positive_part(one - x.necrotic - x.cleared - x.regenerating);
  course(dying, x.necrotic, x.cleared, x.regenerating, dxdt.necrotic, dxdt.cleared, dxdt.regenerating);
  course(hazard * positive_part(one - x.expected_necrotic - x.expected_cleared - x.expected_regenerating),
         x.expected_necrotic, x.expected_cleared, x.expected_regenerating, dxdt.expected_necrotic,
         dxdt.expected_cleared, dxdt.expected_regenerating);
  medium_damp_rate = per_hour<T>(p.aWD) * x.necrotic + p.aWn * dying;
}

}  // namespace knead
