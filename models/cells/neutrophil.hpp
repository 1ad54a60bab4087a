#pragma once
// Neutrophils enter where CXCL8 is high, crawl towards it, burst once where danger has primed them, eat debris, and die
// within hours. Rules of the prototype; that a cell bursts once, on what it touches, is one of the stops against the
// loop of leak, danger signals, CXCL8 and oxidants.

#include "models/cells/surroundings.hpp"

namespace knead {

// clang-format off
#define KNEAD_NEUTROPHIL_PARAMETERS(X)                                                                                     \
  X(rest,        15,     "/mm3",   positive, log_uniform(1, 30),      same, assumed,  "number in a resting muscle")        \
  X(entry_max,   1000,   "/mm3/h", positive, log_uniform(200, 1500),  same, derived,  "most that enter; mouse, cut or poisoned muscle (prototype JN)") \
  X(K8,          500,    "pM",     positive, log_uniform(100, 3000),  same, fitted,   "CXCL8 above rest of half-maximal entry, squared; prototype 2370, cubed") \
  X(death,       0.087,  "/h",     positive, log_uniform(0.03, 0.12), same, file,     "half-life 8 h, between nlisim's 6 and 12 h") \
  X(burst,       0.5,    "/h",     positive, log_uniform(0.1, 2),     same, assumed,  "a primed cell is spent after about two hours") \
  X(oxidants,    4,      "1",      positive, log_uniform(1, 30),      same, assumed,  "oxidants of a bursting neutrophil over those of an M1-like macrophage") \
  X(tnf,         0.032,  "count/s", positive, log_uniform(0.003, 0.3), same, file,    "nlisim, molecules secreted by a primed cell") \
  X(phagocytosis, 150,   "um3/h",  positive, log_uniform(30, 1000),   same, assumed,  "debris eaten of plenty (prototype cN)") \
  X(speed,       17,     "um/min", within(0, 100), uniform(10, 23),   same, abstract, "Butler 2010 (BNID 112247), 17 +- 6; 10 in 3-D fibrin") \
  X(persistence, 1.5,    "min",    within(0.1, 60), log_uniform(0.5, 5), same, assumed, "time for which a direction is kept") \
  X(chemotaxis,  0.5,    "1",      fraction, uniform(0, 1),           same, assumed,  "share of the speed that a saturating gradient of CXCL8 directs") \
  X(guidance,    0.3,    "1",      fraction, uniform(0, 0.8),         same, assumed,  "extra share of motion along the fibres")
// clang-format on

KNEAD_PARAMETERS(NeutrophilParameters, "neutrophil", KNEAD_NEUTROPHIL_PARAMETERS)

template <class T>
struct NeutrophilRates {
  T death{}, burst{};          ///< hazards, /s; only a cell that has not burst can
  T oxidants{};                ///< of a cell that has not burst, in M1-like macrophages
  T phagocytosis_um3_per_s{};  ///< of plenty
  T tnf_per_s{};               ///< molecules
};

/// Neutrophils that enter a mm3 of tissue a second, called by its CXCL8 through an endothelium that danger has opened
/// (assumed: CXCL8 alone is as high after hard exercise, without them); at rest as many as die.
template <class T>
T neutrophil_entry(const Medium<T>& medium, const NeutrophilParameters<T>& p, const DangerParameters<T>& danger,
                   const CytokineParameters<T>& cytokine) {
  const T called = hill<2>(positive_part(medium.cxcl8 - cytokine.cxcl8_rest), p.K8);
  return per_hour<T>(p.entry_max * called * square(activation(medium, danger, cytokine)) + p.death * p.rest);
}

template <class T>
NeutrophilRates<T> neutrophil_rates(const Surroundings<T>& around, const NeutrophilParameters<T>& p,
                                    const DangerParameters<T>& danger, const CytokineParameters<T>& cytokine) {
  const T primed = activation(around.medium, danger, cytokine);
  return {per_hour<T>(p.death), per_hour<T>(p.burst * primed), p.oxidants * primed, per_hour<T>(p.phagocytosis),
          p.tnf * primed};
}

}  // namespace knead
