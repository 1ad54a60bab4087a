#pragma once
// The network of a fibre domain: a length of a fibre around its nuclei. Composes the modules of this folder with the
// local interstitial medium, whose concentrations are its last states. It knows no load by name, only what loads do:
// intensity, force, strain, frequency, stress, a low temperature; and no cell, only what cells around do: oxidants,
// eating, fusion.
//
// A parameter whose source says "prototype" was fitted, within the range that is now its prior, by an earlier version
// of this network: one domain, integrated by RK4, least squares on the measured responses to exercise, of treated legs
// too; at a bound of that range where it says so. It is a start, to be replaced by calibration.

#include <algorithm>
#include <string_view>

#include "models/cytokines.hpp"
#include "models/fibre/biogenesis.hpp"
#include "models/fibre/contractile.hpp"
#include "models/fibre/cytokine_expression.hpp"
#include "models/fibre/damage.hpp"
#include "models/fibre/energetics.hpp"
#include "models/fibre/fatigue.hpp"
#include "models/fibre/ikk_activation.hpp"
#include "models/fibre/junction.hpp"
#include "models/fibre/mechanotransduction.hpp"
#include "models/fibre/mediators.hpp"
#include "models/fibre/necrosis.hpp"
#include "models/fibre/nfkb.hpp"
#include "models/loads/quantities.hpp"
#include "models/records.hpp"

namespace knead {

// clang-format off
#define KNEAD_FIBRE_STATES(X)              \
  X(NfkbState, nfkb)                       \
  X(CytokineExpressionState, expression)   \
  X(MechanotransductionState, mechano)     \
  X(EnergeticsState, energy)               \
  X(BiogenesisState, biogenesis)           \
  X(DamageState, damage)                   \
  X(JunctionState, junction)               \
  X(FatigueState, fatigue)                 \
  X(ContractileState, contractile)         \
  X(NecrosisState, necrosis)               \
  X(MediatorState, mediator)               \
  X(Medium, medium)

#define KNEAD_FIBRE_PARAMETERS(X)               \
  X(NfkbParameters, nfkb)                       \
  X(IkkActivationParameters, ikk)               \
  X(CytokineExpressionParameters, expression)   \
  X(MechanotransductionParameters, mechano)     \
  X(EnergeticsParameters, energy)               \
  X(BiogenesisParameters, biogenesis)           \
  X(DamageParameters, damage)                   \
  X(JunctionParameters, junction)               \
  X(FatigueParameters, fatigue)                 \
  X(ContractileParameters, contractile)         \
  X(NecrosisParameters, necrosis)               \
  X(MediatorParameters, mediator)               \
  X(CytokineParameters, cytokine)
// clang-format on

KNEAD_RECORD_OF_RECORDS(FibreState, StateEntry, KNEAD_FIBRE_STATES)
KNEAD_RECORD_OF_RECORDS(FibreParameters, Parameter, KNEAD_FIBRE_PARAMETERS)

// clang-format off
#define KNEAD_FIBRE_INPUTS(X)                                                                                    \
  X(metabolic_intensity,   "1",  0, "oxygen uptake of the working muscle as a fraction of VO2peak")              \
  X(active_force,          "1",  0, "active force as a fraction of maximal isometric force")                     \
  X(fibre_strain,          "1",  0, "amplitude of cyclic stretch along the fibre")                               \
  X(frequency,             "Hz", 0, "cycles of strain a second, duty included")                                  \
  X(tissue_stress,         "Pa", 0, "mean compressive stress of a passive load")                                 \
  X(damage_susceptibility, "1",  1, "damage of this domain by a given load, over the mean of a mixed muscle")    \
  X(glycolytic_rate,       "1",  1, "lactate production of this domain over the mean of a mixed muscle")         \
  X(severing,              "/s", 0, "hazard of being cut")                                                       \
  X(oxidant_burst,         "1",  0, "oxidants of leucocytes around, in 1000 M1-like macrophages a mm3")          \
  X(phagocytosis,          "/s", 0, "volume fraction that the phagocytes around would eat of plenty")            \
  X(fusion,                "/s", 0, "volume fraction that fusing myocytes would fill")                           \
  X(deaths_are_expected,   "1",  0, "1 in a well-mixed tissue, 0 where single domains die")                      \
  X(superfusion,           "1",  0, "1 where a flow of medium keeps its concentrations, 0 where secretion changes them") \
  X(low_temperature,       "K",  0, "how much colder the tissue is than at rest")                                \
  X(cox_inhibitor,         "1",  0, "inhibitor of cyclo-oxygenase, over its concentration of half inhibition")
// clang-format on

KNEAD_INPUTS(FibreInput, KNEAD_FIBRE_INPUTS)

struct FibreDomain {
  static constexpr std::string_view name = "fibre_domain";
  template <class T>
  using State = FibreState<T>;
  template <class T>
  using Input = FibreInput<T>;
  template <class T>
  using Parameters = FibreParameters<T>;

