#pragma once
// Strain to signals: FAK-P (Tyr397) with desensitisation (Liu 2023, abstract: sign), ERK1/2-P, p38-P, HSP27-P,
// cytosolic calcium and oxidants, and the inhibition Q that low cyclic strain leaves behind (Agarwal group, Madhavan
// 2006: low strain is anti-inflammatory, high strain pro-inflammatory, and the suppression outlasts the strain). Every
// rate law is assumed: a fraction phosphorylated at rest, linear activation of the rest, first-order loss. Strain is
// the amplitude of stretch along the fibre, at a frequency with duty included.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_MECHANOTRANSDUCTION_STATES(X)                                                        \
  X(fak_p,             "1",  0.1,  0.01, "phosphorylated fraction of FAK (Tyr397)")                \
  X(fak_desensitised,  "1",  0,    0.01, "fraction of integrin signalling that no longer answers") \
  X(strain_inhibition, "1",  0,    0.01, "inhibition of IKK left by low cyclic strain, Q")         \
  X(erk_p,             "1",  0.08, 0.01, "phosphorylated fraction of ERK1/2")                      \
  X(p38_p,             "1",  0.08, 0.01, "phosphorylated fraction of p38")                         \
  X(hsp27_p,           "1",  0.08, 0.01, "phosphorylated fraction of HSP27")                       \
  X(calcium,           "uM", 0.1,  0.01, "cytosolic calcium, mean over contractions")              \
  X(oxidants,          "1",  1,    0.1,  "oxidants, x rest")

