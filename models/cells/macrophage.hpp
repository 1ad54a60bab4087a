#pragma once
// Macrophages, resident and arriving as monocytes by CCL2. Their programme is a continuum: M1-likeness m of what is at
// rest rises under danger and falls with IL-10, with the end of danger and with debris eaten (efferocytosis); what it
// loses becomes repair r, which fades. They carry the NF-kB network (nfkb_cell.hpp), whose mRNAs set what they secrete
// of TNF, IL-6, CCL2 and CXCL8: proportional to their own NF-kB, as a constant secretion ran away, and to M1-likeness
// (assumed). Repair secretes IL-10, TGF-b, HGF and IGF-1. Prototype, with M1 to M2 as a mouse ODE model has it
// (Al-Ghazawi); all rates are linear in m and r.

#include "models/cells/nfkb_cell.hpp"
#include "models/cells/surroundings.hpp"

namespace knead {

// clang-format off
#define KNEAD_MACROPHAGE_PARAMETERS(X)                                                                                     \
  X(rest,        1000,   "/mm3",   positive, log_uniform(300, 2500),  same, derived,  "resting muscle, about 0.12 a fibre section; at most 2500 (Jin 2011)") \
  X(entry_max,   1390,   "/mm3/h", positive, log_uniform(100, 1500),  same, fitted,   "prototype (JM): most monocytes that enter") \
  X(KC,          400,    "pM",     positive, log_uniform(200, 1500),  same, fitted,   "CCL2 of half-maximal entry; nlisim, KD of the receptor, 569")    \
  X(most,        16000,  "/mm3",   positive, log_uniform(8000, 30000), same, derived, "crowding: about twice the peak in poisoned mouse muscle") \
  X(loss,        0.018,  "/h",     positive, log_uniform(0.006, 0.06), same, file,    "death and exit; Jin 2011 0.6 /d = 0.025 /h, prototype 0.012 to 0.028") \
  X(to_m1,       0.2,    "/h",     positive, log_uniform(0.04, 0.5),  same, assumed,  "turning M1-like under full danger, within hours; a monocyte matures in 12 h") \
  X(to_m2,       0.0506, "/h",     positive, log_uniform(0.01, 0.12), same, fitted,   "prototype (k12): loss of M1-likeness") \
  X(KI10,        140,    "pM",     positive, log_uniform(50, 500),    same, file,     "nlisim, KD of the IL-10 receptor")   \
  X(efferocytosis, 0.02, "/h",     positive, log_uniform(0.005, 0.2), same, assumed,  "further loss of M1-likeness while eating debris") \
  X(KE,          0.01,   "1",      positive, log_uniform(0.002, 0.05), same, assumed, "debris around at which half of that is reached") \
  X(repair_fades, 0.01,  "/h",     positive, log_uniform(0.003, 0.03), same, assumed, "return of a repair macrophage to rest") \
  X(at_rest,     0.3,    "1",      fraction, uniform(0, 1),           same, assumed,  "secretion at rest over that of an M1-like cell with the same NF-kB") \
  X(tnf,         0.36,   "count/s", positive, log_uniform(0.3, 10),   same, fitted,   "molecules secreted at saturated NF-kB; nlisim 5.4 makes the TNF loop self-sustaining") \
  X(il6,         2.4,    "count/s", positive, log_uniform(1, 10),     same, file,     "nlisim")                             \
  X(ccl2,        2.9,    "count/s", positive, log_uniform(1, 10),     same, file,     "nlisim")                             \
  X(cxcl8,       33.2,     "count/s", positive, log_uniform(2, 85),     same, fitted,   "prototype (s8m)")                    \
  X(il10,        0.6,    "count/s", positive, log_uniform(0.05, 3),   same, assumed,  "by repair; nlisim 0.12")             \
  X(tgfb,        0.17,   "count/s", positive, log_uniform(0.05, 1),   same, file,     "nlisim, by repair")                  \
  X(hgf,         0.297,  "count/s", positive, log_uniform(0.003, 0.3), same, fitted,  "prototype (sH2), by repair")         \
  X(igf1,        1,      "count/s", positive, log_uniform(0.1, 5),    same, assumed,  "by repair")                          \
  X(pge2,        60,     "um3/s",  positive, log_uniform(5, 600),     same, assumed,  "interstitial fluid that it raises by the rest level of PGE2 a second at full COX-2") \
  X(phagocytosis_m1, 1800, "um3/h", positive, log_uniform(200, 3000), same, fitted,   "prototype (c1): debris eaten of plenty") \
  X(phagocytosis_m2, 400, "um3/h", positive, log_uniform(100, 2000),  same, assumed,  "debris eaten of plenty (prototype c2)") \
  X(volume_um3,  1000,   "um3",    positive, log_uniform(500, 2500),  same, assumed,  "volume, its share in a homogenate")  \
  X(speed,       2,      "um/min", within(0, 100), uniform(0.5, 5),   same, secondary, "Farrell 1990")                      \
  X(persistence, 27,     "min",    within(0.1, 200), uniform(22, 32), same, secondary, "Farrell 1990, 22 to 32 min")        \
  X(chemotaxis,  0.5,    "1",      fraction, uniform(0, 1),           same, assumed,  "share of the speed that a saturating gradient of danger signals directs") \
  X(guidance,    0.3,    "1",      fraction, uniform(0, 0.8),         same, assumed,  "extra share of motion along the fibres")
// clang-format on

KNEAD_PARAMETERS(MacrophageParameters, "macrophage", KNEAD_MACROPHAGE_PARAMETERS)

/// Where a macrophage stands between rest (0, 0), inflammation (1, 0) and repair (0, 1).
template <class T>
struct MacrophageProgramme {
  T m1{}, repair{};
};

template <class T>
struct MacrophageRates {
  T loss{};                                                 ///< hazard, /s
  MacrophageProgramme<T> programme;                         ///< its rate of change, /s
  T oxidants{};                                             ///< in M1-like macrophages under full danger
  T phagocytosis_um3_per_s{};                               ///< of plenty
  T il10_per_s{}, tgfb_per_s{}, hgf_per_s{}, igf1_per_s{};  ///< molecules
};

/// Monocytes that enter a mm3 of tissue a second, by its CCL2; at rest as many as are lost.
template <class T>
T monocyte_entry(const Surroundings<T>& around, const MacrophageParameters<T>& p,
                 const CytokineParameters<T>& cytokine) {
  const T room = positive_part(T(1.0) - around.macrophages / p.most);
  return per_hour<T>(p.entry_max * occupancy_above_rest(around.medium.ccl2, cytokine.ccl2_rest, p.KC) * room +
                     p.loss * p.rest);
}

/// Rules of one macrophage, or with sums of m and r over `number` of them, of all.
template <class T>
MacrophageRates<T> macrophage_rates(const Surroundings<T>& around, const T& number, const MacrophageProgramme<T>& x,
                                    const MacrophageParameters<T>& p, const DangerParameters<T>& danger,
                                    const CytokineParameters<T>& cytokine) {
  const T one(1.0);
  const T active = activation(around.medium, danger, cytokine);
  const T il10 = positive_part(around.medium.il10 - cytokine.il10_rest);
  const T eating = around.debris / (around.debris + p.KE);
  const T turning = per_hour<T>(p.to_m2 * (T(0.5) * il10 / (il10 + p.KI10) + one - active) + p.efferocytosis * eating);
  MacrophageRates<T> rates;
  rates.loss = per_hour<T>(p.loss);
  rates.programme.m1 = per_hour<T>(p.to_m1 * active) * (number - x.m1 - x.repair) - turning * x.m1;
  rates.programme.repair = turning * x.m1 - per_hour<T>(p.repair_fades) * x.repair;
  rates.oxidants = active * x.m1;
  rates.phagocytosis_um3_per_s = per_hour<T>(p.phagocytosis_m1 * x.m1 + p.phagocytosis_m2 * (number - x.m1));
  rates.il10_per_s = p.il10 * x.repair;
  rates.tgfb_per_s = p.tgfb * x.repair;
  rates.hgf_per_s = p.hgf * x.repair;
  rates.igf1_per_s = p.igf1 * x.repair;
  return rates;
}

/// Secretion by the NF-kB of a macrophage of a programme into a volume of interstitial fluid: most of an M1-like one,
/// little of one at rest, none of one in repair; under an inhibitor of cyclo-oxygenase.
inline NfkbCellInput<double> macrophage_input(double interstitial_volume_um3, const MacrophageProgramme<double>& x,
                                              const MacrophageParameters<double>& p,
                                              const CytokineExpressionParameters<double>& gains,
                                              double cox_inhibitor = 0) {
  const double cells_um3 = (x.m1 + p.at_rest * (1 - x.m1 - x.repair)) / interstitial_volume_um3;
  const double pM_a_molecule = cells_um3 / molecules_per_um3_pM;
  return {p.tnf / gains.g_T * pM_a_molecule, p.il6 / gains.g_I * pM_a_molecule, p.ccl2 / gains.g_C * pM_a_molecule,
          p.cxcl8 / gains.g_8 * pM_a_molecule, p.pge2 * cells_um3 * cox_activity(cox_inhibitor)};
}

}  // namespace knead
