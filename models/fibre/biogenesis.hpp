#pragma once
// AMPK, p38, calcium and ERK raise PGC-1a transcription through a slow promoter state; its mRNA makes a full-length
// protein (half-life 2.3 h), which enters the nucleus (0.3 h there, Trausch-Azar 2010), and a stable short one; nuclear
// PGC-1a drives NRF-1/TFAM, COX7B and ND1 mRNA and, over days to weeks, mitochondria. p65 restrains transcription
// (Rabinovich-Nikitin 2022, abstract, cardiomyocytes), nuclear entry (assumed, no source: w65i may be 0) and activity.
// Mitochondria are two pools, since volume and function cannot share one rate: function is lost with a half-time of
// 7.7 d (Ryan 2013), proteins turn over in 36 d (Rooyackers 1996). Other rate laws are assumed. Amounts are multiples
// of rest; the three protein pools add up to 1 at rest.

#include <cmath>

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_BIOGENESIS_STATES(X)                                                               \
  X(promoter_drive,       "1", 1,      0.1,  "drive of the PGC-1a promoter, x rest")             \
  X(refractoriness,       "1", 0,      0.1,  "loss of the promoter's response after earlier bouts") \
  X(pgc1a_mrna,           "1", 1,      0.1,  "PGC-1a mRNA, x rest")                              \
  X(pgc1a_cytoplasmic,    "1", 0.111,  0.01, "full-length PGC-1a outside the nucleus, of all PGC-1a at rest") \
  X(pgc1a_nuclear,        "1", 0.0103, 1e-3, "nuclear PGC-1a, of all PGC-1a at rest")            \
  X(pgc1a_stable,         "1", 0.8787, 0.01, "stable short PGC-1a, of all PGC-1a at rest")       \
  X(nrf_tfam,             "1", 1,      0.1,  "activity of NRF-1 and TFAM, x rest")               \
  X(cox7b_mrna,           "1", 1,      0.1,  "COX7B mRNA, x rest")                               \
  X(nd1_mrna,             "1", 1,      0.1,  "ND1 mRNA, x rest")                                 \
  X(mitochondrial_function, "1", 1,    0.01, "oxidative capacity, x rest")                       \
  X(mitochondrial_volume_density, "1", 0.045, 1e-3, "volume of mitochondria per volume of fibre")

