#pragma once
// Structural damage of a fibre domain. An active fibre stretched past e_d overstretches its weakest sarcomeres: they
// pop, fail to re-interdigitate with probability q a contraction, and then take the stretch, so that disruption
// saturates (Morgan 1990): dD/dn = q (overstretch / eps_pop - D), n counting contractions; a Monte Carlo chain gives
// D(n) = (overstretch / eps_pop)(1 - exp(-q n)) within 3 %. The membrane tears with the cube of overstretch (assumed,
// so that 100 eccentric contractions tear more than 5000 pedal strokes); a passive load tears it only where mean tissue
// stress passes s_crit. Most tears reseal within hours; a share stays open for days. Oxidants of primed leucocytes hit
// what is already damaged and open it further, an intact membrane hardly (prototype: ev = kox Ox (L + vD D + vE E + v0)
// (1 - L)). A leaky membrane releases danger signals. Earlier damage protects (repeated-bout effect). Other rate laws
// are assumed.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_DAMAGE_STATES(X)                                                        \
  X(sarcomere_disruption, "1", 0, 1e-3, "fraction of sarcomeres disrupted")           \
  X(membrane_leak,        "1", 0, 1e-3, "leaky fraction of the membrane that reseals in hours") \
  X(lasting_leak,         "1", 0, 1e-3, "leaky fraction of the membrane that stays open for days")

#define KNEAD_DAMAGE_PARAMETERS(X)                                                                                         \
  X(e_d,     0.09,    "1",  fraction, uniform(0.03, 0.1),        same,            assumed, "active strain past which sarcomeres are overstretched: cycling at strain 0.12 passes it by 0.01 (times force)") \
  X(eps_pop, 0.6,     "1",  positive, uniform(0.5, 0.6),         same,            assumed, "strain taken by a popped sarcomere, 2.7 to 4.2 um") \
  X(q,       0.01163, "1",  fraction, log_uniform(0.0058, 0.023), same,           derived, "1/86 a contraction: from force lost over 100 contractions (Shoji 2021)") \
  X(kScp,    2e-6,    "/s/uM", positive, uniform(0, 2e-5),       same,            assumed, "disruption by calcium (calpain)")     \
  X(kcaD,    0.02,    "/h", positive, uniform(0, 0.2),           same,            assumed, "disruption by calcium through a leaky membrane") \
  X(kSr,     3.2e-6,  "/s", positive, log_uniform(2e-6, 8e-6),   same,            assumed, "mending of sarcomeres in place")      \
  X(krem,    0.0028,  "/h", positive, log_uniform(5e-4, 0.01),   same,            fitted,  "prototype: removal of disrupted sarcomeres") \
  X(e_ref,   0.07,    "1",  positive, fixed,                     same,            assumed, "overstretch of an eccentric contraction of the knee (0.04 to 0.116; upper figure Chen 2016)") \
  X(kL1,     2.5e-3,  "1",  positive, log_uniform(7e-4, 2e-2),   by_subject(0.3), derived, "membrane torn a contraction at overstretch e_ref; the same leak over a ride as the prototype's linear law") \
  X(unsealed, 0.25,   "1",  fraction, uniform(0.05, 0.6),        by_subject(0.3), assumed, "share of a tear that stays open for days; leak is one of the rival causes of slow recovery (H2)") \
  X(kLS,     2e-6,    "/s", positive, uniform(0, 2e-5),          same,            assumed, "tearing by disrupted sarcomeres")     \
  X(kLp,     3e-4,    "/s", positive, log_uniform(3e-5, 3e-3),   same,            assumed, "tearing by passive stress, a unit of excess over s_crit; swelling and bleeding at 95 kPa for 30 min in rabbits") \
  X(s_crit,  8e4,     "Pa", positive, uniform(6e4, 1e5),         same,            assumed, "mean tissue stress that a membrane withstands") \
  X(kLr,     2.13e-4, "/s", positive, log_uniform(1e-4, 3e-3),   same,            fitted,  "prototype: resealing")                \
  X(kseal,   0.0217,  "/h", positive, log_uniform(0.01, 0.3),    same,            fitted,  "prototype: closing of what stayed open") \
  X(kox,     0.1,     "/h", positive, log_uniform(0.001, 1),     same,            fitted,  "oxidant hits by 1000 M1-like macrophages a mm3; prototype 0.16") \
  X(vD,      1,       "1",  positive, log_uniform(0.3, 3),       same,            assumed, "exposure of disrupted sarcomeres to oxidants, over that of a leak") \
  X(vE,      0.05,    "1",  positive, uniform(0, 0.5),           same,            assumed, "exposure of uncoupled junctions to oxidants, over that of a leak") \
  X(v0,      0.001,   "1",  positive, uniform(0, 0.01),          same,            assumed, "exposure of an intact domain to oxidants, over that of a leak") \
  X(fL,      0.0545,  "1",  fraction, log_uniform(0.02, 1),      same,            fitted,  "prototype: membrane opened by an oxidant hit; far below 1, or the loop of leak and leucocytes runs away") \
  X(secD,    0.3,     "1",  positive, uniform(0, 1),             same,            assumed, "sarcomeres disrupted by an oxidant hit") \
  X(kDr,     2.51e-3, "/s", positive, log_uniform(1e-3, 2e-2),   by_subject(0.3), fitted,  "prototype: release of danger signals by a torn membrane") \
  X(kDl,     5e-5,    "/s", positive, uniform(0, 2e-3),          same,            assumed, "release of danger signals by a membrane that stays open: what was free to leave has left")
