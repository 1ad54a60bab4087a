#pragma once
// Glycogen, lactate and AMPK-P, driven by metabolic intensity, and AMPK by a low temperature of the tissue beyond what
// that does to every rate, if gLT says so: no mechanical input reaches this module. The
// dependence on intensity is assumed power laws, fitted to glycogen, lactate (Jacobs, abstract: 7 to 8 mmol/kg) and
// AMPK after rides (Wojtaszewski 2000, abstract). Lactate leaves the fibre down its gradient to interstitial fluid and
// from there through capillaries and lymph (fields), so its half-life in muscle is a result of both.

#include "models/cytokines.hpp"
#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_ENERGETICS_STATES(X)                                                \
  X(glycogen, "mmol/kg", 110,  1,    "glycogen of muscle, wet weight")            \
  X(lactate,  "mmol/L",  1.96, 0.1,  "lactate in the water of the fibre")         \
  X(ampk_p,   "1",       0.1,  0.01, "phosphorylated fraction of AMPK (Thr172)")

#define KNEAD_ENERGETICS_PARAMETERS(X)                                                                               \
  X(G0,   110,     "mmol/kg",   positive, log_uniform(80, 150),      same,            assumed,  "glycogen at rest, wet weight") \
  X(vg,   0.0328,  "mmol/kg/s", positive, log_uniform(0.015, 0.06),  by_subject(0.3), fitted,   "prototype: glycogen use at VO2peak") \
  X(n_gl, 1.6,     "1",         positive, uniform(1, 3),             same,            assumed,  "steepness of glycogen use in intensity") \
  X(Kg,   15,      "mmol/kg",   positive, log_uniform(5, 40),        same,            assumed,  "glycogen of half-maximal use") \
  X(vs,   2.2e-3,  "mmol/kg/s", positive, log_uniform(5e-4, 3e-3),   same,            abstract, "Flynn 2020: 8 mmol/kg/h when fed") \
  X(I_s,  0.1,     "1",         positive, log_uniform(0.05, 0.3),    same,            assumed,  "intensity at which resynthesis is halved") \
  X(vl,   0.0655,  "mmol/kg/s", positive, log_uniform(0.01, 0.4),    by_subject(0.3), fitted,   "prototype: lactate production at VO2peak") \
  X(n_l,  8,       "1",         positive, uniform(4, 12),            same,            assumed,  "steepness of lactate production in intensity") \
  X(kLe,  2e-3,    "/s",        positive, log_uniform(1e-3, 1e-2),   same,            assumed,  "export of lactate from the fibre; with cytokine.lactate_exchange gives muscle a half-life of 12 min (Bassett 1991)") \
  X(phi_i, 0.70,   "1",         fraction, uniform(0.6, 0.75),        same,            assumed,  "water of the fibres per volume of tissue") \
  X(rho,  1.06,    "kg/L",      positive, fixed,                     same,            recalled, "density of muscle")                \
  X(A0,   0.1,     "1",         fraction, log_uniform(0.05, 0.2),    same,            assumed,  "AMPK-P at rest")                   \
  X(kAm,  2.73e-4, "/s",        positive, log_uniform(2.5e-4, 1.5e-3), same,          fitted,   "prototype: loss of AMPK-P; back at 3 h") \
  X(gA,   1.75e-3, "/s",        positive, log_uniform(4e-4, 4e-3),   same,            fitted,   "prototype: AMPK 3 to 4 fold (Wojtaszewski 2000)") \
  X(I_A,  0.836,   "1",         positive, uniform(0.5, 0.85),        same,            fitted,   "prototype: intensity of half-maximal AMPK drive (Wojtaszewski 2000)") \
  X(n_A,  14,      "1",         positive, uniform(4, 14),            same,            fitted,   "prototype: steepness of AMPK drive; at its upper bound") \
  X(gam,  0.079,   "1",         positive, uniform(0, 3),             same,            fitted,   "prototype: mitochondrial reserve; sign McConell 2005 (abstract)") \
  X(gLT,  0,       "1",         positive, uniform(0, 0.5),           same,            assumed,  "AMPK drive in tissue 10 K below its rest, of that at VO2peak; none by default, as what is seen in whole muscle may come by its nerves, which are not here")
// clang-format on

KNEAD_STATES(EnergeticsState, "energetics", KNEAD_ENERGETICS_STATES)
KNEAD_PARAMETERS(EnergeticsParameters, "energetics", KNEAD_ENERGETICS_PARAMETERS)

/// Rates, with the medium's lactate rate. `glycolytic_rate` is the domain's lactate production over the mean fibre's;
/// mitochondrial function is in multiples of rest. A trained fibre feels the intensity less: the prototype's
/// (M0/M)^(gam n_A) is written to first order in M - M0, as no state may be raised to a real power. `low_temperature`
/// is how many K the tissue is below its rest.
template <class T>
void energetics_rates(const EnergeticsState<T>& x, const T& medium_lactate, const T& intensity,
                      const T& glycolytic_rate, const T& mitochondrial_function, const T& low_temperature,
                      const EnergeticsParameters<T>& p, const CytokineParameters<T>& cytokine, EnergeticsState<T>& dxdt,
                      T& medium_lactate_rate) {
  const T gap = positive_part(T(1.0) - x.glycogen / p.G0);
  const T at_rest = T(1.0) / (T(1.0) + integer_power<4, T>(intensity / p.I_s));
  dxdt.glycogen = -p.vg * power(intensity, p.n_gl) * x.glycogen / (x.glycogen + p.Kg) +
                  at_rest * T(1.5) * p.vs * gap / (T(0.5) + gap);

  const T exported = p.kLe * (x.lactate - medium_lactate);
  dxdt.lactate = glycolytic_rate * p.vl * power(intensity, p.n_l) * p.rho / p.phi_i - exported;
  medium_lactate_rate = exported * p.phi_i / cytokine.interstitial_fraction;

  const T reserve = T(1.0) + p.gam * p.n_A * positive_part(mitochondrial_function - T(1.0));
  const T strain_of_supply = power(intensity / p.I_A, p.n_A);
  dxdt.ampk_p = (p.kAm * p.A0 / (T(1.0) - p.A0) + p.gA * strain_of_supply / (reserve + strain_of_supply) +
                 p.gA * p.gLT * low_temperature / T(10.0)) *
                    (T(1.0) - x.ampk_p) -
                p.kAm * x.ampk_p;
}

/// AMPK-P above rest, 0 to 1.
template <class T>
T ampk_excess(const EnergeticsState<T>& x, const EnergeticsParameters<T>& p) {
  return positive_part(x.ampk_p - p.A0) / (T(1.0) - p.A0);
}

}  // namespace knead
