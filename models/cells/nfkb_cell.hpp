#pragma once
// A cell between the fibres that carries the NF-kB network: a pericyte or a macrophage, in the medium where it is,
// under local TNF, danger signals and IL-10. It is assumed to feel neither strain nor oxidants of its own and to share
// the fibres' rates. It adds to the interstitial fluid only what it secretes above rest: the resting secretion of the
// tissue is counted with its decay, in the fields. How much that is a cell, its kind says as input (pericyte.hpp,
// macrophage.hpp).

#include <string_view>

#include "models/cytokines.hpp"
#include "models/fibre/cytokine_expression.hpp"
#include "models/fibre/ikk_activation.hpp"
#include "models/fibre/mediators.hpp"
#include "models/fibre/nfkb.hpp"
#include "models/parameter.hpp"
#include "models/records.hpp"

namespace knead {

// clang-format off
#define KNEAD_NFKB_CELL_INPUTS(X)                                                                   \
  X(tnf_secretion,   "pM/s", 0, "into its medium, for every multiple of the mRNA at rest above one") \
  X(il6_secretion,   "pM/s", 0, "the same for IL-6")                                                \
  X(ccl2_secretion,  "pM/s", 0, "the same for CCL2")                                                \
  X(cxcl8_secretion, "pM/s", 0, "the same for CXCL8")                                               \
  X(pge2_secretion,  "/s",   0, "into its medium at full COX-2, x rest, as far as cyclo-oxygenase works")

#define KNEAD_NFKB_CELL_STATES(X)        \
  X(NfkbState, nfkb)                     \
  X(CytokineExpressionState, expression) \
  X(MediatorState, mediator)             \
  X(Medium, medium)

#define KNEAD_NFKB_CELL_MODULES(X)            \
  X(NfkbParameters, nfkb)                     \
  X(IkkActivationParameters, ikk)             \
  X(CytokineExpressionParameters, expression) \
  X(MediatorParameters, mediator)             \
  X(CytokineParameters, cytokine)
// clang-format on

KNEAD_INPUTS(NfkbCellInput, KNEAD_NFKB_CELL_INPUTS)
KNEAD_RECORD_OF_RECORDS(NfkbCellState, StateEntry, KNEAD_NFKB_CELL_STATES)
KNEAD_RECORD_OF_RECORDS(NfkbCellParameters, Parameter, KNEAD_NFKB_CELL_MODULES)

struct NfkbCell {
  static constexpr std::string_view name = "nfkb_cell";
  template <class T>
  using State = NfkbCellState<T>;
  template <class T>
  using Input = NfkbCellInput<T>;
  template <class T>
  using Parameters = NfkbCellParameters<T>;

  /// Rates of all states, a second.
  template <class T>
  static void rates(const NfkbCellState<T>& x, const NfkbCellInput<T>& input, const NfkbCellParameters<T>& p,
                    NfkbCellState<T>& dxdt) {
    const T none(0.0), one(1.0);
    const T u = ikk_activation(x.medium, none, none, none, p.ikk, p.cytokine);
    nfkb_rates(x.nfkb, u, none, p.nfkb, dxdt.nfkb);
    cytokine_expression_rates(x.expression, x.nfkb.nfkb_nuclear, p.nfkb.x7r, ExpressionModifiers<T>{none, none, none},
                              p.expression, dxdt.expression);
    const T activity = promoter_activity(x.nfkb.nfkb_nuclear, p.nfkb.x7r, p.expression);
    dxdt.mediator.cox2 = cox2_rate(x.mediator.cox2, activity, p.mediator);

    dxdt.medium.each([&none](T& rate) { rate = none; });
    dxdt.medium.tnf = input.tnf_secretion * positive_part(x.expression.tnf_mrna - one);
    dxdt.medium.il6 = input.il6_secretion * positive_part(x.expression.il6_mrna - one);
    dxdt.medium.ccl2 = input.ccl2_secretion * positive_part(x.expression.ccl2_mrna - one);
    dxdt.medium.cxcl8 = input.cxcl8_secretion * positive_part(x.expression.cxcl8_mrna - one);
    dxdt.medium.pge2 = input.pge2_secretion * positive_part(x.mediator.cox2);
  }
};

/// The steady state of such a cell in a medium at rest.
inline NfkbCellState<double> nfkb_cell_at_rest(const NfkbCellParameters<double>& p) {
  NfkbCellState<double> x = nominal_rest<NfkbCellState>();
  x.medium = medium_at_rest(p.cytokine);
  return x;
}

}  // namespace knead
