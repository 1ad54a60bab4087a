#pragma once
// Excitation-contraction coupling: the junctions between T-tubules and sarcoplasmic reticulum fail in overstretched
// fibres, and further where calcium enters through a leaky membrane; they are rebuilt once it is sealed. In mice
// content is unchanged for three days while force is down by 37 to 49 % (Ingalls 1998, abstract), so the early loss is
// of this kind. Calcium-driven failure is the default cause of slow recovery (H5: kcaE 3.4 to 8 times as fast).
// Equations of the prototype; that failure in a bout saturates as popping does is assumed.

#include "models/fibre/damage.hpp"

namespace knead {

// clang-format off
#define KNEAD_JUNCTION_STATES(X) \
  X(failure, "1", 0, 1e-3, "fraction of junctions that no longer release calcium")

#define KNEAD_JUNCTION_PARAMETERS(X)                                                                                     \
  X(aE,   0.27,   "1",  fraction, uniform(0.1, 0.6),      same,            fitted, "junctions failed after many contractions at overstretch damage.e_ref; prototype 0.37 a hit") \
  X(kcaE, 0.107,  "/h", positive, uniform(0, 0.55),       by_subject(0.3), fitted, "prototype: failure by calcium through a leaky membrane (H5)") \
  X(secE, 6.14,   "1",  positive, log_uniform(0.5, 12),   same,            fitted, "prototype: junctions failed by an oxidant hit") \
  X(kE,   0.0389, "/h", positive, log_uniform(0.004, 0.06), same,          fitted, "prototype: rebuilding in a sealed domain; at its upper bound there")
// clang-format on

KNEAD_STATES(JunctionState, "junction", KNEAD_JUNCTION_STATES)
KNEAD_PARAMETERS(JunctionParameters, "junction", KNEAD_JUNCTION_PARAMETERS)

/// Rates of junction failure in a domain with the given damage and the oxidant hits on it (/s).
template <class T>
void junction_rates(const JunctionState<T>& x, const DamageState<T>& damage, const DamageDrive<T>& by, const T& hits,
                    const DamageParameters<T>& d, const JunctionParameters<T>& p, JunctionState<T>& dxdt) {
  const T one(1.0);
  const T stretch = overstretch(by.active_force, by.fibre_strain, d);
  const T most = one - positive_part(one - by.susceptibility * p.aE * stretch / d.e_ref);  // at most all
  const T in_the_bout = d.q * by.frequency_Hz * positive_part(most - x.failure);
  const T after_it = (per_hour<T>(p.kcaE) * leak(damage) + p.secE * hits) * (one - x.failure);
  dxdt.failure = in_the_bout + after_it - per_hour<T>(p.kE) * x.failure * (one - leak(damage));
}

}  // namespace knead
