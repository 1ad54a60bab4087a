#pragma once
// Contractile protein, the synthesis that keeps it, and the memory of repaired damage. Disrupted sarcomeres that are
// removed come back only through synthesis, 0.031 %/h at rest; +76 % of that (Trappe 2002) is 0.6 % a day, so content
// cannot explain recovery within days. Synthesis follows contractions (with the cube of force, assumed), PGE2 (its
// logarithm, as the Pade form 2 (x - 1) / (x + 1)) and IGF-1. Protection against the next bout grows with damage that
// is being repaired and fades over months (repeated-bout effect). Prototype.

#include "models/cytokines.hpp"
#include "models/fibre/damage.hpp"

namespace knead {

// clang-format off
#define KNEAD_CONTRACTILE_STATES(X)                                                          \
  X(content,          "1", 1, 1e-3, "contractile protein, x rest")                           \
  X(synthesis_signal, "1", 0, 0.01, "what contractions leave behind for synthesis")          \
  X(protection,       "1", 0, 0.01, "protection left by repaired damage, of the most there can be")

#define KNEAD_CONTRACTILE_PARAMETERS(X)                                                                               \
  X(kt,    0.00031, "/h", positive, log_uniform(2e-4, 6e-4), same,            derived, "turnover of muscle protein at rest; FSR 0.031 %/h") \
  X(aM,    1.44,    "1",  positive, log_uniform(0.2, 3),     by_subject(0.3), fitted,  "prototype: synthesis by contractions")            \
  X(bM,    0.009,   "1",  positive, log_uniform(0.003, 0.03), same,           assumed, "signal left by a maximal contraction; 100 leave 0.6") \
  X(tauM,  30,      "h",  positive, log_uniform(15, 60),     same,            assumed, "fading of the signal")            \
  X(aF,    0.55,    "1",  positive, log_uniform(0.1, 2),     same,            fitted,  "prototype: synthesis by PGE2; sign Trappe 2002: inhibitors of COX blunt it") \
  X(aI,    0.4,     "1",  positive, uniform(0, 2),           same,            assumed, "synthesis by IGF-1 above rest")   \
  X(kPr,   0.137,   "/h", positive, log_uniform(0.02, 0.3),  same,            fitted,  "prototype: build-up of protection") \
  X(vPr,   0.3,     "1",  positive, uniform(0, 1),           same,            assumed, "junctions being rebuilt over sarcomeres and membrane being mended") \
  X(tauPr, 2000,    "h",  positive, log_uniform(700, 4300),  same,            abstract, "the repeated-bout effect lasts weeks to months") \
  X(Pmax,  0.891,   "1",  fraction, uniform(0.4, 0.95),      same,            fitted,  "prototype: share of a hit that full protection takes away")
// clang-format on

KNEAD_STATES(ContractileState, "contractile", KNEAD_CONTRACTILE_STATES)
KNEAD_PARAMETERS(ContractileParameters, "contractile", KNEAD_CONTRACTILE_PARAMETERS)

/// Share of a load's harm that protection leaves.
template <class T>
T unprotected(const ContractileState<T>& x, const ContractileParameters<T>& p) {
  return T(1.0) - p.Pmax * x.protection;
}

/// Synthesis of contractile protein, x rest.
template <class T>
T protein_synthesis(const ContractileState<T>& x, const Medium<T>& medium, const ContractileParameters<T>& p,
                    const CytokineParameters<T>& cytokine) {
  const T one(1.0);
  const T pge2 = medium.pge2 / cytokine.pge2_rest;
  const T igf1_excess = positive_part(medium.igf1 / cytokine.igf1_rest - one);
  return positive_part(one + p.aM * x.synthesis_signal + p.aF * T(2.0) * (pge2 - one) / (pge2 + one) +
                       p.aI * igf1_excess);
}

template <class T>
void contractile_rates(const ContractileState<T>& x, const DamageState<T>& damage, const T& junction_failure,
                       const T& active_force, const T& frequency_Hz, const T& synthesis,
                       const ContractileParameters<T>& p, const DamageParameters<T>& d, ContractileState<T>& dxdt) {
  const T one(1.0);
  dxdt.content = per_hour<T>(p.kt) * (synthesis - x.content) - per_hour<T>(d.krem) * damage.sarcomere_disruption;
  dxdt.synthesis_signal = p.bM * cube(active_force) * frequency_Hz * (one - x.synthesis_signal) -
                          per_hour<T>(one / p.tauM) * x.synthesis_signal;
  const T repair = damage.sarcomere_disruption + leak(damage) + p.vPr * junction_failure;
  dxdt.protection = per_hour<T>(p.kPr) * repair * (one - x.protection) - per_hour<T>(one / p.tauPr) * x.protection;
}

}  // namespace knead
