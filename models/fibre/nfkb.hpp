#pragma once
// The NF-kB network with its two feedbacks, IkBa and A20: Lipniacki et al. 2004 (doi:10.1016/j.jtbi.2004.01.001;
// model file BIOMD0000000786), its equations (1) to (15). The TNF switch T_R of the paper is here the graded activity u
// (models/fibre/ikk_activation.hpp). Two terms are not in the paper, both for what low cyclic strain does to
// chondrocytes (Dossumbekova 2007, abstract: IKK activity falls, NF-kB does not enter, IkBa moves to the nucleus): the
// strain signal Q inactivates active IKK (kQi) and speeds the import of IkBa (qI). With both 0 the network is the
// paper's. Concentrations are per volume of cytoplasm, nuclear ones per volume of nucleus; kv is their ratio. The rest
// values are the steady state of the equations without stimulus at 0.06 uM of NF-kB in all.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_NFKB_STATES(X)                                                                      \
  X(ikk_neutral,           "uM", 0.2,               1e-3, "neutral IKK")                          \
  X(ikk_active,            "uM", 0,                 1e-3, "active IKK")                           \
  X(ikk_inactive,          "uM", 0,                 1e-3, "inactive IKK")                         \
  X(ikk_ikba,              "uM", 0,                 1e-3, "active IKK bound to IkBa")             \
  X(ikk_ikba_nfkb,         "uM", 0,                 1e-3, "active IKK bound to IkBa:NF-kB")       \
  X(nfkb_cytoplasmic,      "uM", 3.15505479246e-4,  1e-4, "free cytoplasmic NF-kB")               \
  X(nfkb_nuclear,          "uM", 2.295766776659e-3, 1e-3, "free nuclear NF-kB (p65)")             \
  X(a20,                   "uM", 4.782847451373e-3, 1e-3, "A20 protein")                          \
  X(a20_mrna,              "uM", 2.869708470823e-6, 1e-6, "A20 mRNA")                             \
  X(ikba_cytoplasmic,      "uM", 2.50662917586e-3,  1e-3, "free cytoplasmic IkBa")                \
  X(ikba_nuclear,          "uM", 3.435730955489e-3, 1e-3, "free nuclear IkBa")                    \
  X(ikba_mrna,             "uM", 2.869708470823e-6, 1e-6, "IkBa mRNA")                            \
  X(ikba_nfkb_cytoplasmic, "uM", 5.920956589129e-2, 1e-3, "cytoplasmic IkBa:NF-kB")               \
  X(ikba_nfkb_nuclear,     "uM", 7.88763698115e-5,  1e-4, "nuclear IkBa:NF-kB")                   \
  X(control_mrna,          "uM", 2.869708470823e-6, 1e-6, "mRNA of a control gene")

