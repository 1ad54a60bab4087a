#pragma once
// The cells of a well-mixed tissue: expected numbers a mm3 under the very rules that single cells follow in space, with
// the medium as the last states. A neutrophil that has burst is told from one that has not; macrophages carry the sums
// of their programmes; satellite cells stand in their stages. The macrophages' NF-kB is a network of its own
// (nfkb_cell.hpp).

#include <string_view>

#include "models/cells/fibroblast.hpp"
#include "models/cells/macrophage.hpp"
#include "models/cells/neutrophil.hpp"
#include "models/cells/satellite_cell.hpp"
#include "models/records.hpp"

namespace knead {

// clang-format off
#define KNEAD_CELL_NUMBER_STATES(X)                                                                 \
  X(neutrophils,       "count/mm3", 15,   1,   "neutrophils")                                       \
  X(ready_neutrophils, "count/mm3", 15,   1,   "neutrophils that have not burst")                   \
  X(macrophages,       "count/mm3", 1000, 10,  "monocytes and macrophages")                         \
  X(m1,                "count/mm3", 0,    10,  "sum of the M1-likeness of macrophages")             \
  X(repair,            "count/mm3", 0,    10,  "sum of the repair programme of macrophages")        \
  X(fibroblasts,       "count/mm3", 4000, 10,  "fibroblasts")                                       \
  X(quiescent,         "count/mm3", 585,  5,   "quiescent satellite cells")                         \
  X(activated_1,       "count/mm3", 0,    5,   "activated satellite cells, first stage")            \
  X(activated_2,       "count/mm3", 0,    5,   "activated satellite cells, second stage")           \
  X(activated_3,       "count/mm3", 0,    5,   "activated satellite cells, third stage")            \
  X(myoblasts,         "count/mm3", 0,    5,   "myoblasts")                                         \
  X(myocytes,          "count/mm3", 0,    5,   "myocytes")

#define KNEAD_EXPECTED_CELL_INPUTS(X) X(debris, "1", 0, "fraction of the fibres that is debris")

#define KNEAD_EXPECTED_CELL_STATES(X) \
  X(CellNumbers, number)              \
  X(Medium, medium)

#define KNEAD_CELL_RULES(X)                   \
  X(DangerParameters, danger)                 \
  X(NeutrophilParameters, neutrophil)         \
  X(MacrophageParameters, macrophage)         \
  X(FibroblastParameters, fibroblast)         \
  X(SatelliteCellParameters, satellite_cell)  \
  X(CytokineParameters, cytokine)
// clang-format on

KNEAD_STATES(CellNumbers, "cells", KNEAD_CELL_NUMBER_STATES)
KNEAD_INPUTS(ExpectedCellInput, KNEAD_EXPECTED_CELL_INPUTS)
KNEAD_RECORD_OF_RECORDS(ExpectedCellState, StateEntry, KNEAD_EXPECTED_CELL_STATES)
KNEAD_RECORD_OF_RECORDS(CellParameters, Parameter, KNEAD_CELL_RULES)

/// All of the satellite lineage.
template <class T>
T satellite_lineage(const CellNumbers<T>& x) {
  return x.quiescent + x.activated_1 + x.activated_2 + x.activated_3 + x.myoblasts + x.myocytes;
}

/// What cells of these numbers do to the fibres around them, as fibre domains take it (models/fibre/domain.hpp).
template <class T>
struct CellEffects {
  T oxidant_burst{};       ///< in 1000 M1-like macrophages a mm3
  T phagocytosis_per_s{};  ///< volume fraction of fibres
  T fusion_per_s{};        ///< volume fraction of fibres
};

template <class T>
Surroundings<T> surroundings_of(const CellNumbers<T>& x, const Medium<T>& medium, const T& debris) {
  return {medium, debris, x.neutrophils, x.macrophages, x.m1, x.fibroblasts, satellite_lineage(x)};
}

template <class T>
CellEffects<T> effects_of(const CellNumbers<T>& x, const Medium<T>& medium, const CellParameters<T>& p) {
  const Surroundings<T> around = surroundings_of(x, medium, T(0.0));
  const NeutrophilRates<T> neutrophil = neutrophil_rates(around, p.neutrophil, p.danger, p.cytokine);
  const MacrophageRates<T> macrophage =
      macrophage_rates(around, x.macrophages, {x.m1, x.repair}, p.macrophage, p.danger, p.cytokine);
  const T um3_a_mm3(1e9);
  return {(neutrophil.oxidants * x.ready_neutrophils + macrophage.oxidants) / T(1000.0),
          (neutrophil.phagocytosis_um3_per_s * x.neutrophils + macrophage.phagocytosis_um3_per_s) / um3_a_mm3,
          satellite_cell_rates(around, p.satellite_cell, p.cytokine).fusion * x.myocytes *
              p.satellite_cell.fused_volume / um3_a_mm3};
}

struct ExpectedCells {
  static constexpr std::string_view name = "expected_cells";
  template <class T>
  using State = ExpectedCellState<T>;
  template <class T>
  using Input = ExpectedCellInput<T>;
  template <class T>
  using Parameters = CellParameters<T>;

