#pragma once
// A pericyte on a capillary: the NF-kB network and cytokine expression under local TNF and danger signals, in the
// medium of its voxel. Most NF-kB-positive nuclei after eccentric exercise are of such cells (Hyldahl 2011, abstract).
// It is assumed to feel neither strain nor oxidants of its own, to share the fibres' rates, and to add to the
// interstitial fluid only what it secretes above rest: the resting secretion of the tissue is counted with its decay,
// in the fields.

#include <string_view>

#include "models/cytokines.hpp"
#include "models/fibre/cytokine_expression.hpp"
#include "models/fibre/ikk_activation.hpp"
#include "models/fibre/nfkb.hpp"
#include "models/parameter.hpp"
#include "models/records.hpp"

namespace knead {

// clang-format off
#define KNEAD_PERICYTE_PARAMETERS(X)                                                                                    \
  X(volume_um3,           500,  "um3", positive, log_uniform(200, 1500), same, assumed, "volume of a pericyte, its share in a homogenate") \
  X(secretion_volume_um3, 5000, "um3", positive, uniform(0, 7e4),        same, assumed, "interstitial fluid whose fibres secrete as much at the same mRNA; a fibre domain has about 7e4")

#define KNEAD_PERICYTE_INPUTS(X) \
  X(interstitial_volume_um3, "um3", 880, "interstitial fluid of the pericyte's voxel")

#define KNEAD_PERICYTE_STATES(X)         \
  X(NfkbState, nfkb)                     \
  X(CytokineExpressionState, expression) \
  X(Medium, medium)

#define KNEAD_PERICYTE_MODULES(X)             \
  X(NfkbParameters, nfkb)                     \
  X(IkkActivationParameters, ikk)             \
  X(CytokineExpressionParameters, expression) \
  X(PericyteOwnParameters, pericyte)          \
  X(CytokineParameters, cytokine)
// clang-format on

KNEAD_PARAMETERS(PericyteOwnParameters, "pericyte", KNEAD_PERICYTE_PARAMETERS)
KNEAD_INPUTS(PericyteInput, KNEAD_PERICYTE_INPUTS)
KNEAD_RECORD_OF_RECORDS(PericyteState, StateEntry, KNEAD_PERICYTE_STATES)
KNEAD_RECORD_OF_RECORDS(PericyteParameters, Parameter, KNEAD_PERICYTE_MODULES)

struct PericyteNetwork {
  static constexpr std::string_view name = "pericyte";
  template <class T>
  using State = PericyteState<T>;
  template <class T>
  using Input = PericyteInput<T>;
  template <class T>
  using Parameters = PericyteParameters<T>;

  /// Rates of all states, a second.
  template <class T>
  static void rates(const PericyteState<T>& x, const PericyteInput<T>& input, const PericyteParameters<T>& p,
                    PericyteState<T>& dxdt) {
    const T none(0.0), one(1.0);
    const T u = ikk_activation(x.medium, none, none, none, p.ikk, p.cytokine);
    nfkb_rates(x.nfkb, u, none, p.nfkb, dxdt.nfkb);
    cytokine_expression_rates(x.expression, x.nfkb.nfkb_nuclear, p.nfkb.x7r, ExpressionModifiers<T>{none, none, none},
                              p.expression, dxdt.expression);

    const SecretionRates<T> secretion = secretion_at_rest(p.cytokine);
    const T dilution = p.pericyte.secretion_volume_um3 / input.interstitial_volume_um3;
    dxdt.medium.tnf = dilution * secretion.tnf * positive_part(x.expression.tnf_mrna - one);
    dxdt.medium.il6 = dilution * secretion.il6 * positive_part(x.expression.il6_mrna - one);
    dxdt.medium.ccl2 = dilution * secretion.ccl2 * positive_part(x.expression.ccl2_mrna - one);
    dxdt.medium.damp = none;
    dxdt.medium.lactate = none;
  }
};

/// The steady state of a pericyte in a medium at rest.
inline PericyteState<double> pericyte_at_rest(const PericyteParameters<double>& p) {
  PericyteState<double> x = nominal_rest<PericyteState>();
  x.medium = medium_at_rest(p.cytokine);
  return x;
}

}  // namespace knead
