#pragma once
// The species that diffuse in interstitial fluid, each said once: fields iterate `species`, networks see them as the
// record `Medium`, always the last states of a network. A network changes its medium only by what it secretes above
// rest and takes up; the fields do the rest to every species of concentration c:
//   dc/dt = D lap c - (decay + lymph_rest) (c - rest) - interstitial_clearance c + exchange (plasma - c) + secretion,
// in which (decay + lymph_rest) rest is what the tissue secretes at rest. So a muscle at rest stays there for any step
// of the coupling. Concentrations are per volume of interstitial fluid. A cytokine's decay includes its uptake by
// receptors. Its plasma level is its rest level, so that at rest capillaries exchange nothing.

#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "models/parameter.hpp"
#include "models/record.hpp"

namespace knead {

// clang-format off
#define KNEAD_CYTOKINE_PARAMETERS(X)                                                                                         \
  X(tnf_D,           5.2,     "um2/s", positive, log_uniform(2.6, 30),       same, file,    "GranSim, tissue; upper end collagen gel (Leemasawatdigul 2012)") \
  X(tnf_decay,       4.5e-4,  "/s",    positive, log_uniform(1.9e-4, 1e-3),  same, file,    "GranSim; lower end 60 min (nlisim)")        \
  X(tnf_rest,        1.1,     "pM",    positive, log_uniform(0.3, 4),        same, assumed, "constitutive level in resting interstitium") \
  X(tnf_exchange,    0.0,     "/s",    positive, uniform(0, 1e-5),           same, assumed, "a 51 kDa trimer leaves by lymph")           \
  X(il6_D,           5.2,     "um2/s", positive, log_uniform(2.6, 30),       same, assumed, "as TNF")                                    \
  X(il6_decay,       1.93e-4, "/s",    positive, log_uniform(1e-4, 5e-4),    same, file,    "nlisim, half-life 60 min")                  \
  X(il6_rest,        4.0,     "pM",    positive, log_uniform(1, 16),         same, assumed, "constitutive level in resting interstitium") \
  X(il6_exchange,    0.0,     "/s",    positive, uniform(0, 2e-5),           same, assumed, "21 kDa: mostly by lymph")                   \
  X(ccl2_D,          5.2,     "um2/s", positive, log_uniform(2.6, 30),       same, file,    "GranSim (MCP-1); 30 um2/s in collagen gel (Leemasawatdigul 2012)") \
  X(ccl2_decay,      1.93e-4, "/s",    positive, log_uniform(1e-4, 1.6e-3),  same, file,    "nlisim, half-life 60 min; GranSim 1.58e-3 is the upper end") \
  X(ccl2_rest,       2.2,     "pM",    positive, log_uniform(0.6, 8),        same, assumed, "constitutive level in resting interstitium") \
  X(ccl2_exchange,   0.0,     "/s",    positive, uniform(0, 4e-5),           same, assumed, "9 kDa: mostly by lymph")                    \
  X(damp_D,          5.0,     "um2/s", positive, log_uniform(2.5, 50),       same, assumed, "proteins released by damaged fibres, as TNF") \
  X(damp_decay,      3.64e-4, "/s",    positive, log_uniform(1e-4, 1e-3),    same, fitted,  "prototype fitted to exercise rows (kDd)")   \
  X(damp_rest,       0.0,     "1",     positive, fixed,                      same, assumed, "an intact muscle releases none")            \
  X(damp_exchange,   0.0,     "/s",    positive, uniform(0, 2e-5),           same, assumed, "mostly by lymph")                           \
  X(lactate_D,       500.0,   "um2/s", positive, log_uniform(250, 1000),     same, assumed, "small molecule, about half of its diffusivity in water") \
  X(lactate_decay,   0.0,     "/s",    positive, fixed,                      same, assumed, "not consumed in interstitial fluid")        \
  X(lactate_rest,    1.96,    "mmol/L", positive, log_uniform(1.0, 3.3),     same, derived, "muscle lactate 1.5 mmol/kg (L0, assumed) spread evenly over its 0.81 L of water") \
  X(lactate_exchange, 0.013,  "/s",    positive, log_uniform(4e-3, 8e-2),    same, derived, "half-life of muscle lactate 12 min (Bassett 1991, abstract, unit per min assumed) with kLe of energetics") \
  X(lymph_rest,      7.7e-6,  "/s",    positive, log_uniform(3e-6, 2e-5),    same, assumed, "whole-body lymph 8 L/d over 12 L of interstitial fluid (recalled)") \
  X(interstitial_fraction, 0.11, "1",  fraction, uniform(0.08, 0.15),        same, derived, "interstitial water 10 ml/100 g (Reed & Wiig 1981)")
// clang-format on

KNEAD_PARAMETERS(CytokineParameters, "cytokine", KNEAD_CYTOKINE_PARAMETERS)

// clang-format off
#define KNEAD_MEDIUM_STATES(X)                                                   \
  X(tnf,     "pM",     1.1,  0.1,  "TNF in interstitial fluid")                  \
  X(il6,     "pM",     4.0,  0.4,  "IL-6 in interstitial fluid")                 \
  X(ccl2,    "pM",     2.2,  0.2,  "CCL2 (MCP-1) in interstitial fluid")         \
  X(damp,    "1",      0.0,  0.01, "danger signals released by damaged fibres, in units of their own") \
  X(lactate, "mmol/L", 1.96, 0.1,  "lactate in interstitial fluid")
// clang-format on

KNEAD_STATES(Medium, "medium", KNEAD_MEDIUM_STATES)

/// The species in the order of `Medium`.
enum class Species : std::size_t { tnf, il6, ccl2, damp, lactate };
inline constexpr std::size_t species_count = std::size(Medium<double>::entries);

/// What a field needs to know of its species.
struct SpeciesProperties {
  std::string_view name, unit;
  double D_um2_s, decay_per_s, rest, plasma, exchange_per_s;
};

/// The five species in the order of `Medium`, for one set of parameters.
constexpr std::array<SpeciesProperties, species_count> species(const CytokineParameters<double>& p) {
  return {{
      {"tnf", "pM", p.tnf_D, p.tnf_decay, p.tnf_rest, p.tnf_rest, p.tnf_exchange},
      {"il6", "pM", p.il6_D, p.il6_decay, p.il6_rest, p.il6_rest, p.il6_exchange},
      {"ccl2", "pM", p.ccl2_D, p.ccl2_decay, p.ccl2_rest, p.ccl2_rest, p.ccl2_exchange},
      {"damp", "1", p.damp_D, p.damp_decay, p.damp_rest, p.damp_rest, p.damp_exchange},
      {"lactate", "mmol/L", p.lactate_D, p.lactate_decay, p.lactate_rest, p.lactate_rest, p.lactate_exchange},
  }};
}

/// The medium of a resting muscle.
constexpr Medium<double> medium_at_rest(const CytokineParameters<double>& p) {
  return {p.tnf_rest, p.il6_rest, p.ccl2_rest, p.damp_rest, p.lactate_rest};
}

}  // namespace knead
