#pragma once
// Isometric force of a fibre domain, over that of the healthy one: contractile content that is in order, released by
// junctions that work, in fibres that live, less fatigue. No inhibition by pain and no central drive: the evoked
// doublet falls as voluntary force does (Shoji 2021).

#include "models/fibre/domain.hpp"

namespace knead {

/// 0 to 1, and above where contractile protein has grown. The muscle's is its mean by cross-section.
template <class T>
T isometric_force(const FibreState<T>& x, const NecrosisParameters<T>& p) {
  const T one(1.0);
  const T in_order = positive_part(x.contractile.content - x.damage.sarcomere_disruption);
  const T fibres = one - x.necrosis.expected_necrotic - x.necrosis.expected_cleared -
                   (one - p.young_force) * x.necrosis.expected_regenerating;
  return in_order * (one - x.junction.failure) * fibres * (one - x.fatigue.fast) * (one - x.fatigue.slow);
}

}  // namespace knead
