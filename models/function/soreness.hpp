#pragma once
// Soreness on a scale of 0 to 10. A bradykinin-like activity induces NGF (12 h to 2 d, Murase 2010), COX-2 induces GDNF
// through PGE2 (Murase 2013); both sensitise nociceptors, and swelling adds to what these feel. A saturating scale
// makes a rating of it. Prototype: weights and exponent are fitted or assumed, as is the rating of a leg at rest.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_SORENESS_STATES(X)                                              \
  X(ngf_message, "1", 0, 0.01, "NGF being made, of the most")                 \
  X(ngf_effect,  "1", 0, 0.01, "sensitisation by NGF")                        \
  X(gdnf,        "1", 0, 0.01, "sensitisation by GDNF")

#define KNEAD_SORENESS_PARAMETERS(X)                                                                                  \
  X(KB,    0.3,  "1", positive, log_uniform(0.05, 1),  same,            assumed, "bradykinin-like activity of half-maximal effect") \
  X(tauN1, 12,   "h", positive, log_uniform(6, 24),    same,            abstract, "NGF rises by 12 h (Murase 2010)")     \
  X(tauN2, 11.9, "h", positive, log_uniform(8, 40),    same,            fitted,  "prototype; effect until 2 d (Murase 2010)") \
  X(tauGD, 14,   "h", positive, log_uniform(8, 30),    same,            abstract, "GDNF (Murase 2013)")                 \
  X(KP,    8,    "1", positive, log_uniform(3, 20),    same,            assumed, "PGE2 above rest, x rest, that counts as 1 for GDNF") \
  X(wN,    1.67, "1", positive, log_uniform(0.5, 10),  by_subject(0.3), fitted,  "prototype: weight of NGF")            \
  X(wG,    0.35, "1", positive, uniform(0, 5),         same,            assumed, "weight of GDNF")                      \
  X(bV,    0.05, "/%", positive, uniform(0, 0.2),      same,            assumed, "what a per cent of swelling adds")    \
  X(S0,    0.44, "1", within(0, 10), uniform(0.2, 0.6), same,           recalled, "rating of a leg at rest")
// clang-format on

KNEAD_STATES(SorenessState, "soreness", KNEAD_SORENESS_STATES)
KNEAD_PARAMETERS(SorenessParameters, "soreness", KNEAD_SORENESS_PARAMETERS)

/// Rates under a bradykinin-like activity and PGE2 (x rest).
template <class T>
void soreness_rates(const SorenessState<T>& x, const T& bradykinin, const T& pge2, const SorenessParameters<T>& p,
                    SorenessState<T>& dxdt) {
  const T one(1.0);
  dxdt.ngf_message = per_hour<T>((bradykinin / (bradykinin + p.KB) - x.ngf_message) / p.tauN1);
  dxdt.ngf_effect = per_hour<T>((x.ngf_message - x.ngf_effect) / p.tauN2);
  dxdt.gdnf = per_hour<T>((positive_part(pge2 - one) / p.KP - x.gdnf) / p.tauGD);
}

/// The rating, 0 to 10, with the muscle swollen by some per cent.
inline double soreness(const SorenessState<double>& x, double swelling_percent, const SorenessParameters<double>& p) {
  const double z = positive_part((p.wN * x.ngf_effect + p.wG * x.gdnf) * (1 + p.bV * swelling_percent));
  const double felt = z * std::sqrt(z);
  return p.S0 + (10 - p.S0) * felt / (1 + felt);
}

}  // namespace knead