// clang-format on

KNEAD_STATES(DamageState, "damage", KNEAD_DAMAGE_STATES)
KNEAD_PARAMETERS(DamageParameters, "damage", KNEAD_DAMAGE_PARAMETERS)

/// The loads and cells that damage, and how much this domain suffers from a load (1: the mean of a mixed muscle).
template <class T>
struct DamageDrive {
  T active_force{}, fibre_strain{}, frequency_Hz{}, tissue_stress_Pa{};
  T susceptibility{};    ///< what protection leaves of it
  T calcium_uM{};        ///< above rest
  T oxidant_burst{};     ///< of leucocytes around, in 1000 M1-like macrophages a mm3
  T junction_failure{};  ///< uncoupled fraction
  T content{};           ///< contractile protein, x rest
};

/// Strain of active fibres past what their sarcomeres bear, weighted by force: 0 where nothing is overstretched.
template <class T>
T overstretch(const T& active_force, const T& fibre_strain, const DamageParameters<T>& p) {
  return active_force * positive_part(fibre_strain - p.e_d);
}

/// The leaky fraction of the membrane.
template <class T>
T leak(const DamageState<T>& x) {
  return x.membrane_leak + x.lasting_leak;
}

/// Oxidant hits on a domain, /s.
template <class T>
T oxidant_hits(const DamageState<T>& x, const DamageDrive<T>& by, const DamageParameters<T>& p) {
  const T exposed = leak(x) + p.vD * x.sarcomere_disruption + p.vE * by.junction_failure + p.v0;
  return per_hour<T>(p.kox) * by.oxidant_burst * exposed * (T(1.0) - leak(x));
}

/// Rates of damage, and of the danger signals that it releases into the medium.
template <class T>
void damage_rates(const DamageState<T>& x, const DamageDrive<T>& by, const DamageParameters<T>& p, DamageState<T>& dxdt,
                  T& medium_damp_rate) {
  const T one(1.0);
  const T& D = x.sarcomere_disruption;
  const T stretch = overstretch(by.active_force, by.fibre_strain, p);
  const T hits = oxidant_hits(x, by, p);
  // Popped sarcomeres take the stretch, as far as there are any left to pop.
  const T popped = by.content - positive_part(by.content - by.susceptibility * stretch / p.eps_pop);
  const T popping = p.q * by.frequency_Hz * positive_part(popped - D);
  const T proteolysis = p.kScp * by.calcium_uM + per_hour<T>(p.kcaD) * leak(x) + p.secD * hits;
  dxdt.sarcomere_disruption = popping + proteolysis * positive_part(by.content - D) - (p.kSr + per_hour<T>(p.krem)) * D;

  const T crushing = p.kLp * positive_part(by.tissue_stress_Pa / p.s_crit - one);
  const T tearing =
      (by.susceptibility * (p.kL1 * by.frequency_Hz * cube<T>(stretch / p.e_ref) + crushing) + p.kLS * D) *
      (one - leak(x));
  dxdt.membrane_leak = (one - p.unsealed) * tearing - p.kLr * x.membrane_leak;
  dxdt.lasting_leak = p.unsealed * tearing + p.fL * hits - per_hour<T>(p.kseal) * x.lasting_leak;
  medium_damp_rate = p.kDr * x.membrane_leak + p.kDl * x.lasting_leak;
}

}  // namespace knead
