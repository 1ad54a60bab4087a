#pragma once
// What is read on the whole muscle and its owner: soreness, swelling, creatine kinase, fibrosis, driven by means over
// the block. One member of a network of its own.

#include <string_view>

#include "models/function/creatine_kinase.hpp"
#include "models/function/fibrosis.hpp"
#include "models/function/soreness.hpp"
#include "models/function/swelling.hpp"
#include "models/records.hpp"

namespace knead {

// clang-format off
#define KNEAD_MUSCLE_STATES(X)       \
  X(SorenessState, soreness)         \
  X(SwellingState, swelling)         \
  X(CreatineKinaseState, kinase)     \
  X(FibrosisState, fibrosis)

#define KNEAD_MUSCLE_MODULES(X)          \
  X(SorenessParameters, soreness)        \
  X(SwellingParameters, swelling)        \
  X(CreatineKinaseParameters, kinase)    \
  X(FibrosisParameters, fibrosis)

#define KNEAD_MUSCLE_INPUTS(X)                                                      \
  X(bradykinin,     "1",  0, "bradykinin-like activity, mean")                      \
  X(pge2,           "1",  1, "PGE2, x rest, mean")                                  \
  X(nfkb_activity,  "1",  0, "of fibres, as their promoters see it, mean")          \
  X(leak,           "1",  0, "leaky fraction of living fibres, mean")               \
  X(deaths,         "/s", 0, "expected rate at which fibres die, of all")           \
  X(lymph_fold,     "1",  1, "flow of lymph over that at rest")                     \
  X(fibroblasts,    "1",  1, "fibroblasts, x rest")                                 \
  X(tgfb_occupancy, "1",  0, "of fibroblasts' receptors, above rest")
// clang-format on

KNEAD_INPUTS(MuscleInput, KNEAD_MUSCLE_INPUTS)
KNEAD_RECORD_OF_RECORDS(MuscleState, StateEntry, KNEAD_MUSCLE_STATES)
KNEAD_RECORD_OF_RECORDS(MuscleParameters, Parameter, KNEAD_MUSCLE_MODULES)

struct MuscleFunction {
  static constexpr std::string_view name = "muscle_function";
  template <class T>
  using State = MuscleState<T>;
  template <class T>
  using Input = MuscleInput<T>;
  template <class T>
  using Parameters = MuscleParameters<T>;

  /// Rates of all states, a second.
  template <class T>
  static void rates(const MuscleState<T>& x, const MuscleInput<T>& input, const MuscleParameters<T>& p,
                    MuscleState<T>& dxdt) {
    soreness_rates(x.soreness, input.bradykinin, input.pge2, p.soreness, dxdt.soreness);
    const T bradykinin_effect = input.bradykinin / (input.bradykinin + p.soreness.KB);
    swelling_rates(x.swelling, input.pge2, bradykinin_effect, input.nfkb_activity, input.lymph_fold, p.swelling,
                   dxdt.swelling);
    creatine_kinase_rates(x.kinase, input.leak, input.deaths, input.lymph_fold, p.kinase, dxdt.kinase);
    fibrosis_rates(x.fibrosis, input.fibroblasts, input.tgfb_occupancy, p.fibrosis, dxdt.fibrosis);
  }
};

inline MuscleState<double> muscle_at_rest(const MuscleParameters<double>& p) {
  MuscleState<double> x = nominal_rest<MuscleState>();
  x.kinase.plasma = p.kinase.CK0;
  return x;
}

}  // namespace knead
