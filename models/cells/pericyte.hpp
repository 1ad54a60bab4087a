#pragma once
// A pericyte on a capillary. Most NF-kB-positive nuclei after eccentric exercise are of such cells (Hyldahl 2011,
// abstract). It secretes as fibres do, for a volume of interstitial fluid of its own.

#include "models/cells/nfkb_cell.hpp"

namespace knead {

// clang-format off
#define KNEAD_PERICYTE_PARAMETERS(X)                                                                                    \
  X(volume_um3,           500,  "um3", positive, log_uniform(200, 1500), same, assumed, "volume of a pericyte, its share in a homogenate") \
  X(secretion_volume_um3, 5000, "um3", positive, uniform(0, 7e4),        same, assumed, "interstitial fluid whose fibres secrete as much at the same mRNA; a fibre domain has about 7e4")
// clang-format on

KNEAD_PARAMETERS(PericyteParameters, "pericyte", KNEAD_PERICYTE_PARAMETERS)

/// Secretion of a pericyte into a volume of interstitial fluid, under an inhibitor of cyclo-oxygenase.
inline NfkbCellInput<double> pericyte_input(double interstitial_volume_um3, const PericyteParameters<double>& p,
                                            const MediatorParameters<double>& mediator,
                                            const CytokineParameters<double>& cytokine, double cox_inhibitor = 0) {
  const SecretionRates<double> rest = secretion_at_rest(cytokine);
  const double dilution = p.secretion_volume_um3 / interstitial_volume_um3;
  return {dilution * rest.tnf, dilution * rest.il6, dilution * rest.ccl2, dilution * rest.cxcl8,
          dilution * rest.pge2 * mediator.PGmax * cox_activity(cox_inhibitor)};
}

}  // namespace knead
