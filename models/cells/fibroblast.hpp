#pragma once
// Fibroblasts divide by TGF-b and die in surplus; what they lay down is fibrosis (function/fibrosis.hpp). Prototype.

#include "models/cells/surroundings.hpp"

namespace knead {

// clang-format off
#define KNEAD_FIBROBLAST_PARAMETERS(X)                                                                                     \
  X(rest,        4000,  "/mm3",   positive, log_uniform(2000, 8000),  same, derived,   "number in a resting muscle (prototype Fb0)") \
  X(most,        24000, "/mm3",   positive, log_uniform(8000, 50000), same, assumed,   "crowding")                     \
  X(KTGF,        26.5,  "pM",     positive, log_uniform(10, 80),      same, file,      "nlisim, KD of the TGF-b receptor") \
  X(division,    0.02,  "/h",     positive, log_uniform(0.005, 0.06), same, assumed,   "at saturating TGF-b")           \
  X(death,       0.004, "/h",     positive, log_uniform(0.001, 0.02), same, assumed,   "of a large surplus")            \
  X(speed,       0.5,   "um/min", within(0, 100), log_uniform(0.08, 1), same, secondary, "0.08 to 1")                   \
  X(persistence, 60,    "min",    within(0.1, 500), log_uniform(20, 200), same, assumed, "time for which a direction is kept") \
  X(guidance,    0.6,   "1",      fraction, uniform(0, 0.9),          same, assumed,   "extra share of motion along the fibres: fibroblasts follow matrix")
// clang-format on

KNEAD_PARAMETERS(FibroblastParameters, "fibroblast", KNEAD_FIBROBLAST_PARAMETERS)

template <class T>
struct FibroblastRates {
  T division{}, death{};  ///< hazards, /s
};

template <class T>
FibroblastRates<T> fibroblast_rates(const Surroundings<T>& around, const FibroblastParameters<T>& p,
                                    const CytokineParameters<T>& cytokine) {
  const T one(1.0);
  const T bound = occupancy_above_rest(around.medium.tgfb, cytokine.tgfb_rest, p.KTGF);
  const T room = positive_part(one - around.fibroblasts / p.most);
  const T surplus = positive_part(around.fibroblasts - p.rest) / (positive_part(around.fibroblasts - p.rest) + p.rest);
  return {per_hour<T>(p.division * bound * room), per_hour<T>(p.death * surplus)};
}

}  // namespace knead
