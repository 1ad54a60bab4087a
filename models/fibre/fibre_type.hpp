#pragma once
// What differs between fibre types and along a fibre: a few named multipliers of a domain, never a copy of all
// parameters.

#include "models/fibre/domain.hpp"
#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_FIBRE_TYPE_PARAMETERS(X)                                                                                        \
  X(susceptibility_I,  0.51, "1", positive, uniform(0.3, 0.8),  same,           derived, "type II damaged 3 : 1 over type I (recalled; Friden 1983: type II predominant), mean 1 at half and half") \
  X(susceptibility_II, 1.53, "1", positive, uniform(1.2, 1.7),  same,           derived, "as susceptibility_I")                    \
  X(susceptibility,    1.0,  "1", positive, fixed,              by_fibre(0.5),  assumed, "spread of susceptibility between domains: damage is focal, every second or third fibre (Friden 1983, abstract)") \
  X(glycolysis_I,      0.7,  "1", positive, uniform(0.4, 1.0),  same,           assumed, "lactate production of type I over the mean fibre") \
  X(glycolysis_II,     1.3,  "1", positive, uniform(1.0, 1.8),  same,           assumed, "lactate production of type II over the mean fibre")
// clang-format on

KNEAD_PARAMETERS(FibreTypeParameters, "fibre_type", KNEAD_FIBRE_TYPE_PARAMETERS)

/// Input of a domain while nothing acts: the multipliers of its type, and its own draw of susceptibility (mean 1,
/// spread as declared).
inline FibreInput<double> unloaded_input(bool type_I, const FibreTypeParameters<double>& p, double susceptibility = 1) {
  FibreInput<double> input{};
  input.damage_susceptibility = (type_I ? p.susceptibility_I : p.susceptibility_II) * p.susceptibility * susceptibility;
  input.glycolytic_rate = type_I ? p.glycolysis_I : p.glycolysis_II;
  return input;
}

}  // namespace knead
