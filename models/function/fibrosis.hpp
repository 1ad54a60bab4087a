#pragma once
// Collagen between the fibres follows the number of fibroblasts and the TGF-b they meet, slowly. Assumed.

#include "models/parameter.hpp"
#include "models/record.hpp"
#include "models/scalar.hpp"

namespace knead {

// clang-format off
#define KNEAD_FIBROSIS_STATES(X) X(collagen, "1", 1, 0.01, "collagen between the fibres, x rest")

#define KNEAD_FIBROSIS_PARAMETERS(X)                                                                                  \
  X(turnover, 0.0008, "/h", positive, log_uniform(2e-4, 4e-3), same, assumed, "of collagen; days to weeks")           \
  X(gT,       2,      "1",  positive, log_uniform(0.3, 10),    same, assumed, "deposition at saturating TGF-b, x rest")
// clang-format on

KNEAD_STATES(FibrosisState, "fibrosis", KNEAD_FIBROSIS_STATES)
KNEAD_PARAMETERS(FibrosisParameters, "fibrosis", KNEAD_FIBROSIS_PARAMETERS)

/// Rate under fibroblasts (x rest) and the occupancy of their TGF-b receptors above rest.
template <class T>
void fibrosis_rates(const FibrosisState<T>& x, const T& fibroblasts, const T& tgfb_occupancy,
                    const FibrosisParameters<T>& p, FibrosisState<T>& dxdt) {
  dxdt.collagen = per_hour<T>(p.turnover) * (fibroblasts * (T(1.0) + p.gT * tgfb_occupancy) - x.collagen);
}

}  // namespace knead
