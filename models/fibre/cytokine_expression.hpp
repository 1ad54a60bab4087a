#pragma once
// NF-kB drives the mRNA of TNF, IL-6, CCL2 and CXCL8, and these their secretion. Form and gains assumed; the quadratic
// dependence on nuclear p65 and its half-saturation follow the D2FC model file (n_g 2, K_g 0.02 to 0.2 uM). p38 keeps
// the mRNAs stable (Zhao 2011, p38/TTP, abstract); calcium raises IL-6 mRNA (assumed); nuclear PGC-1a restrains all
// four (assumed). mRNAs are multiples of rest.

#include "models/cytokines.hpp"
#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_CYTOKINE_EXPRESSION_STATES(X)      \
  X(tnf_mrna,  "1", 1, 0.1, "TNF mRNA, x rest")  \
  X(il6_mrna,  "1", 1, 0.1, "IL-6 mRNA, x rest") \
  X(ccl2_mrna, "1", 1, 0.1, "CCL2 mRNA, x rest") \
  X(cxcl8_mrna, "1", 1, 0.1, "CXCL8 mRNA, x rest")

#define KNEAD_CYTOKINE_EXPRESSION_PARAMETERS(X)                                                                          \
  X(K_g,  0.161,     "uM", positive, log_uniform(0.02, 0.2),  same,            fitted,  "prototype, within the range of the D2FC model file") \
  X(g_T,  12,        "1",  positive, log_uniform(1, 50),      by_subject(0.3), fitted,  "prototype: TNF mRNA at saturating p65, x rest")     \
  X(g_I,  34,        "1",  positive, log_uniform(20, 1000),   by_subject(0.3), fitted,  "prototype; below the 317-fold of whole muscle (Della Gatta 2014)") \
  X(g_C,  30.3,      "1",  positive, log_uniform(20, 500),    by_subject(0.3), fitted,  "prototype; below the 95-fold of whole muscle (Della Gatta 2014)")  \
  X(g_8,  40,        "1",  positive, log_uniform(20, 500),    by_subject(0.3), assumed, "as CCL2; CXCL8 protein of whole muscle 38-fold against 22-fold (Della Gatta 2014)") \
  X(kmT,  1.1e-3,    "/s", positive, log_uniform(2e-4, 1.2e-3), same,          fitted,  "prototype: TNF mRNA decay")                         \
  X(kmI,  1.42e-4,   "/s", positive, log_uniform(1.2e-4, 6e-4), same,          fitted,  "prototype: IL-6 mRNA decay")                        \
  X(kmC,  4.5e-4,    "/s", positive, log_uniform(1e-4, 5e-4), same,            fitted,  "prototype: CCL2 mRNA decay")                        \
  X(km8,  4.5e-4,    "/s", positive, log_uniform(1e-4, 5e-4), same,            assumed, "CXCL8 mRNA decay, as CCL2")                         \
  X(w_st, 7.64e-3,   "1",  positive, uniform(0, 4),           same,            fitted,  "prototype: stabilisation by p38; sign Zhao 2011")   \
  X(w_IC, 6.94,      "/uM", positive, uniform(0, 20),         same,            fitted,  "prototype: IL-6 mRNA by calcium")                   \
  X(kPI,  0.158,     "1",  positive, uniform(0, 2),           same,            fitted,  "prototype: restraint by nuclear PGC-1a")
// clang-format on

KNEAD_STATES(CytokineExpressionState, "cytokine_expression", KNEAD_CYTOKINE_EXPRESSION_STATES)
KNEAD_PARAMETERS(CytokineExpressionParameters, "cytokine_expression", KNEAD_CYTOKINE_EXPRESSION_PARAMETERS)

/// What else than p65 acts on the mRNAs, each 0 at rest.
template <class T>
struct ExpressionModifiers {
  T p38{};            ///< active p38 above rest, 0 to 1
  T calcium_uM{};     ///< cytosolic calcium above rest
  T pgc1a_nuclear{};  ///< nuclear PGC-1a above rest, x rest
};

/// Activity of NF-kB as a promoter sees it, from 0 at rest towards 1.
template <class T>
T promoter_activity(const T& nfkb_nuclear, const T& nfkb_at_rest, const CytokineExpressionParameters<T>& p) {
  return positive_part(hill<2>(nfkb_nuclear, p.K_g) - hill<2>(nfkb_at_rest, p.K_g));
}

/// Rates of the mRNAs under free nuclear NF-kB (uM; at rest nfkb_at_rest).
template <class T>
void cytokine_expression_rates(const CytokineExpressionState<T>& x, const T& nfkb_nuclear, const T& nfkb_at_rest,
                               const ExpressionModifiers<T>& by, const CytokineExpressionParameters<T>& p,
                               CytokineExpressionState<T>& dxdt) {
  const T drive = promoter_activity(nfkb_nuclear, nfkb_at_rest, p) / (T(1.0) + p.kPI * by.pgc1a_nuclear);
  const T stability = T(1.0) + p.w_st * by.p38;
  dxdt.tnf_mrna = p.kmT * (T(1.0) + p.g_T * drive - x.tnf_mrna / stability);
  dxdt.il6_mrna = p.kmI * (T(1.0) + p.g_I * drive + p.w_IC * by.calcium_uM - x.il6_mrna / stability);
  dxdt.ccl2_mrna = p.kmC * (T(1.0) + p.g_C * drive - x.ccl2_mrna / stability);
  dxdt.cxcl8_mrna = p.km8 * (T(1.0) + p.g_8 * drive - x.cxcl8_mrna / stability);
}

/// Secretion at the mRNA of rest, pM/s of interstitial fluid: what balances decay and lymph at the rest level, and is
/// counted with them. mRNA never falls below its rest of 1, as synthesis is never below that of rest. Networks add what
/// they secrete above it, in proportion to mRNA above rest.
template <class T>
struct SecretionRates {
  T tnf{}, il6{}, ccl2{}, cxcl8{}, pge2{};
};

template <class T>
SecretionRates<T> secretion_at_rest(const CytokineParameters<T>& c) {
  return {(c.tnf_decay + c.lymph_rest) * c.tnf_rest, (c.il6_decay + c.lymph_rest) * c.il6_rest,
          (c.ccl2_decay + c.lymph_rest) * c.ccl2_rest, (c.cxcl8_decay + c.lymph_rest) * c.cxcl8_rest,
          (c.pge2_decay + c.lymph_rest) * c.pge2_rest};
}

}  // namespace knead