#define KNEAD_BIOGENESIS_PARAMETERS(X)                                                                              \
  X(wA,    60,      "1",   positive, log_uniform(3, 60),      by_subject(0.3), fitted,   "prototype: promoter by AMPK; at its upper bound") \
  X(wP,    60,      "1",   positive, uniform(0, 60),          same,            fitted,   "prototype: promoter by p38; sign Akimoto 2005; at its upper bound") \
  X(wC,    1.9,     "/uM", positive, uniform(0, 40),          same,            fitted,   "prototype: promoter by calcium")      \
  X(wE,    0.504,   "1",   positive, uniform(0, 20),          same,            fitted,   "prototype: promoter by ERK")          \
  X(tauZ,  6.43e3,  "s",   positive, log_uniform(1200, 10800), same,           fitted,   "prototype: slow promoter state, as mRNA peaks at 2 to 4 h") \
  X(km,    2.42e-4, "/s",  positive, log_uniform(1e-4, 5e-4), same,            fitted,   "prototype: mRNA decay; in vitro 23 min (Lai 2010)") \
  X(K65,   0.111,   "uM",  positive, log_uniform(0.05, 0.5),  same,            fitted,   "prototype: p65 restrains transcription; sign Rabinovich-Nikitin 2022") \
  X(kR,    9.73e-7, "/s",  positive, log_uniform(2e-7, 1e-5), same,            fitted,   "prototype: refractoriness; Stepto 2012, 11 to 4 fold") \
  X(tauRf, 5.51e5,  "s",   positive, log_uniform(2e5, 1.5e6), same,            fitted,   "prototype: its recovery")             \
  X(R_Z,   0.0375,  "1",   fraction, uniform(0, 0.6),         same,            fitted,   "prototype: share that is faster mRNA decay; Lai 2010") \
  X(s_tl,  6.16,    "1",   positive, log_uniform(0.5, 40),    same,            fitted,   "prototype: saturation of translation, x rest") \
  X(kPF,   8.4e-5,  "/s",  positive, log_uniform(5e-5, 1.5e-4), same,          recalled, "half-life 2.3 h (Puigserver 2001)")   \
  X(kPS,   7.56e-6, "/s",  positive, log_uniform(6e-6, 2.7e-5), same,          fitted,   "prototype; half-life above 7 h (Trausch-Azar 2010)") \
  X(fF,    0.111,   "1",   fraction, log_uniform(0.05, 0.4),  same,            fitted,   "prototype: full-length share at rest") \
  X(fN,    0.0103,  "1",   fraction, log_uniform(0.01, 0.1),  same,            fitted,   "prototype: nuclear share at rest")    \
  X(kdn,   6.4e-4,  "/s",  positive, fixed,                   same,            abstract, "nuclear half-life 0.3 h (Trausch-Azar 2010)") \
  X(gGA,   4,       "1",   positive, uniform(0, 4),           same,            fitted,   "prototype: nuclear entry by AMPK; at its upper bound") \
  X(gGP,   0.327,   "1",   positive, uniform(0, 6),           same,            fitted,   "prototype: nuclear entry by p38")     \
  X(gGE,   3.09,    "1",   positive, uniform(0, 4),           same,            fitted,   "prototype: nuclear entry by ERK")     \
  X(w65i,  16.5,    "/uM", positive, uniform(0, 33),          same,            assumed,  "p65 restrains nuclear entry: no source but the outcome it explains; middle of the prior") \
  X(K65b,  0.5,     "uM",  positive, log_uniform(0.02, 0.5),  same,            fitted,   "prototype: p65 restrains activity; at its upper bound") \
  X(gY,    1.1,     "1",   positive, log_uniform(0.1, 2),     same,            fitted,   "prototype: NRF/TFAM by nuclear PGC-1a") \
  X(tauY,  2.48e3,  "s",   positive, log_uniform(1800, 14400), same,           fitted,   "prototype: time of NRF/TFAM")         \
  X(gCx,   0.947,   "1",   positive, log_uniform(0.1, 3),     same,            fitted,   "prototype: COX7B mRNA by NRF/TFAM")   \
  X(kCx,   4.73e-5, "/s",  positive, log_uniform(3e-5, 3e-4), same,            fitted,   "prototype: COX7B mRNA decay")         \
  X(gNd,   0.394,   "1",   positive, log_uniform(0.1, 3),     same,            fitted,   "prototype: ND1 mRNA by NRF/TFAM")     \
  X(kNd,   2.08e-4, "/s",  positive, log_uniform(5e-5, 4e-4), same,            fitted,   "prototype: ND1 mRNA decay")           \
  X(kMf,   1.04e-6, "/s",  positive, log_uniform(8e-7, 1.4e-6), same,          abstract, "half-time of loss of function 7.7 d (Ryan 2013)") \
  X(gMf,   2.83,    "1",   positive, log_uniform(0.3, 20),    same,            fitted,   "prototype: function by target mRNA, from +45 % in six weeks of training") \
  X(M0,    0.045,   "1",   fraction, uniform(0.04, 0.05),     same,            recalled, "mitochondrial volume density at rest") \
  X(kM,    2.25e-7, "/s",  positive, log_uniform(1.5e-7, 1.4e-6), same,        abstract, "protein synthesis 0.081 %/h (Rooyackers 1996): half-life 36 d") \
  X(gM,    4.95,    "1",   positive, log_uniform(0.3, 20),    same,            derived,  "gMf over the share of the final rise reached in six weeks (0.558 against 0.977)") \
  X(E0,    0.75,    "1",   within(0, 0.99), fixed,            same,            assumed,  "oxygen extraction of the untrained leg at its peak, of what blood brings; legs of the fit reach 0.90 to 0.95 (Skattebo 2020, abstract)")
// clang-format on

KNEAD_STATES(BiogenesisState, "biogenesis", KNEAD_BIOGENESIS_STATES)
KNEAD_PARAMETERS(BiogenesisParameters, "biogenesis", KNEAD_BIOGENESIS_PARAMETERS)