#define KNEAD_MECHANOTRANSDUCTION_PARAMETERS(X)                                                                                \
  X(f0,    0.173205,  "Hz",  positive, log_uniform(0.05, 0.6),   same,            assumed, "frequency at which cycles count half; middle of the prior") \
  X(Ke,    0.03,      "1",   positive, log_uniform(0.01, 0.08),  same,            assumed, "strain of half-maximal integrin signalling")    \
  X(e_lo,  0.02,      "1",   positive, log_uniform(0.01, 0.04),  same,            assumed, "lower edge of the inhibitory strain window; Agarwal group (abstract) on other cells; middle of the prior") \
  X(e_hi,  0.0774597, "1",   positive, log_uniform(0.06, 0.1),   same,            assumed, "upper edge of the inhibitory strain window; Agarwal group (abstract) on other cells; middle of the prior") \
  X(e_H,   0.16,      "1",   positive, log_uniform(0.12, 0.25),  same,            abstract, "Agarwal group: strain that is pro-inflammatory") \
  X(F0,    0.1,       "1",   fraction, log_uniform(0.05, 0.3),   same,            assumed, "FAK-P at rest")                                 \
  X(kFm,   1.77e-3,   "/s",  positive, log_uniform(5e-4, 4e-3),  same,            fitted,  "prototype: loss of FAK-P")                      \
  X(gF,    1.73205e-3, "/s", positive, log_uniform(5e-4, 6e-3),  by_subject(0.3), assumed, "FAK phosphorylation by strain; middle of the prior") \
  X(kD,    1.68e-4,   "/s",  positive, log_uniform(3e-5, 6e-4),  same,            fitted,  "prototype: desensitisation")                    \
  X(tauD,  4.32e4,    "s",   positive, log_uniform(7200, 2e5),   same,            assumed, "recovery of sensitivity; sign Liu 2023")        \
  X(kQ,    8.19e-3,   "/s",  positive, log_uniform(0.002, 0.02), same,            fitted,  "prototype: build-up of strain inhibition")      \
  X(tauQ,  3600,      "s",   positive, log_uniform(900, 14400),  same,            assumed, "hours (Madhavan 2006, secondary); middle of the prior") \
  X(E0,    0.08,      "1",   fraction, log_uniform(0.03, 0.2),   same,            assumed, "ERK-P at rest")                                 \
  X(kEm,   1.07e-3,   "/s",  positive, log_uniform(5e-4, 4e-3),  same,            fitted,  "prototype: loss of ERK-P")                      \
  X(gE,    2.22e-3,   "/s",  positive, log_uniform(1e-3, 1e-2),  same,            fitted,  "prototype: ERK phosphorylation by FAK-P")       \
  X(gEI,   2.34e-4,   "/s",  positive, uniform(0, 4e-3),         same,            fitted,  "prototype: ERK phosphorylation by metabolic intensity") \
  X(p0,    0.08,      "1",   fraction, log_uniform(0.03, 0.2),   same,            assumed, "p38-P at rest")                                 \
  X(kpm,   9.52e-4,   "/s",  positive, log_uniform(3e-4, 3e-3),  same,            fitted,  "prototype: loss of p38-P")                      \
  X(gpR,   4.31e-5,   "/s",  positive, uniform(0, 6e-4),         same,            fitted,  "prototype: p38 by oxidants")                    \
  X(gpC,   2.12e-5,   "/s/uM", positive, uniform(0, 4e-3),       same,            fitted,  "prototype: p38 by calcium")                     \
  X(gpT,   1.95e-4,   "/s",  positive, uniform(0, 4e-3),         same,            fitted,  "prototype: p38 by TNF and danger signals")      \
  X(gpS,   7.66e-4,   "/s",  positive, uniform(0, 1e-3),         same,            fitted,  "prototype: p38 by strain")                      \
  X(KpT,   25.5,      "1",   positive, log_uniform(2, 100),      same,            fitted,  "prototype: TNF excess of half-maximal effect on p38, x rest") \
  X(H0,    0.08,      "1",   fraction, log_uniform(0.03, 0.2),   same,            assumed, "HSP27-P at rest")                               \
  X(kHm,   7.31e-4,   "/s",  positive, log_uniform(8e-5, 1e-3),  same,            fitted,  "prototype: loss of HSP27-P")                    \
  X(gHp,   4.69e-3,   "/s",  positive, log_uniform(3e-4, 6e-3),  by_subject(0.3), fitted,  "prototype: HSP27 by p38; HSP27-P 3 to 6 fold 3 h after eccentric work, none after concentric (abstract, author not known)") \
  X(gHL,   3.13e-5,   "/s",  positive, uniform(0, 4e-3),         same,            fitted,  "prototype: HSP27 by membrane leak")             \
  X(Ca0,   0.1,       "uM",  positive, log_uniform(0.05, 0.15),  same,            assumed, "cytosolic calcium at rest")                     \
  X(tauCa, 60,        "s",   positive, log_uniform(20, 300),     same,            assumed, "time to a mean calcium level")                  \
  X(cI,    0.5,       "uM",  positive, log_uniform(0.2, 1.5),    same,            assumed, "mean calcium at maximal active force")          \
  X(cL,    0.2,       "uM",  positive, uniform(0, 1),            same,            assumed, "calcium through a leaky membrane")              \
  X(tauR,  999,       "s",   positive, log_uniform(300, 3600),   same,            fitted,  "prototype: lifetime of the oxidant signal")     \
  X(rI,    5.9,       "1",   positive, log_uniform(2, 20),       by_subject(0.3), fitted,  "prototype: oxidants by metabolic intensity, x rest") \
  X(rH,    4,         "1",   positive, uniform(0, 20),           same,            assumed, "oxidants by high strain, x rest")               \
  X(rL,    0.0231,    "1",   positive, uniform(0, 20),           same,            fitted,  "prototype: oxidants by membrane leak, x rest")
// clang-format on

KNEAD_STATES(MechanotransductionState, "mechanotransduction", KNEAD_MECHANOTRANSDUCTION_STATES)
KNEAD_PARAMETERS(MechanotransductionParameters, "mechanotransduction", KNEAD_MECHANOTRANSDUCTION_PARAMETERS)

/// What strain means to the cell, each in [0, 1]; made from inputs alone.
template <class T>
struct StrainSignals {
  T integrin{};  ///< drive of FAK
  T low{};       ///< inside the inhibitory window
  T high{};      ///< pro-inflammatory strain
};

