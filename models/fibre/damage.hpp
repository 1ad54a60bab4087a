#pragma once
// Damage in its first day. An active fibre stretched past e_d overstretches its weakest sarcomeres: they pop, fail to
// re-interdigitate with probability q a contraction, and then take the stretch, so that disruption saturates
// (Morgan 1990): dD/dn = q (overstretch / eps_pop - D), n counting contractions; a Monte Carlo chain gives
// D(n) = (overstretch / eps_pop)(1 - exp(-q n)) within 3 %. The membrane tears with the cube of overstretch (assumed,
// so that 100 eccentric contractions tear more than 5000 pedal strokes) and reseals; a passive load tears it only where
// mean tissue stress passes s_crit. A leaky membrane releases danger signals. Other rate laws are assumed.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_DAMAGE_STATES(X)                                                        \
  X(sarcomere_disruption, "1", 0, 1e-3, "fraction of sarcomeres disrupted")           \
  X(membrane_leak,        "1", 0, 1e-3, "leaky fraction of the membrane")

#define KNEAD_DAMAGE_PARAMETERS(X)                                                                                         \
  X(e_d,     0.09,    "1",  fraction, uniform(0.03, 0.1),        same,            assumed, "active strain past which sarcomeres are overstretched: cycling at strain 0.12 passes it by 0.01 (times force)") \
  X(eps_pop, 0.6,     "1",  positive, uniform(0.5, 0.6),         same,            assumed, "strain taken by a popped sarcomere, 2.7 to 4.2 um") \
  X(q,       0.01163, "1",  fraction, log_uniform(0.0058, 0.023), same,           derived, "1/86 a contraction: from force lost over 100 contractions (Shoji 2021)") \
  X(kScp,    2e-6,    "/s/uM", positive, uniform(0, 2e-5),       same,            assumed, "disruption by calcium (calpain)")     \
  X(kSr,     3.2e-6,  "/s", positive, log_uniform(2e-6, 8e-6),   same,            assumed, "mending of sarcomeres")               \
  X(e_ref,   0.07,    "1",  positive, fixed,                     same,            assumed, "overstretch of an eccentric contraction of the knee (0.04 to 0.116; upper figure Chen 2016)") \
  X(kL1,     2.5e-3,  "1",  positive, log_uniform(7e-4, 2e-2),   by_subject(0.3), derived, "membrane torn a contraction at overstretch e_ref; the same leak over a ride as the prototype's linear law") \
  X(kLS,     2e-6,    "/s", positive, uniform(0, 2e-5),          same,            assumed, "tearing by disrupted sarcomeres")     \
  X(kLp,     3e-4,    "/s", positive, log_uniform(3e-5, 3e-3),   same,            assumed, "tearing by passive stress, a unit of excess over s_crit; swelling and bleeding at 95 kPa for 30 min in rabbits") \
  X(s_crit,  8e4,     "Pa", positive, uniform(6e4, 1e5),         same,            assumed, "mean tissue stress that a membrane withstands") \
  X(kLr,     2.13e-4, "/s", positive, log_uniform(1e-4, 3e-3),   same,            fitted,  "prototype: resealing")                \
  X(kDr,     2.51e-3, "/s", positive, log_uniform(1e-3, 2e-2),   by_subject(0.3), fitted,  "prototype: release of danger signals by a leaky membrane")
// clang-format on

KNEAD_STATES(DamageState, "damage", KNEAD_DAMAGE_STATES)
KNEAD_PARAMETERS(DamageParameters, "damage", KNEAD_DAMAGE_PARAMETERS)

/// The loads that damage, and how much this domain suffers from them (1: the mean of a mixed muscle).
template <class T>
struct DamageDrive {
  T active_force{}, fibre_strain{}, frequency_Hz{}, tissue_stress_Pa{}, susceptibility{};
  T calcium_uM{};  ///< above rest
};

/// Rates of damage, and of the danger signals that it releases into the medium.
template <class T>
void damage_rates(const DamageState<T>& x, const DamageDrive<T>& by, const DamageParameters<T>& p, DamageState<T>& dxdt,
                  T& medium_damp_rate) {
  const T one(1.0);
  const T overstretch = by.active_force * positive_part(by.fibre_strain - p.e_d);
  const T popping =
      p.q * by.frequency_Hz * positive_part(by.susceptibility * overstretch / p.eps_pop - x.sarcomere_disruption);
  dxdt.sarcomere_disruption =
      popping + p.kScp * by.calcium_uM * (one - x.sarcomere_disruption) - p.kSr * x.sarcomere_disruption;

  const T crushing = p.kLp * positive_part(by.tissue_stress_Pa / p.s_crit - one);
  const T tearing = by.susceptibility * (p.kL1 * by.frequency_Hz * cube<T>(overstretch / p.e_ref) + crushing) +
                    p.kLS * x.sarcomere_disruption;
  dxdt.membrane_leak = tearing * (one - x.membrane_leak) - p.kLr * x.membrane_leak;
  medium_damp_rate = p.kDr * x.membrane_leak;
}

}  // namespace knead
