#pragma once
// Extra fluid of the muscle, per cent of its volume. PGE2, the bradykinin-like activity and inflamed cells open
// capillaries to proteins, so that filtration exceeds what oncotic pressure draws back; lymph takes the surplus, faster
// where a load moves it. Linearised about rest; prototype.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_SWELLING_STATES(X) X(extra_fluid, "%", 0, 0.01, "fluid above rest, of the muscle's volume")

#define KNEAD_SWELLING_PARAMETERS(X)                                                                              \
  X(J0, 0.515,  "%/h", positive, log_uniform(0.05, 1),    same, fitted,  "prototype: filtration above rest at a weight of 1") \
  X(pP, 0.15,   "1",   positive, uniform(0, 1),           same, assumed, "weight of PGE2 above rest, x rest")       \
  X(pB, 0.6,    "1",   positive, uniform(0, 1.5),         same, assumed, "weight of the saturated bradykinin-like activity") \
  X(pT, 1,      "1",   positive, log_uniform(0.2, 2),     same, assumed, "weight of fully active NF-kB")            \
  X(kV, 0.0106, "/h",  positive, log_uniform(0.005, 0.06), same, fitted, "prototype: drainage by lymph at rest")
// clang-format on

KNEAD_STATES(SwellingState, "swelling", KNEAD_SWELLING_STATES)
KNEAD_PARAMETERS(SwellingParameters, "swelling", KNEAD_SWELLING_PARAMETERS)

/// Rate under PGE2 (x rest), the bradykinin-like activity's saturation and the NF-kB activity of the tissue (0 to 1
/// each), with lymph flowing `lymph_fold` times as at rest.
template <class T>
void swelling_rates(const SwellingState<T>& x, const T& pge2, const T& bradykinin_effect, const T& nfkb_activity,
                    const T& lymph_fold, const SwellingParameters<T>& p, SwellingState<T>& dxdt) {
  const T opened = p.pP * positive_part(pge2 - T(1.0)) + p.pB * bradykinin_effect + p.pT * nfkb_activity;
  dxdt.extra_fluid = per_hour<T>(p.J0 * opened - p.kV * lymph_fold * x.extra_fluid);
}

}  // namespace knead