/// Signals of a cyclic stretch along the fibre of an amplitude and a frequency.
template <class T>
StrainSignals<T> strain_signals(const T& strain, const T& frequency_Hz, const MechanotransductionParameters<T>& p) {
  const T cyclic = frequency_Hz / (frequency_Hz + p.f0);
  const T above_window = integer_power<8, T>(strain / p.e_hi);
  return {hill<2>(strain, p.Ke) * cyclic, hill<4>(strain, p.e_lo) * cyclic / (T(1.0) + above_window),
          hill<8>(strain, p.e_H)};
}

/// What acts on this module besides strain.
template <class T>
struct StressDrive {
  T metabolic_intensity{}, active_force{};
  T tnf_excess{};  ///< x rest
  T danger{};      ///< danger signals over their half-effect on IKK
  T leak{};        ///< leaky fraction of the membrane
};

/// x' = (loss x0 / (1 - x0) + drive)(1 - x) - loss x: phosphorylation that rests at x0 when nothing drives it.
template <class T>
T phosphorylation(const T& x, const T& x0, const T& drive, const T& loss) {
  return (loss * x0 / (T(1.0) - x0) + drive) * (T(1.0) - x) - loss * x;
}

/// Active p38 above rest, 0 to 1.
template <class T>
T p38_excess(const MechanotransductionState<T>& x, const MechanotransductionParameters<T>& p) {
  return positive_part(x.p38_p - p.p0) / (T(1.0) - p.p0);
}

/// Active ERK above rest, 0 to 1.
template <class T>
T erk_excess(const MechanotransductionState<T>& x, const MechanotransductionParameters<T>& p) {
  return positive_part(x.erk_p - p.E0) / (T(1.0) - p.E0);
}

/// Cytosolic calcium above rest, uM.
template <class T>
T calcium_excess(const MechanotransductionState<T>& x, const MechanotransductionParameters<T>& p) {
  return positive_part(x.calcium - p.Ca0);
}

/// Oxidants above rest, x rest.
template <class T>
T oxidant_excess(const MechanotransductionState<T>& x) {
  return positive_part(x.oxidants - T(1.0));
}

/// Rates of the kinases, calcium, oxidants and strain inhibition.
template <class T>
void mechanotransduction_rates(const MechanotransductionState<T>& x, const StrainSignals<T>& strain,
                               const StressDrive<T>& by, const MechanotransductionParameters<T>& p,
                               MechanotransductionState<T>& dxdt) {
  const T integrin = strain.integrin * (T(1.0) - x.fak_desensitised);
  const T fak_drive = p.gF * integrin;
  dxdt.fak_p = phosphorylation(x.fak_p, p.F0, fak_drive, p.kFm);
  dxdt.fak_desensitised = p.kD * integrin - x.fak_desensitised / p.tauD;
  dxdt.strain_inhibition = p.kQ * strain.low * (T(1.0) - x.strain_inhibition) - x.strain_inhibition / p.tauQ;

  const T erk_drive = p.gE * positive_part(x.fak_p - p.F0) + p.gEI * by.metabolic_intensity;
  dxdt.erk_p = phosphorylation(x.erk_p, p.E0, erk_drive, p.kEm);

  const T inflammation = by.tnf_excess + p.KpT * by.danger;
  const T p38_drive = p.gpR * oxidant_excess(x) + p.gpC * calcium_excess(x, p) +
                      p.gpT * inflammation / (p.KpT + inflammation) + p.gpS * strain.integrin;
  dxdt.p38_p = phosphorylation(x.p38_p, p.p0, p38_drive, p.kpm);
  const T hsp27_drive = p.gHp * p38_excess(x, p) + p.gHL * by.leak;
  dxdt.hsp27_p = phosphorylation(x.hsp27_p, p.H0, hsp27_drive, p.kHm);

  dxdt.calcium = (p.Ca0 + p.cI * by.active_force + p.cL * by.leak - x.calcium) / p.tauCa;
  dxdt.oxidants =
      (T(1.0) + p.rI * square(by.metabolic_intensity) + p.rH * strain.high + p.rL * by.leak - x.oxidants) / p.tauR;
}

}  // namespace knead
