#pragma once
// What differs between fibre types and along a fibre: a few named multipliers of a domain, never a copy of all
// parameters; and from which intensity on a type is recruited. Riding at 75 % of VO2peak emptied type I and IIA of
// glycogen alike from the start, IIB only late (Vollestad 1984, abstract); at 60 % I most and IIB least (1979,
// doi:10.1007/BF00622912, abstract). By default all are recruited by any exercise and IIx is as IIa is.

#include <cstdint>

#include "models/fibre/domain.hpp"
#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_FIBRE_TYPE_PARAMETERS(X)                                                                                        \
  X(susceptibility_I,  0.51, "1", positive, uniform(0.3, 0.8),  same,           derived, "type II damaged 3 : 1 over type I (recalled; Friden 1983: type II predominant), mean 1 at half and half") \
  X(susceptibility_II, 1.53, "1", positive, uniform(1.2, 1.7),  same,           derived, "as susceptibility_I")                    \
  X(susceptibility,    1.0,  "1", positive, fixed,              by_fibre(0.5),  assumed, "spread of susceptibility between domains: damage is focal, every second or third fibre (Friden 1983, abstract)") \
  X(glycolysis_I,      0.7,  "1", positive, uniform(0.4, 1.0),  same,           assumed, "lactate production of type I over the mean fibre") \
  X(glycolysis_II,     1.3,  "1", positive, uniform(1.0, 1.8),  same,           assumed, "lactate production of type II over the mean fibre") \
  X(susceptibility_IIx_over_IIa, 1.0, "1", positive, log_uniform(0.5, 2), same,           assumed, "damage of IIx by a load over that of IIa; 1: no known difference") \
  X(glycolysis_IIx_over_IIa, 1.0, "1", positive, log_uniform(0.7, 1.5), same,           assumed, "lactate production of IIx over that of IIa; 1: as IIa") \
  X(recruited_from_IIa, 0.0, "1", within(0, 1), uniform(0, 0.5),  same,           assumed, "intensity, of VO2peak, or force, of the maximum, below which IIa fibres stay passive; 0: never") \
  X(recruited_from_IIx, 0.0, "1", within(0, 1), uniform(0, 0.8),  same,           assumed, "the same of IIx; about 0.75 would fit Vollestad 1984")
// clang-format on

KNEAD_PARAMETERS(FibreTypeParameters, "fibre_type", KNEAD_FIBRE_TYPE_PARAMETERS)

enum class FibreType : std::uint8_t { I, IIa, IIx };

/// Input of a domain while nothing acts: the multipliers of its type, and its own draw of susceptibility (mean 1,
/// spread as declared).
inline FibreInput<double> unloaded_input(FibreType type, const FibreTypeParameters<double>& p,
                                         double susceptibility = 1) {
  FibreInput<double> input{};
  const bool type_I = type == FibreType::I;
  input.damage_susceptibility = (type_I ? p.susceptibility_I : p.susceptibility_II) * p.susceptibility * susceptibility;
  input.glycolytic_rate = type_I ? p.glycolysis_I : p.glycolysis_II;
  if (type == FibreType::IIx) {
    input.damage_susceptibility *= p.susceptibility_IIx_over_IIa;
    input.glycolytic_rate *= p.glycolysis_IIx_over_IIa;
  }
  return input;
}

/// The least intensity or force of an exercise that recruits fibres of a type.
inline double recruited_from(FibreType type, const FibreTypeParameters<double>& p) {
  return type == FibreType::IIx ? p.recruited_from_IIx : type == FibreType::IIa ? p.recruited_from_IIa : 0;
}

/// What a fibre that is not recruited feels of a load: it is moved, and does nothing itself.
inline Quantities passive(Quantities load) {
  load.metabolic_intensity = 0;
  load.active_force = 0;
  return load;
}

}  // namespace knead
