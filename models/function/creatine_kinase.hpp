#pragma once
// Creatine kinase leaks from open membranes and dead fibres into the interstitium, leaves it by lymph alone (Lindena
// 1982, abstract), and is cleared from plasma. Its plasma peak on day 4 asks for slow lymph. Prototype.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_CREATINE_KINASE_STATES(X)                                                            \
  X(interstitial, "U/g", 0,   0.1, "activity in interstitial fluid above rest, a gram of muscle")  \
  X(plasma,       "U/L", 120, 1,   "activity in plasma")

#define KNEAD_CREATINE_KINASE_PARAMETERS(X)                                                                            \
  X(content, 4000,     "U/g", positive, log_uniform(2000, 8000),  same,            assumed,  "activity of muscle")     \
  X(kck,     0.000264, "/h",  positive, log_uniform(1e-5, 0.01),  by_subject(0.3), fitted,   "prototype: loss of content through a fully leaky membrane") \
  X(kLy,     0.02,     "/h",  positive, log_uniform(0.02, 0.11),  same,            abstract, "wash-out of protein by lymph in rats, immobile 0.02 to 0.03, moving 0.08 to 0.11") \
  X(mass,    2000,     "g",   positive, log_uniform(1200, 4000),  same,            assumed,  "muscle that was exercised: the knee extensors") \
  X(avail,   0.74,     "1",   fraction, uniform(0.5, 1),          same,            abstract, "share that arrives in plasma active") \
  X(Vd,      4.4,      "L",   positive, uniform(3, 5),            same,            abstract, "volume of distribution")   \
  X(kcl,     0.0198,   "/h",  positive, log_uniform(0.019, 0.07), same,            fitted,   "prototype: clearance from plasma; clinical rule 36 h") \
  X(CK0,     120,      "U/L", positive, uniform(60, 200),         same,            assumed,  "activity in plasma at rest")
// clang-format on

KNEAD_STATES(CreatineKinaseState, "creatine_kinase", KNEAD_CREATINE_KINASE_STATES)
KNEAD_PARAMETERS(CreatineKinaseParameters, "creatine_kinase", KNEAD_CREATINE_KINASE_PARAMETERS)

/// Rates under a mean leak of the living (0 to 1) and a rate of expected deaths (/s).
template <class T>
void creatine_kinase_rates(const CreatineKinaseState<T>& x, const T& leak, const T& deaths_per_s, const T& lymph_fold,
                           const CreatineKinaseParameters<T>& p, CreatineKinaseState<T>& dxdt) {
  const T drained = per_hour<T>(p.kLy) * lymph_fold * x.interstitial;
  dxdt.interstitial = p.content * (per_hour<T>(p.kck) * leak + deaths_per_s) - drained;
  dxdt.plasma = p.avail * p.mass / p.Vd * drained - per_hour<T>(p.kcl) * (x.plasma - p.CK0);
}

}  // namespace knead
