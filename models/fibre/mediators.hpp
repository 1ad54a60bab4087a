#pragma once
// Mediators that a fibre domain makes beside cytokines: COX-2 follows NF-kB and makes PGE2 above that of rest, as far as
// cyclo-oxygenase is not inhibited, and PGF2a with it; stretch past the optimum frees a bradykinin-like activity at once
// (B2 receptors act before adaptation does, Mizumura 2024) and so does a leak; stretch and leak free HGF from the
// matrix. Prototype.

#include "models/cytokines.hpp"
#include "models/fibre/damage.hpp"

namespace knead {

// clang-format off
#define KNEAD_MEDIATOR_STATES(X) \
  X(cox2, "1", 0, 0.01, "COX-2 above rest, of the most that NF-kB can induce")

#define KNEAD_MEDIATOR_PARAMETERS(X)                                                                                  \
  X(tauCox, 5,    "h",    positive, log_uniform(2, 10),     same, recalled, "time to a new level of COX-2")                 \
  X(PGmax,  12,   "1",    positive, log_uniform(3, 30),     by_subject(0.3), fitted, "prototype: PGE2 at full COX-2 above rest, x rest") \
  X(bB,     0.01, "1",    positive, log_uniform(0.002, 0.05), same, fitted, "prototype: bradykinin-like activity freed a contraction at overstretch damage.e_ref") \
  X(BL,     0.6,  "/h",   positive, uniform(0, 5),          same, assumed,  "bradykinin-like activity by a leaky membrane")  \
  X(bH,     0.7,  "pM",   positive, log_uniform(0.05, 5),   same, fitted,   "prototype: HGF freed a contraction at overstretch damage.e_ref") \
  X(sHL,    0.72, "pM/s", positive, log_uniform(0.05, 2.5), same, derived,  "HGF freed by a leaky membrane; prototype 29 molecules/s a domain over 6.7e4 um3 of fluid") \
  X(wF,     1,    "1",    positive, log_uniform(0.5, 2),    same, assumed,  "PGF2a above rest that COX-2 makes, x rest, over PGE2 likewise: both are made from PGH2, and how COX-2 changes their proportion in muscle is not known")
// clang-format on

KNEAD_STATES(MediatorState, "mediator", KNEAD_MEDIATOR_STATES)
KNEAD_PARAMETERS(MediatorParameters, "mediator", KNEAD_MEDIATOR_PARAMETERS)

/// Rate of COX-2 under an NF-kB activity in [0, 1].
template <class T>
T cox2_rate(const T& cox2, const T& activity, const MediatorParameters<T>& p) {
  return per_hour<T>((activity - cox2) / p.tauCox);
}

/// Share of cyclo-oxygenase that works under an inhibitor (over its concentration of half inhibition), which competes
/// for the one site of either isoform; inhibitors add up.
template <class T>
T cox_activity(const T& inhibitor) {
  return T(1.0) / (T(1.0) + inhibitor);
}

/// PGF2a around a domain, x rest. It is made by the same cyclo-oxygenase as PGE2 and lost as fast (assumed), so that
/// both have fallen to the same share where an inhibitor acts.
template <class T>
T pgf2a(const T& pge2, const T& cox2, const MediatorParameters<T>& p) {
  const T one(1.0);
  return pge2 * (one + p.wF * p.PGmax * cox2) / (one + p.PGmax * cox2);
}

/// Adds to the medium what stretch and leak free.
template <class T>
void free_mediators(const DamageState<T>& damage, const DamageDrive<T>& by, const MediatorParameters<T>& p,
                    const DamageParameters<T>& d, Medium<T>& medium_rates) {
  const T strain = overstretch(by.active_force, by.fibre_strain, d) / d.e_ref;
  const T contractions = by.susceptibility * by.frequency_Hz * cube(strain);  // as they tear
  medium_rates.bradykinin = p.bB * contractions + per_hour<T>(p.BL) * leak(damage);
  medium_rates.hgf = p.bH * contractions + p.sHL * leak(damage);
}

}  // namespace knead
