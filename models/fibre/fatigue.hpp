#pragma once
// Force lost without damage: a fast part that follows metabolic intensity and fades with a time of about an hour, and a
// slow part that every contraction adds to, with the cube of its force (assumed, so that a strong contraction counts
// more than many weak ones), and that fades over a day. Prototype; build-up assumed.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_FATIGUE_STATES(X)                                            \
  X(fast, "1", 0, 1e-3, "force lost to metabolic fatigue")                 \
  X(slow, "1", 0, 1e-3, "force lost to long-lasting fatigue")

#define KNEAD_FATIGUE_PARAMETERS(X)                                                                            \
  X(bfg, 0.6,    "/h", positive, log_uniform(0.2, 2),      same, assumed, "build-up of fast fatigue at VO2peak, with intensity squared") \
  X(kfg, 0.9,    "/h", positive, log_uniform(0.3, 2),      same, assumed, "its recovery")                      \
  X(bfs, 7e-4,   "1",  positive, log_uniform(2e-4, 2e-3),  same, fitted,  "slow fatigue a maximal contraction; prototype: 5 to 7 % after 100") \
  X(kfs, 0.07,   "/h", positive, log_uniform(0.03, 0.2),   same, assumed, "its recovery")
// clang-format on

KNEAD_STATES(FatigueState, "fatigue", KNEAD_FATIGUE_STATES)
KNEAD_PARAMETERS(FatigueParameters, "fatigue", KNEAD_FATIGUE_PARAMETERS)

template <class T>
void fatigue_rates(const FatigueState<T>& x, const T& metabolic_intensity, const T& active_force, const T& frequency_Hz,
                   const FatigueParameters<T>& p, FatigueState<T>& dxdt) {
  const T one(1.0);
  dxdt.fast = per_hour<T>(p.bfg) * square(metabolic_intensity) * (one - x.fast) - per_hour<T>(p.kfg) * x.fast;
  dxdt.slow = p.bfs * cube(active_force) * frequency_Hz * (one - x.slow) - per_hour<T>(p.kfs) * x.slow;
}

}  // namespace knead
