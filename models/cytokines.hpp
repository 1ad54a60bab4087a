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
  X(il10_D,          3.0,     "um2/s", positive, log_uniform(1.5, 30),       same, file,    "GranSim, tissue")                           \
  X(il10_decay,      1.29e-4, "/s",    positive, log_uniform(2e-5, 2.8e-4),  same, fitted,  "prototype (k10), between GranSim 2e-5 and a half-life of 1 h") \
  X(il10_rest,       36.0,    "pM",    positive, log_uniform(10, 100),       same, assumed, "constitutive level in resting interstitium") \
  X(il10_exchange,   0.0,     "/s",    positive, uniform(0, 1e-5),           same, assumed, "37 kDa dimer: mostly by lymph")             \
  X(cxcl8_D,         5.2,     "um2/s", positive, log_uniform(2.6, 30),       same, file,    "GranSim (IL-8)")                            \
  X(cxcl8_decay,     4.17e-4, "/s",    positive, log_uniform(1.9e-4, 1.58e-3), same, file,  "between nlisim, half-life 60 min, and GranSim 1.58e-3") \
  X(cxcl8_rest,      7.6,     "pM",    positive, log_uniform(2, 30),         same, assumed, "constitutive level in resting interstitium") \
  X(cxcl8_exchange,  0.0,     "/s",    positive, uniform(0, 4e-5),           same, assumed, "8 kDa: mostly by lymph")                    \
  X(tgfb_D,          5.0,     "um2/s", positive, log_uniform(2.5, 30),       same, assumed, "as TNF")                                    \
  X(tgfb_decay,      1.74e-4, "/s",    positive, log_uniform(8e-5, 3e-4),    same, file,    "Jin 2011, 15 /d")                           \
  X(tgfb_rest,       13.0,    "pM",    positive, log_uniform(4, 40),         same, assumed, "constitutive level in resting interstitium") \
  X(tgfb_exchange,   0.0,     "/s",    positive, uniform(0, 1e-5),           same, assumed, "25 kDa dimer, bound to matrix: by lymph")   \
  X(hgf_D,           5.0,     "um2/s", positive, log_uniform(2.5, 30),       same, assumed, "as TNF")                                    \
  X(hgf_decay,       1.93e-4, "/s",    positive, log_uniform(5.6e-5, 5.6e-4), same, assumed, "half-life 1 h")                            \
  X(hgf_rest,        12.0,    "pM",    positive, log_uniform(4, 40),         same, assumed, "constitutive level in resting interstitium") \
  X(hgf_exchange,    0.0,     "/s",    positive, uniform(0, 1e-5),           same, assumed, "84 kDa, bound to matrix: by lymph")         \
  X(igf1_D,          5.0,     "um2/s", positive, log_uniform(2.5, 50),       same, assumed, "as TNF")                                    \
  X(igf1_decay,      2.78e-5, "/s",    positive, log_uniform(8e-6, 1.4e-4),  same, assumed, "0.1 /h; kept by binding proteins")          \
  X(igf1_rest,       230.0,   "pM",    positive, log_uniform(80, 700),       same, assumed, "constitutive level in resting interstitium") \
  X(igf1_exchange,   0.0,     "/s",    positive, uniform(0, 4e-5),           same, assumed, "7.6 kDa, mostly bound")                     \
  X(pge2_D,          100.0,   "um2/s", positive, log_uniform(30, 300),       same, assumed, "small molecule")                            \
  X(pge2_decay,      5.56e-4, "/s",    positive, log_uniform(1.4e-4, 2.8e-3), same, assumed, "2 /h")                                     \
  X(pge2_rest,       1.0,     "1",     positive, fixed,                      same, assumed, "counted in multiples of rest")              \
  X(pge2_exchange,   0.0,     "/s",    positive, uniform(0, 1e-4),           same, assumed, "its loss to blood is counted with its decay") \
  X(bradykinin_D,    100.0,   "um2/s", positive, log_uniform(30, 300),       same, assumed, "a peptide of 1.1 kDa")                      \
  X(bradykinin_decay, 9.53e-5, "/s",   positive, log_uniform(2.8e-5, 5.6e-4), same, fitted, "prototype (kB), of the activity, which outlasts the peptide") \
  X(bradykinin_rest, 0.0,     "1",     positive, fixed,                      same, assumed, "counted above rest")                        \
  X(bradykinin_exchange, 0.0, "/s",    positive, uniform(0, 1e-4),           same, assumed, "its loss to blood is counted with its decay") \
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
  X(il10,    "pM",     36,   1.0,  "IL-10 in interstitial fluid")                \
  X(cxcl8,   "pM",     7.6,  0.7,  "CXCL8 (IL-8) in interstitial fluid")         \
  X(tgfb,    "pM",     13,   1.0,  "active TGF-b in interstitial fluid")         \
  X(hgf,     "pM",     12,   1.0,  "HGF in interstitial fluid")                  \
  X(igf1,    "pM",     230,  10,   "free and loosely bound IGF-1 in interstitial fluid") \
  X(pge2,    "1",      1.0,  0.1,  "prostaglandin E2 in interstitial fluid, x rest") \
  X(bradykinin, "1",   0.0,  0.01, "bradykinin-like activity above rest, in units of its own") \
  X(damp,    "1",      0.0,  0.01, "danger signals released by damaged fibres, in units of their own") \
  X(lactate, "mmol/L", 1.96, 0.1,  "lactate in interstitial fluid")