  /// Rates of all states, a second.
  template <class T>
  static void rates(const ExpectedCellState<T>& state, const ExpectedCellInput<T>& input, const CellParameters<T>& p,
                    ExpectedCellState<T>& dxdt) {
    const CellNumbers<T>& x = state.number;
    CellNumbers<T>& d = dxdt.number;
    const Surroundings<T> around = surroundings_of(x, state.medium, input.debris);

    const NeutrophilRates<T> neutrophil = neutrophil_rates(around, p.neutrophil, p.danger, p.cytokine);
    const T entering = neutrophil_entry(state.medium, p.neutrophil, p.danger, p.cytokine);
    d.neutrophils = entering - neutrophil.death * x.neutrophils;
    d.ready_neutrophils = entering - (neutrophil.death + neutrophil.burst) * x.ready_neutrophils;

    const MacrophageRates<T> macrophage =
        macrophage_rates(around, x.macrophages, {x.m1, x.repair}, p.macrophage, p.danger, p.cytokine);
    d.macrophages = monocyte_entry(around, p.macrophage, p.cytokine) - macrophage.loss * x.macrophages;
    d.m1 = macrophage.programme.m1 - macrophage.loss * x.m1;
    d.repair = macrophage.programme.repair - macrophage.loss * x.repair;

    const FibroblastRates<T> fibroblast = fibroblast_rates(around, p.fibroblast, p.cytokine);
    d.fibroblasts = (fibroblast.division - fibroblast.death) * x.fibroblasts;

    const SatelliteCellRates<T> satellite = satellite_cell_rates(around, p.satellite_cell, p.cytokine);
    d.quiescent =
        satellite.quiescence * x.myoblasts + (satellite.renewal - satellite.activation - satellite.death) * x.quiescent;
    d.activated_1 = satellite.activation * x.quiescent - satellite.stage * x.activated_1;
    d.activated_2 = satellite.stage * (x.activated_1 - x.activated_2);
    d.activated_3 = satellite.stage * (x.activated_2 - x.activated_3);
    d.myoblasts = satellite.stage * x.activated_3 +
                  (satellite.division - satellite.differentiation - satellite.quiescence) * x.myoblasts;
    d.myocytes = satellite.differentiation * x.myoblasts - satellite.fusion * x.myocytes;

    // Molecules of a mm3 of tissue into its interstitial fluid.
    const T pM = T(1.0 / (molecules_per_um3_pM * 1e9)) / p.cytokine.interstitial_fraction;
    dxdt.medium.each([](T& rate) { rate = T(0.0); });
    dxdt.medium.tnf = pM * neutrophil.tnf_per_s * x.neutrophils;
    dxdt.medium.il10 = pM * macrophage.il10_per_s;
    dxdt.medium.tgfb = pM * macrophage.tgfb_per_s;
    dxdt.medium.hgf = pM * macrophage.hgf_per_s;
    dxdt.medium.igf1 = pM * macrophage.igf1_per_s;
  }
};

/// The numbers of a resting muscle, which the rules keep.
inline CellNumbers<double> cells_at_rest(const CellParameters<double>& p) {
  CellNumbers<double> x = nominal_rest<CellNumbers>();
  x.neutrophils = x.ready_neutrophils = p.neutrophil.rest;
  x.macrophages = p.macrophage.rest;
  x.fibroblasts = p.fibroblast.rest;
  x.quiescent = p.satellite_cell.rest;
  return x;
}

}  // namespace knead
