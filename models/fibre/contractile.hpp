#pragma once
// Contractile protein, its turnover, and the memory of repaired damage. Disrupted sarcomeres that are removed come back
// only through synthesis, 0.031 %/h at rest; +76 % of that (Trappe 2002) is 0.6 % a day, so content cannot explain
// recovery within days. Synthesis follows contractions (with a power of force, assumed; less while AMPK is active,
// which inhibits mTORC1: Dreyer 2006, whose lifting raised AMPK, as lifting here does not), PGE2 above rest (its
// logarithm, as the Pade form 2 (x - 1) / (x + 1)) and IGF-1. Inhibitors of COX were seen to take from synthesis after
// exercise (Trappe 2002) and from growth over weeks (Lilja 2018), and to add to growth (Trappe 2011), for which PGE2
// may hasten breakdown: what PGE2 below rest takes from synthesis (no source but that growth), and what it does to
// breakdown, have priors from nothing on. Protection against the next bout grows with damage that is being repaired and
// fades over months (repeated-bout effect). Prototype.

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
  X(aM,    1.44,    "1",  positive, log_uniform(0.7, 2.5),   by_subject(0.3), fitted,  "prototype: synthesis by contractions; after lifting 1.5 to 2.5 times that at rest (Kumar 2009, Mitchell 2014)") \
  X(bM,    0.05,    "1",  positive, log_uniform(0.02, 0.12), same,            fitted,  "signal left by a maximal contraction; to growth by eight weeks of lifting (Lilja 2018)") \
  X(nM,    6,       "1",  positive, uniform(4, 8),           same,            fitted,  "power of force; to growth by twelve weeks of riding (Harber 2012); synthesis is a sigmoid of intensity (Kumar 2009, abstract)") \
  X(tauM,  30,      "h",  positive, log_uniform(15, 60),     same,            assumed, "fading of the signal")            \
  X(rA,    10,      "1",  positive, uniform(0, 40),          same,            fitted,  "restraint of that signal by AMPK above rest; to growth by riding (Harber 2012); sign Dreyer 2006 (abstract)") \
  X(aF,    0.55,    "1",  positive, log_uniform(0.1, 2),     same,            fitted,  "prototype: synthesis by PGE2 above rest; sign Trappe 2002: inhibitors of COX blunt it") \
  X(sF,    0,       "1",  fraction, uniform(0, 0.5),         same,            assumed, "share of synthesis at rest that PGE2 keeps up") \
  X(bF,    0,       "1",  fraction, uniform(0, 0.5),         same,            assumed, "breakdown by PGE2, a unit of (x - 1) / (x + 1); PGE2 raises MuRF-1 mRNA by half in human muscle (Standley 2013, abstract)") \
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

/// Synthesis and breakdown of contractile protein, x rest.
template <class T>
struct ProteinTurnover {
  T synthesis{}, breakdown{};
};

template <class T>
ProteinTurnover<T> protein_turnover(const ContractileState<T>& x, const Medium<T>& medium,
                                    const ContractileParameters<T>& p, const CytokineParameters<T>& cytokine) {
  const T one(1.0);
  const T pge2 = medium.pge2 / cytokine.pge2_rest, shift = (pge2 - one) / (pge2 + one);
  const T igf1_excess = positive_part(medium.igf1 / cytokine.igf1_rest - one);
  return {one + p.aM * x.synthesis_signal + T(2.0) * p.aF * positive_part(shift) - p.sF * positive_part(one - pge2) +
              p.aI * igf1_excess,
          one + p.bF * shift};
}

/// What acts on contractile protein.
template <class T>
struct ContractileDrive {
  T active_force{}, frequency_Hz{};
  T ampk{};              ///< active AMPK above rest, 0 to 1
  T junction_failure{};  ///< uncoupled fraction
};

template <class T>
void contractile_rates(const ContractileState<T>& x, const DamageState<T>& damage, const ContractileDrive<T>& by,
                       const ProteinTurnover<T>& turnover, const ContractileParameters<T>& p,
                       const DamageParameters<T>& d, ContractileState<T>& dxdt) {
  const T one(1.0);
  dxdt.content = per_hour<T>(p.kt) * (turnover.synthesis - turnover.breakdown * x.content) -
                 per_hour<T>(d.krem) * damage.sarcomere_disruption;
  dxdt.synthesis_signal =
      p.bM * power(by.active_force, p.nM) * by.frequency_Hz * (one - x.synthesis_signal) / (one + p.rA * by.ampk) -
      per_hour<T>(one / p.tauM) * x.synthesis_signal;
  const T repair = damage.sarcomere_disruption + leak(damage) + p.vPr * by.junction_failure;
  dxdt.protection = per_hour<T>(p.kPr) * repair * (one - x.protection) - per_hour<T>(one / p.tauPr) * x.protection;
}

}  // namespace knead