// clang-format on

KNEAD_STATES(Medium, "medium", KNEAD_MEDIUM_STATES)

/// The species in the order of `Medium`.
enum class Species : std::size_t { tnf, il6, ccl2, il10, cxcl8, tgfb, hgf, igf1, pge2, bradykinin, damp, lactate };
inline constexpr std::size_t species_count = std::size(Medium<double>::entries);

/// What a field needs to know of its species.
struct SpeciesProperties {
  std::string_view name, unit;
  double D_um2_s, decay_per_s, rest, plasma, exchange_per_s;
};

/// All species in the order of `Medium`, for one set of parameters.
constexpr std::array<SpeciesProperties, species_count> species(const CytokineParameters<double>& p) {
  return {{
      {"tnf", "pM", p.tnf_D, p.tnf_decay, p.tnf_rest, p.tnf_rest, p.tnf_exchange},
      {"il6", "pM", p.il6_D, p.il6_decay, p.il6_rest, p.il6_rest, p.il6_exchange},
      {"ccl2", "pM", p.ccl2_D, p.ccl2_decay, p.ccl2_rest, p.ccl2_rest, p.ccl2_exchange},
      {"il10", "pM", p.il10_D, p.il10_decay, p.il10_rest, p.il10_rest, p.il10_exchange},
      {"cxcl8", "pM", p.cxcl8_D, p.cxcl8_decay, p.cxcl8_rest, p.cxcl8_rest, p.cxcl8_exchange},
      {"tgfb", "pM", p.tgfb_D, p.tgfb_decay, p.tgfb_rest, p.tgfb_rest, p.tgfb_exchange},
      {"hgf", "pM", p.hgf_D, p.hgf_decay, p.hgf_rest, p.hgf_rest, p.hgf_exchange},
      {"igf1", "pM", p.igf1_D, p.igf1_decay, p.igf1_rest, p.igf1_rest, p.igf1_exchange},
      {"pge2", "1", p.pge2_D, p.pge2_decay, p.pge2_rest, p.pge2_rest, p.pge2_exchange},
      {"bradykinin", "1", p.bradykinin_D, p.bradykinin_decay, p.bradykinin_rest, p.bradykinin_rest,
       p.bradykinin_exchange},
      {"damp", "1", p.damp_D, p.damp_decay, p.damp_rest, p.damp_rest, p.damp_exchange},
      {"lactate", "mmol/L", p.lactate_D, p.lactate_decay, p.lactate_rest, p.lactate_rest, p.lactate_exchange},
  }};
}

/// The medium of a resting muscle.
constexpr Medium<double> medium_at_rest(const CytokineParameters<double>& p) {
  return {p.tnf_rest, p.il6_rest,  p.ccl2_rest, p.il10_rest,       p.cxcl8_rest, p.tgfb_rest,
          p.hgf_rest, p.igf1_rest, p.pge2_rest, p.bradykinin_rest, p.damp_rest,  p.lactate_rest};
}

}  // namespace knead