  /// Rates of all states, a second.
  template <class T>
  static void rates(const FibreState<T>& x, const FibreInput<T>& input, const FibreParameters<T>& p,
                    FibreState<T>& dxdt) {
    const StrainSignals<T> strain = strain_signals(input.fibre_strain, input.frequency, p.mechano);
    const T excess_calcium = calcium_excess(x.mechano, p.mechano);
    const T active_p38 = p38_excess(x.mechano, p.mechano);
    const T& inhibition = x.mechano.strain_inhibition;

    const T u = ikk_activation(x.medium, oxidant_excess(x.mechano), strain.high, inhibition, p.ikk, p.cytokine);
    nfkb_rates(x.nfkb, u, inhibition, p.nfkb, dxdt.nfkb);

    const ExpressionModifiers<T> modifiers{active_p38, excess_calcium,
                                           pgc1a_nuclear_excess(x.biogenesis, p.biogenesis)};
    cytokine_expression_rates(x.expression, x.nfkb.nfkb_nuclear, p.nfkb.x7r, modifiers, p.expression, dxdt.expression);
    const StressDrive<T> stress{input.metabolic_intensity, input.active_force, tnf_excess(x.medium, p.cytokine),
                                x.medium.damp / p.ikk.K_D, leak(x.damage)};
    mechanotransduction_rates(x.mechano, strain, stress, p.mechano, dxdt.mechano);

    energetics_rates(x.energy, x.medium.lactate, input.metabolic_intensity, input.glycolytic_rate,
                     x.biogenesis.mitochondrial_function, input.low_temperature, p.energy, p.cytokine, dxdt.energy,
                     dxdt.medium.lactate);

    const T active_ampk = ampk_excess(x.energy, p.energy);
    const BiogenesisDrive<T> drive{active_ampk,    active_p38,          erk_excess(x.mechano, p.mechano),
                                   excess_calcium, x.nfkb.nfkb_nuclear, p.nfkb.x7r};
    biogenesis_rates(x.biogenesis, drive, p.biogenesis, dxdt.biogenesis);

    // Protection from earlier damage takes its share of what a load does.
    const T susceptibility = input.damage_susceptibility * unprotected(x.contractile, p.contractile);
    const DamageDrive<T> harm{input.active_force,  input.fibre_strain, input.frequency,
                              input.tissue_stress, susceptibility,     excess_calcium,
                              input.oxidant_burst, x.junction.failure, x.contractile.content};
    T damp_of_leak;
    damage_rates(x.damage, harm, p.damage, dxdt.damage, damp_of_leak);
    junction_rates(x.junction, x.damage, harm, oxidant_hits(x.damage, harm, p.damage), p.damage, p.junction,
                   dxdt.junction);
    fatigue_rates(x.fatigue, input.metabolic_intensity, input.active_force, input.frequency, p.fatigue, dxdt.fatigue);
    contractile_rates(x.contractile, x.damage, {input.active_force, input.frequency, active_ampk, x.junction.failure},
                      protein_turnover(x.contractile, x.medium, p.contractile, p.cytokine), p.contractile, p.damage,
                      dxdt.contractile);
    const NecrosisDrive<T> death{leak(x.damage), input.severing, input.phagocytosis, input.fusion,
                                 input.deaths_are_expected};
    T damp_of_death;
    necrosis_rates(x.necrosis, death, p.necrosis, dxdt.necrosis, damp_of_death);

    // A dead domain makes nothing, but what it held leaks out.
    const T alive = living(x.necrosis);
    const SecretionRates<T> secretion = secretion_at_rest(p.cytokine);
    const T activity = promoter_activity(x.nfkb.nfkb_nuclear, p.nfkb.x7r, p.expression);
    dxdt.mediator.cox2 = cox2_rate(x.mediator.cox2, activity, p.mediator);
    free_mediators(x.damage, harm, p.mediator, p.damage, dxdt.medium);
    dxdt.medium.bradykinin = alive * dxdt.medium.bradykinin;
    dxdt.medium.hgf = alive * dxdt.medium.hgf + p.mediator.sHL * x.necrosis.cleared;
    dxdt.medium.tnf = alive * secretion.tnf * (x.expression.tnf_mrna - T(1.0));
    dxdt.medium.il6 = alive * secretion.il6 * (x.expression.il6_mrna - T(1.0));
    dxdt.medium.ccl2 = alive * secretion.ccl2 * (x.expression.ccl2_mrna - T(1.0));
    dxdt.medium.cxcl8 = alive * secretion.cxcl8 * (x.expression.cxcl8_mrna - T(1.0));
    dxdt.medium.pge2 = alive * secretion.pge2 * p.mediator.PGmax * x.mediator.cox2 * cox_activity(input.cox_inhibitor);
    dxdt.medium.il10 = dxdt.medium.tgfb = dxdt.medium.igf1 = T(0.0);  // of other cells
    dxdt.medium.damp = alive * damp_of_leak + damp_of_death;

    const T kept = T(1.0) - input.superfusion;
    dxdt.medium.each([&kept](T& rate) { rate = kept * rate; });
  }
};

/// The steady state of an undisturbed domain in a medium at rest: closed form in the parameters but for NF-kB, whose
/// rest is that of Lipniacki 2004 and holds while its parameters do.
inline FibreState<double> fibre_at_rest(const FibreParameters<double>& p) {
  FibreState<double> x = nominal_rest<FibreState>();
  x.mechano.fak_p = p.mechano.F0;
  x.mechano.erk_p = p.mechano.E0;
  x.mechano.p38_p = p.mechano.p0;
  x.mechano.hsp27_p = p.mechano.H0;
  x.mechano.calcium = p.mechano.Ca0;
  x.energy.glycogen = p.energy.G0;
  x.energy.lactate = p.cytokine.lactate_rest;
  x.energy.ampk_p = p.energy.A0;
  x.biogenesis.pgc1a_cytoplasmic = p.biogenesis.fF;
  x.biogenesis.pgc1a_nuclear = p.biogenesis.fN;
  x.biogenesis.pgc1a_stable = 1 - p.biogenesis.fF - p.biogenesis.fN;
  x.biogenesis.mitochondrial_volume_density = p.biogenesis.M0;
  x.medium = medium_at_rest(p.cytokine);
  return x;
}

/// Puts the part of a load that a fibre feels into its input; the domain's own multipliers stay.
inline void apply_load(const Quantities& load, FibreInput<double>& input) {
  input.metabolic_intensity = load.metabolic_intensity;
  input.active_force = load.active_force;
  input.fibre_strain = load.fibre_strain;
  input.frequency = load.frequency;
  input.tissue_stress = load.tissue_stress;
  input.low_temperature = std::max(0.0, -load.temperature_change);
  input.cox_inhibitor = load.cox_inhibitor;
}

}  // namespace knead
