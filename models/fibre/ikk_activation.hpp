#pragma once
// What activates IKK. The TNF switch of Lipniacki 2004 is 0 or 1; here it is a saturating occupancy by local TNF above
// its rest level, danger signals, oxidants and high strain, which low cyclic strain and IL-10 above its rest level
// lower. Every form is assumed; that stretch activates IKK through oxidants is Kumar & Boriek 2003 (abstract: blocked
// by N-acetylcysteine), that low strain inhibits it is Dossumbekova 2007 and the Agarwal group (abstracts).

#include "models/cytokines.hpp"
#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_IKK_ACTIVATION_PARAMETERS(X)                                                                             \
  X(umax, 1,    "1",  fraction, uniform(0.1, 1),      same, assumed, "largest activity; forms one ridge with K_T, K_D, K_R, so fixed at 1") \
  X(K_T,  500,  "1",  positive, log_uniform(20, 600), same, assumed, "TNF excess, x rest; KD of the receptor 326 pM (nlisim) [19, 600]; lower values latch p65 on through TNF of fibres and macrophages") \
  X(K_D,  1.18, "1",  positive, log_uniform(0.2, 5),  same, fitted,  "prototype: danger signals")                      \
  X(K_R,  2.09, "1",  positive, log_uniform(2, 40),   same, fitted,  "prototype: oxidant excess, x rest; sign Kumar & Boriek 2003") \
  X(w_H,  3,    "1",  positive, uniform(0, 3),        same, fitted,  "prototype: weight of high strain; sign Agarwal group") \
  X(KI10, 140,  "pM", positive, log_uniform(50, 500), same, file,   "nlisim, KD of the IL-10 receptor: IL-10 above rest of half-maximal restraint (form assumed)") \
  X(qu,   0.5,  "1",  fraction, uniform(0, 1),        same, assumed, "sign Dossumbekova 2007; middle of the prior")
// clang-format on

KNEAD_PARAMETERS(IkkActivationParameters, "ikk_activation", KNEAD_IKK_ACTIVATION_PARAMETERS)

/// TNF above rest, in multiples of the rest level.
template <class T>
T tnf_excess(const Medium<T>& medium, const CytokineParameters<T>& cytokine) {
  return positive_part(medium.tnf / cytokine.tnf_rest - T(1.0));
}

/// IKK activation u in [0, 1] from the local medium, the oxidant excess (x rest, >= 0), high strain in [0, 1] and
/// strain inhibition Q in [0, 1]; Hill exponent 2 (h_u of the prototype, range 1 to 3, fixed).
template <class T>
T ikk_activation(const Medium<T>& medium, const T& oxidant_excess, const T& high_strain, const T& Q,
                 const IkkActivationParameters<T>& p, const CytokineParameters<T>& cytokine) {
  const T stimulus =
      tnf_excess(medium, cytokine) / p.K_T + medium.damp / p.K_D + oxidant_excess / p.K_R + p.w_H * high_strain;
  const T restraint = T(1.0) + positive_part(medium.il10 - cytokine.il10_rest) / p.KI10;
  return p.umax * hill<2>(stimulus, T(1.0)) * (T(1.0) - p.qu * Q) / restraint;
}

}  // namespace knead