/// Oxygen extraction at peak exercise, of what arterial blood brings: 1 - exp(-D / Q) for a diffusing capacity D over a
/// perfusion Q (Piiper & Scheid), D proportional to mitochondrial function and Q as in the untrained; it saturates.
inline double oxygen_extraction(const BiogenesisState<double>& x, const BiogenesisParameters<double>& p) {
  return 1 - std::pow(1 - p.E0, x.mitochondrial_function);
}

/// What drives biogenesis: kinases and calcium above rest, and p65.
template <class T>
struct BiogenesisDrive {
  T ampk{}, p38{}, erk{};  ///< above rest, 0 to 1
  T calcium_uM{};          ///< above rest
  T nfkb_nuclear{};        ///< uM
  T nfkb_at_rest{};        ///< uM
};

/// Nuclear PGC-1a above rest, x rest.
template <class T>
T pgc1a_nuclear_excess(const BiogenesisState<T>& x, const BiogenesisParameters<T>& p) {
  return positive_part(x.pgc1a_nuclear / p.fN - T(1.0));
}

/// Rates of biogenesis; all are 0 at rest when nothing drives them.
template <class T>
void biogenesis_rates(const BiogenesisState<T>& x, const BiogenesisDrive<T>& by, const BiogenesisParameters<T>& p,
                      BiogenesisState<T>& dxdt) {
  const T one(1.0);
  // Restraint by p65 relative to rest, for a half-effect at K: 1 at rest.
  const auto restraint = [&](const T& K) { return (one + by.nfkb_at_rest / K) / (one + by.nfkb_nuclear / K); };

  dxdt.promoter_drive =
      (one + p.wA * by.ampk + p.wP * by.p38 + p.wC * by.calcium_uM + p.wE * by.erk - x.promoter_drive) / p.tauZ;
  dxdt.refractoriness = p.kR * positive_part(x.promoter_drive - one) - x.refractoriness / p.tauRf;

  const T transcription =
      (one + (x.promoter_drive - one) / (one + (one - p.R_Z) * x.refractoriness)) * restraint(p.K65);
  const T decay = x.pgc1a_mrna + p.R_Z * x.refractoriness * positive_part(x.pgc1a_mrna - one);
  dxdt.pgc1a_mrna = p.km * (transcription - decay);

  const T translation = (one + p.s_tl) * x.pgc1a_mrna / (p.s_tl + x.pgc1a_mrna);
  const T k0 = p.kdn * p.fN / p.fF;
  const T gate = (one + p.gGA * by.ampk + p.gGP * by.p38 + p.gGE * by.erk) * (one + p.w65i * by.nfkb_at_rest) /
                 (one + p.w65i * by.nfkb_nuclear);
  const T entry = k0 * gate * x.pgc1a_cytoplasmic;
  dxdt.pgc1a_cytoplasmic = (p.kPF + k0) * p.fF * translation - p.kPF * x.pgc1a_cytoplasmic - entry;
  dxdt.pgc1a_nuclear = entry - p.kdn * x.pgc1a_nuclear;
  dxdt.pgc1a_stable = p.kPS * ((one - p.fF - p.fN) * translation - x.pgc1a_stable);

  // Synthesis that follows a drive with a given gain, and stops where the drive falls too low.
  const auto synthesis = [&](const T& gain, const T& drive) { return positive_part(one + gain * (drive - one)); };
  const T activity = x.pgc1a_nuclear / p.fN * restraint(p.K65b);
  dxdt.nrf_tfam = (synthesis(p.gY, activity) - x.nrf_tfam) / p.tauY;
  dxdt.cox7b_mrna = p.kCx * (synthesis(p.gCx, x.nrf_tfam) - x.cox7b_mrna);
  dxdt.nd1_mrna = p.kNd * (synthesis(p.gNd, x.nrf_tfam) - x.nd1_mrna);

  const T targets = T(0.5) * (x.cox7b_mrna + x.nd1_mrna);
  dxdt.mitochondrial_function = p.kMf * (synthesis(p.gMf, targets) - x.mitochondrial_function);
  dxdt.mitochondrial_volume_density = p.kM * (p.M0 * synthesis(p.gM, targets) - x.mitochondrial_volume_density);
}

}  // namespace knead
