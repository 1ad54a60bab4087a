#include "models/observable.hpp"

namespace knead {

namespace {

using Fibre = FibreState<double>;
using FibreValues = FibreParameters<double>;
using Cell = PericyteState<double>;
using CellValues = PericyteParameters<double>;
using Over = Observable::Over;

double nuclear_p65(const NfkbState<double>& x) { return x.nfkb_nuclear + x.ikba_nfkb_nuclear; }

/// mmol/kg wet weight, from the water inside and outside the fibres.
double muscle_lactate(const Fibre& x, const FibreValues& p) {
  return (p.energy.phi_i * x.energy.lactate + p.cytokine.interstitial_fraction * x.medium.lactate) / p.energy.rho;
}

double total_pgc1a(const Fibre& x, const FibreValues&) {
  return x.biogenesis.pgc1a_cytoplasmic + x.biogenesis.pgc1a_nuclear + x.biogenesis.pgc1a_stable;
}

/// The value of one state in a fibre domain and, for a homogenate, in a pericyte.
#define IN_FIBRE(member) [](const Fibre& x, const FibreValues&) { return x.member; }
#define IN_BOTH(member) IN_FIBRE(member), [](const Cell& x, const CellValues&) { return x.member; }

constexpr auto blot = Assay::blot;
constexpr auto pcr = Assay::pcr;
constexpr auto biopsy = Specimen::homogenate;
constexpr auto ratio = Scale::logarithm;
constexpr auto difference = Scale::difference;

// clang-format off
const Observable registry[] = {
    {"p65_nuclear", "uM", blot, biopsy, ratio, Over::homogenate,
     [](const Fibre& x, const FibreValues&) { return nuclear_p65(x.nfkb); },
     [](const Cell& x, const CellValues&) { return nuclear_p65(x.nfkb); }, "nuclear NF-kB p65, free and bound"},
    {"p65_nuclear_fibre", "uM", Assay::microscopy, biopsy, ratio, Over::fibres,
     [](const Fibre& x, const FibreValues&) { return nuclear_p65(x.nfkb); }, nullptr, "nuclear NF-kB p65 of fibres alone"},
    {"nfkb_dna_binding", "uM", Assay::elisa, biopsy, ratio, Over::homogenate, IN_BOTH(nfkb.nfkb_nuclear),
     "free nuclear NF-kB, which can bind DNA"},
    {"ikba", "uM", blot, biopsy, ratio, Over::homogenate,
     [](const Fibre& x, const FibreValues& p) { return total_ikba(x.nfkb, p.nfkb); },
     [](const Cell& x, const CellValues& p) { return total_ikba(x.nfkb, p.nfkb); }, "all IkBa, free and bound"},
    {"tnf_mrna", "1", pcr, biopsy, ratio, Over::homogenate, IN_BOTH(expression.tnf_mrna), "TNF mRNA, x rest"},
    {"il6_mrna", "1", pcr, biopsy, ratio, Over::homogenate, IN_BOTH(expression.il6_mrna), "IL-6 mRNA, x rest"},
    {"ccl2_mrna", "1", pcr, biopsy, ratio, Over::homogenate, IN_BOTH(expression.ccl2_mrna), "CCL2 mRNA, x rest"},
    {"tnf_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.tnf), nullptr, "TNF in interstitial fluid"},
    {"il6_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.il6), nullptr, "IL-6 in interstitial fluid"},
    {"ccl2_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.ccl2), nullptr, "CCL2 in interstitial fluid"},
    {"danger_signals", "1", Assay::elisa, biopsy, difference, Over::interstitium, IN_FIBRE(medium.damp), nullptr, "danger signals in interstitial fluid"},
    {"fak_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.fak_p), nullptr, "phosphorylated fraction of FAK"},
    {"erk_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.erk_p), nullptr, "phosphorylated fraction of ERK1/2"},
    {"p38_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.p38_p), nullptr, "phosphorylated fraction of p38"},
    {"hsp27_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.hsp27_p), nullptr, "phosphorylated fraction of HSP27"},
    {"calcium", "uM", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.calcium), nullptr, "cytosolic calcium"},
    {"oxidants", "1", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.oxidants), nullptr, "oxidants of fibres, x rest"},
    {"ampk_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(energy.ampk_p), nullptr, "phosphorylated fraction of AMPK"},
    {"glycogen", "mmol/kg", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(energy.glycogen), nullptr, "glycogen, wet weight"},
    {"lactate", "mmol/kg", Assay::biochemistry, biopsy, ratio, Over::fibres, muscle_lactate, nullptr, "lactate of muscle with its interstitial fluid, wet weight"},
    {"pgc1a_mrna", "1", pcr, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.pgc1a_mrna), nullptr, "PGC-1a mRNA, x rest"},
    {"pgc1a_protein", "1", blot, biopsy, ratio, Over::fibres, total_pgc1a, nullptr, "all PGC-1a, x rest"},
    {"pgc1a_nuclear", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.pgc1a_nuclear), nullptr, "nuclear PGC-1a, of all at rest"},
    {"cox7b_mrna", "1", pcr, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.cox7b_mrna), nullptr, "COX7B mRNA, x rest"},
    {"nd1_mrna", "1", pcr, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.nd1_mrna), nullptr, "ND1 mRNA, x rest"},
    {"mitochondrial_function", "1", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.mitochondrial_function), nullptr, "oxidative capacity, x rest"},
    {"mitochondrial_volume_density", "1", Assay::microscopy, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.mitochondrial_volume_density), nullptr, "volume of mitochondria per volume of fibre"},
    {"structural_damage", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(damage.sarcomere_disruption), nullptr, "fraction of sarcomeres disrupted"},
    {"membrane_leak", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(damage.membrane_leak), nullptr, "leaky fraction of the membrane"},
};
// clang-format on

}  // namespace

std::span<const Observable> observables() { return registry; }

const Observable* find_observable(std::string_view id) {
  for (const Observable& observable : registry)
    if (observable.id == id) return &observable;
  return nullptr;
}

}  // namespace knead