#define KNEAD_LIPNIACKI "Lipniacki 2004, BIOMD0000000786"
#define KNEAD_NFKB_PARAMETERS(X)                                                                                   \
  X(kv,    5,       "1",     positive, fixed, same, file, KNEAD_LIPNIACKI ": volume of cytoplasm over nucleus")    \
  X(a1,    0.5,     "/uM/s", positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa binds NF-kB")                    \
  X(a2,    0.2,     "/uM/s", positive, fixed, same, file, KNEAD_LIPNIACKI ": IKK binds IkBa")                      \
  X(a3,    1,       "/uM/s", positive, fixed, same, file, KNEAD_LIPNIACKI ": IKK binds IkBa:NF-kB")                \
  X(t1,    0.1,     "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa is broken down in ikk_ikba")     \
  X(t2,    0.1,     "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa is broken down in ikk_ikba_nfkb") \
  X(c1a,   5e-7,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": inducible IkBa mRNA synthesis")       \
  X(c2a,   0,       "uM/s",  positive, fixed, same, file, KNEAD_LIPNIACKI ": constitutive IkBa mRNA synthesis")    \
  X(c3a,   4e-4,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa mRNA decay")                     \
  X(c4a,   0.5,     "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa translation")                    \
  X(c5a,   1e-4,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": spontaneous IkBa decay")              \
  X(c6a,   2e-5,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": spontaneous decay of bound IkBa")     \
  X(c1,    5e-7,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": inducible A20 mRNA synthesis")        \
  X(c2,    0,       "uM/s",  positive, fixed, same, file, KNEAD_LIPNIACKI ": constitutive A20 mRNA synthesis")     \
  X(c3,    4e-4,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": A20 mRNA decay")                      \
  X(c4,    0.5,     "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": A20 translation")                     \
  X(c5,    3e-4,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": A20 decay")                           \
  X(k1,    2.5e-3,  "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IKK activation")                      \
  X(k2,    0.1,     "/uM/s", positive, fixed, same, file, KNEAD_LIPNIACKI ": IKK inactivation by A20")             \
  X(k3,    1.5e-3,  "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": spontaneous IKK inactivation")        \
  X(kprod, 2.5e-5,  "uM/s",  positive, fixed, same, file, KNEAD_LIPNIACKI ": IKK synthesis")                       \
  X(kdeg,  1.25e-4, "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IKK decay")                           \
  X(i1,    2.5e-3,  "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": NF-kB import")                        \
  X(i1a,   1e-3,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa import")                         \
  X(e1a,   5e-4,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa export")                         \
  X(e2a,   0.01,    "/s",    positive, fixed, same, file, KNEAD_LIPNIACKI ": IkBa:NF-kB export")                   \
  X(x7r,   2.295766776659e-3, "uM", positive, fixed, same, derived, "nuclear NF-kB at rest: the steady state, for modules that count from it") \
  X(kQi,   0.005,   "/s",    positive, uniform(0, 0.01), same, assumed, "sign Dossumbekova 2007; middle of the prior") \
  X(qI,    5,       "1",     positive, uniform(0, 10),   same, assumed, "sign Dossumbekova 2007; middle of the prior")
// clang-format on

KNEAD_STATES(NfkbState, "nfkb", KNEAD_NFKB_STATES)
KNEAD_PARAMETERS(NfkbParameters, "nfkb", KNEAD_NFKB_PARAMETERS)

/// Rates of the network under IKK activation u in [0, 1] (T_R of the paper) and strain inhibition Q in [0, 1].
template <class T>
void nfkb_rates(const NfkbState<T>& x, const T& u, const T& Q, const NfkbParameters<T>& p, NfkbState<T>& dxdt) {
  // The flows that more than one species takes part in.
  const T activation = u * p.k1 * x.ikk_neutral;
  const T inactivation = (p.k3 + u * p.k2 * x.a20 + p.kQi * Q) * x.ikk_active;
  const T ikk_takes_ikba = p.a2 * x.ikk_active * x.ikba_cytoplasmic;
  const T ikk_takes_complex = p.a3 * x.ikk_active * x.ikba_nfkb_cytoplasmic;
  const T ikba_breaks = p.t1 * x.ikk_ikba;
  const T complex_breaks = p.t2 * x.ikk_ikba_nfkb;
  const T binding_cytoplasmic = p.a1 * x.ikba_cytoplasmic * x.nfkb_cytoplasmic;
  const T binding_nuclear = p.a1 * x.ikba_nuclear * x.nfkb_nuclear;
  const T nfkb_import = p.i1 * x.nfkb_cytoplasmic;
  const T ikba_import = p.i1a * (T(1.0) + p.qI * Q) * x.ikba_cytoplasmic;
  const T ikba_export = p.e1a * x.ikba_nuclear;
  const T complex_export = p.e2a * x.ikba_nfkb_nuclear;
  const T complex_decay = p.c6a * x.ikba_nfkb_cytoplasmic;

  dxdt.ikk_neutral = p.kprod - p.kdeg * x.ikk_neutral - activation;
  dxdt.ikk_active = activation - inactivation - p.kdeg * x.ikk_active - ikk_takes_ikba + ikba_breaks -
                    ikk_takes_complex + complex_breaks;
  dxdt.ikk_inactive = inactivation - p.kdeg * x.ikk_inactive;
  dxdt.ikk_ikba = ikk_takes_ikba - ikba_breaks;
  dxdt.ikk_ikba_nfkb = ikk_takes_complex - complex_breaks;
  dxdt.nfkb_cytoplasmic = complex_decay - binding_cytoplasmic + complex_breaks - nfkb_import;
  dxdt.nfkb_nuclear = p.kv * nfkb_import - binding_nuclear;
  dxdt.a20 = p.c4 * x.a20_mrna - p.c5 * x.a20;
  dxdt.a20_mrna = p.c2 + p.c1 * x.nfkb_nuclear - p.c3 * x.a20_mrna;
  dxdt.ikba_cytoplasmic = p.c4a * x.ikba_mrna - p.c5a * x.ikba_cytoplasmic - ikk_takes_ikba - binding_cytoplasmic -
                          ikba_import + ikba_export;
  dxdt.ikba_nuclear = p.kv * (ikba_import - ikba_export) - binding_nuclear;
  dxdt.ikba_mrna = p.c2a + p.c1a * x.nfkb_nuclear - p.c3a * x.ikba_mrna;
  dxdt.ikba_nfkb_cytoplasmic = binding_cytoplasmic - complex_decay - ikk_takes_complex + complex_export;
  dxdt.ikba_nfkb_nuclear = binding_nuclear - p.kv * complex_export;
  dxdt.control_mrna = p.c2a + p.c1a * x.nfkb_nuclear - p.c3a * x.control_mrna;
}

/// All NF-kB, free and bound, uM of cytoplasm: the equations conserve it.
template <class T>
T total_nfkb(const NfkbState<T>& x, const NfkbParameters<T>& p) {
  return x.ikk_ikba_nfkb + x.nfkb_cytoplasmic + x.ikba_nfkb_cytoplasmic + (x.nfkb_nuclear + x.ikba_nfkb_nuclear) / p.kv;
}

/// All IkBa, free and bound, uM of cytoplasm.
template <class T>
T total_ikba(const NfkbState<T>& x, const NfkbParameters<T>& p) {
  return x.ikba_cytoplasmic + x.ikk_ikba + x.ikk_ikba_nfkb + x.ikba_nfkb_cytoplasmic +
         (x.ikba_nuclear + x.ikba_nfkb_nuclear) / p.kv;
}

}  // namespace knead
