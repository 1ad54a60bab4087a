#include "models/observable.hpp"

#include "models/function/force.hpp"

namespace knead {

namespace {

using Fibre = FibreState<double>;
using FibreValues = FibreParameters<double>;
using Cell = NfkbCellState<double>;
using CellValues = NfkbCellParameters<double>;
using Numbers = CellNumbers<double>;
using Muscle = MuscleState<double>;
using Over = Observable::Over;

double nuclear_p65(const NfkbState<double>& x) { return x.nfkb_nuclear + x.ikba_nfkb_nuclear; }

/// mmol/kg wet weight, from the water inside and outside the fibres.
double muscle_lactate(const Fibre& x, const FibreValues& p) {
  return (p.energy.phi_i * x.energy.lactate + p.cytokine.interstitial_fraction * x.medium.lactate) / p.energy.rho;
}

double total_pgc1a(const Fibre& x, const FibreValues&) {
  return x.biogenesis.pgc1a_cytoplasmic + x.biogenesis.pgc1a_nuclear + x.biogenesis.pgc1a_stable;
}

/// The value of one state in a fibre domain, and for a homogenate in an NF-kB cell; of a number of cells; of the
/// muscle.
#define IN_FIBRE(member) [](const Fibre& x, const FibreValues&) { return x.member; }
#define IN_BOTH(member) IN_FIBRE(member), [](const Cell& x, const CellValues&) { return x.member; }

#define OF_CELLS(sum) nullptr, nullptr, [](const Numbers& x, const CellParameters<double>&) { return sum; }, nullptr
#define OF_MUSCLE(value) \
  nullptr, nullptr, nullptr, [](const Muscle& x, [[maybe_unused]] const MuscleParameters<double>& p) { return value; }

double isometric_force_percent(const Fibre& x, const FibreValues& p) { return 100 * isometric_force(x, p.necrosis); }

double protein_synthesis_percent_an_hour(const Fibre& x, const FibreValues& p) {
  return 100 * p.contractile.kt * protein_turnover(x.contractile, x.medium, p.contractile, p.cytokine).synthesis;
}

double visible_satellite_cells(const Numbers& x, const CellParameters<double>& p) {
  return x.quiescent + p.satellite_cell.visible * (satellite_lineage(x) - x.quiescent - x.myocytes);
}

constexpr auto none = nullptr;
constexpr auto blot = Assay::blot;
constexpr auto pcr = Assay::pcr;
constexpr auto biopsy = Specimen::homogenate;
constexpr auto ratio = Scale::logarithm;
constexpr auto difference = Scale::difference;

// clang-format off
const Observable registry[] = {
    {"p65_nuclear", "uM", blot, biopsy, ratio, Over::homogenate,
     [](const Fibre& x, const FibreValues&) { return nuclear_p65(x.nfkb); },
     [](const Cell& x, const CellValues&) { return nuclear_p65(x.nfkb); }, none, none, "nuclear NF-kB p65, free and bound"},
    {"p65_nuclear_fibre", "uM", Assay::microscopy, biopsy, ratio, Over::fibres,
     [](const Fibre& x, const FibreValues&) { return nuclear_p65(x.nfkb); }, nullptr, none, none, "nuclear NF-kB p65 of fibres alone"},
    {"nfkb_dna_binding", "uM", Assay::elisa, biopsy, ratio, Over::homogenate, IN_BOTH(nfkb.nfkb_nuclear),
     none, none, "free nuclear NF-kB, which can bind DNA"},
    {"ikba", "uM", blot, biopsy, ratio, Over::homogenate,
     [](const Fibre& x, const FibreValues& p) { return total_ikba(x.nfkb, p.nfkb); },
     [](const Cell& x, const CellValues& p) { return total_ikba(x.nfkb, p.nfkb); }, none, none, "all IkBa, free and bound"},
    {"tnf_mrna", "1", pcr, biopsy, ratio, Over::homogenate, IN_BOTH(expression.tnf_mrna), none, none, "TNF mRNA, x rest"},
    {"il6_mrna", "1", pcr, biopsy, ratio, Over::homogenate, IN_BOTH(expression.il6_mrna), none, none, "IL-6 mRNA, x rest"},
    {"ccl2_mrna", "1", pcr, biopsy, ratio, Over::homogenate, IN_BOTH(expression.ccl2_mrna), none, none, "CCL2 mRNA, x rest"},
    {"cxcl8_mrna", "1", pcr, biopsy, ratio, Over::homogenate, IN_BOTH(expression.cxcl8_mrna), none, none, "CXCL8 mRNA, x rest"},
    {"tnf_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.tnf), nullptr, none, none, "TNF in interstitial fluid"},
    {"il6_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.il6), nullptr, none, none, "IL-6 in interstitial fluid"},
    {"ccl2_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.ccl2), nullptr, none, none, "CCL2 in interstitial fluid"},
    {"il10_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.il10), nullptr, none, none, "IL-10 in interstitial fluid"},
    {"cxcl8_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.cxcl8), nullptr, none, none, "CXCL8 in interstitial fluid"},
    {"tgfb_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.tgfb), nullptr, none, none, "active TGF-b in interstitial fluid"},
    {"hgf_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.hgf), nullptr, none, none, "HGF in interstitial fluid"},
    {"igf1_protein", "pM", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.igf1), nullptr, none, none, "IGF-1 in interstitial fluid"},
    {"pge2", "1", Assay::elisa, biopsy, ratio, Over::interstitium, IN_FIBRE(medium.pge2), nullptr, none, none, "PGE2 in interstitial fluid, x rest"},
    {"pgf2a", "1", Assay::elisa, biopsy, ratio, Over::interstitium,
     [](const Fibre& x, const FibreValues& p) { return pgf2a(x.medium.pge2, x.mediator.cox2, p.mediator); }, nullptr, none, none, "prostaglandin F2a in interstitial fluid, x rest"},
    {"bradykinin_activity", "1", Assay::biochemistry, biopsy, difference, Over::interstitium, IN_FIBRE(medium.bradykinin), nullptr, none, none, "bradykinin-like activity in interstitial fluid"},
    {"danger_signals", "1", Assay::elisa, biopsy, difference, Over::interstitium, IN_FIBRE(medium.damp), nullptr, none, none, "danger signals in interstitial fluid"},
    {"fak_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.fak_p), nullptr, none, none, "phosphorylated fraction of FAK"},
    {"erk_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.erk_p), nullptr, none, none, "phosphorylated fraction of ERK1/2"},
    {"p38_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.p38_p), nullptr, none, none, "phosphorylated fraction of p38"},
    {"hsp27_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.hsp27_p), nullptr, none, none, "phosphorylated fraction of HSP27"},
    {"calcium", "uM", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.calcium), nullptr, none, none, "cytosolic calcium"},
    {"oxidants", "1", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(mechano.oxidants), nullptr, none, none, "oxidants of fibres, x rest"},
    {"ampk_p", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(energy.ampk_p), nullptr, none, none, "phosphorylated fraction of AMPK"},
    {"glycogen", "mmol/kg", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(energy.glycogen), nullptr, none, none, "glycogen, wet weight"},
    {"lactate", "mmol/kg", Assay::biochemistry, biopsy, ratio, Over::fibres, muscle_lactate, nullptr, none, none, "lactate of muscle with its interstitial fluid, wet weight"},
    {"pgc1a_mrna", "1", pcr, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.pgc1a_mrna), nullptr, none, none, "PGC-1a mRNA, x rest"},
    {"pgc1a_protein", "1", blot, biopsy, ratio, Over::fibres, total_pgc1a, nullptr, none, none, "all PGC-1a, x rest"},
    {"pgc1a_nuclear", "1", blot, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.pgc1a_nuclear), nullptr, none, none, "nuclear PGC-1a, of all at rest"},
    {"cox7b_mrna", "1", pcr, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.cox7b_mrna), nullptr, none, none, "COX7B mRNA, x rest"},
    {"nd1_mrna", "1", pcr, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.nd1_mrna), nullptr, none, none, "ND1 mRNA, x rest"},
    {"mitochondrial_function", "1", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.mitochondrial_function), nullptr, none, none, "oxidative capacity, x rest"},
    {"mitochondrial_volume_density", "1", Assay::microscopy, biopsy, ratio, Over::fibres, IN_FIBRE(biogenesis.mitochondrial_volume_density), nullptr, none, none, "volume of mitochondria per volume of fibre"},
    {"structural_damage", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(damage.sarcomere_disruption), nullptr, none, none, "fraction of sarcomeres disrupted"},
    {"membrane_leak", "1", Assay::microscopy, biopsy, difference, Over::fibres, [](const Fibre& x, const FibreValues&) { return leak(x.damage); }, nullptr, none, none, "leaky fraction of the membrane"},
    {"uncoupled_junctions", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(junction.failure), nullptr, none, none, "fraction of excitation-contraction junctions that fail"},
    {"contractile_protein", "1", Assay::biochemistry, biopsy, ratio, Over::fibres, IN_FIBRE(contractile.content), nullptr, none, none, "contractile protein, x rest"},
    {"protein_synthesis_rate", "%/h", Assay::biochemistry, biopsy, ratio, Over::fibres, protein_synthesis_percent_an_hour, nullptr, none, none, "fractional synthesis of contractile protein"},
    {"protection", "1", Assay::biochemistry, biopsy, difference, Over::fibres, IN_FIBRE(contractile.protection), nullptr, none, none, "protection against the next bout, of the most there can be"},
    {"necrotic_fraction", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(necrosis.expected_necrotic), nullptr, none, none, "expected fraction of fibres that is debris"},
    {"regenerating_fraction", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(necrosis.expected_regenerating), nullptr, none, none, "expected fraction of fibres that is myotube"},
    {"necrotic_in_block", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(necrosis.necrotic), nullptr, none, none, "fraction of this block that died and is debris"},
    {"cleared_in_block", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(necrosis.cleared), nullptr, none, none, "fraction of this block that is emptied tube"},
    {"regenerating_in_block", "1", Assay::microscopy, biopsy, difference, Over::fibres, IN_FIBRE(necrosis.regenerating), nullptr, none, none, "fraction of this block that is myotube"},
    {"force", "%", Assay::dynamometry, Specimen::leg, ratio, Over::fibres, isometric_force_percent, nullptr, none, none, "isometric force, of that of the healthy muscle"},
    {"neutrophils", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.neutrophils), "neutrophils"},
    {"macrophages", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.macrophages), "monocytes and macrophages"},
    {"macrophages_m1", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.m1), "macrophages by their M1-likeness"},
    {"macrophages_m2", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.macrophages - x.m1), "macrophages that are not M1-like"},
    {"leucocytes", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.neutrophils + x.macrophages), "neutrophils, monocytes and macrophages"},
    {"fibroblasts", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.fibroblasts), "fibroblasts"},
    {"satellite_cells", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(satellite_lineage(x)), "satellite cells, myoblasts and myocytes"},
    {"satellite_cells_visible", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, nullptr, nullptr, visible_satellite_cells, nullptr, "satellite cells and myoblasts as sections meet them: an activated one is longer"},
    {"myoblasts", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.myoblasts), "myoblasts"},
    {"myocytes", "count/mm3", Assay::microscopy, Specimen::cells, ratio, Over::cells, OF_CELLS(x.myocytes), "myocytes that have not fused"},
    {"soreness", "1", Assay::score, Specimen::leg, difference, Over::muscle, OF_MUSCLE(soreness(x.soreness, x.swelling.extra_fluid, p.soreness)), "soreness, 0 to 10"},
    {"swelling", "%", Assay::biochemistry, Specimen::leg, difference, Over::muscle, OF_MUSCLE(x.swelling.extra_fluid), "extra fluid, of the volume of muscle"},
    {"ck_plasma", "U/L", Assay::biochemistry, Specimen::person, ratio, Over::muscle, OF_MUSCLE(x.kinase.plasma), "creatine kinase in plasma"},
    {"collagen", "1", Assay::biochemistry, biopsy, ratio, Over::muscle, OF_MUSCLE(x.fibrosis.collagen), "collagen between the fibres, x rest"},
    {"temperature_drop", "K", Assay::thermometry, Specimen::leg, difference, Over::temperature, nullptr, nullptr, none, none, "temperature of the muscle at the depth of the block, below that at rest",
     [](double change_K) { return 0 - change_K; }},
    {"oxygen_extraction", "1", Assay::biochemistry, Specimen::leg, ratio, Over::fibres, [](const Fibre& x, const FibreValues& p) { return oxygen_extraction(x.biogenesis, p.biogenesis); }, nullptr, none, none, "oxygen extraction of the leg at its peak"},
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
