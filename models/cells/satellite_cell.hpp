#pragma once
// Satellite cells, quiescent under the lamina of a fibre, are activated by HGF above rest (faster with PGE2), take
// three stages (a mean of 30 h) to the first division, leave the lamina and divide as myoblasts, differentiate where
// M2-like macrophages and no neutrophils are (assumed), and fuse as myocytes, into emptied tubes where there are any,
// else into living fibres. A surplus returns to quiescence or dies, a lack is made up by division (assumed). Prototype,
// with rest made exact: only HGF above rest activates.

#include "models/cells/surroundings.hpp"

namespace knead {

// clang-format off
#define KNEAD_SATELLITE_CELL_PARAMETERS(X)                                                                                 \
  X(rest,        585,    "/mm3",  positive, log_uniform(300, 900),    same, derived,  "0.07 a fibre section (Mikkelsen 2009) x 167 fibres/mm2 / 20 um") \
  X(activation,  0.0931, "/h",    positive, log_uniform(0.03, 1),     by_subject(0.3), fitted, "prototype (kact): at saturating HGF") \
  X(KH,          130,    "pM",    positive, log_uniform(20, 600),     same, fitted,   "HGF of half-maximal effect, squared; prototype 190") \
  X(fPG,         0.6,    "1",     fraction, uniform(0, 1),            same, assumed,  "share of activation and division that PGE2 can double or take away") \
  X(stage,       0.1,    "/h",    positive, log_uniform(0.06, 0.15),  same, recalled, "three stages to the first division, 24 to 48 h") \
  X(division,    0.063,  "/h",    positive, log_uniform(0.05, 0.07),  same, recalled, "a cycle of 11 h")                   \
  X(most,        9000,   "/mm3",  positive, log_uniform(3000, 20000), same, assumed,  "crowding")                          \
  X(differentiation, 0.025, "/h",  positive, log_uniform(0.008, 0.06), same, fitted,   "among M2-like macrophages alone; prototype (kdif) 0.037") \
  X(KM,          200,    "/mm3",   positive, log_uniform(50, 1000),   same, assumed,  "macrophages that it takes for half of that") \
  X(quiescence,  0.03,   "/h",    positive, log_uniform(0.003, 0.1),  same, fitted,   "return of myoblasts that no HGF holds; prototype (kq) 0.05") \
  X(renewal,     0.02,   "/h",    positive, log_uniform(0.005, 0.06), same, assumed,  "division of quiescent cells that are fewer than at rest, at a lack of all") \
  X(death,       0.00186, "/h",   positive, log_uniform(0.001, 0.02), same, fitted,   "prototype (kap): of quiescent cells in surplus") \
  X(fusion,      0.0139, "/h",    positive, log_uniform(0.005, 0.2),  same, fitted,   "prototype (kfu): of a myocyte")     \
  X(fused_volume, 6e4,   "um3",   positive, log_uniform(2e4, 1e5),    same, assumed,  "emptied tube that a myocyte fills as it fuses") \
  X(visible,     1.56,   "1",     within(1, 4), log_uniform(1.2, 2),  same, assumed,  "sections that meet an activated cell over those that meet a quiescent one: it is longer") \
  X(speed,       30,     "um/h",  within(0, 1000), log_uniform(10, 50), same, recalled, "of an activated cell, under the lamina") \
  X(persistence, 60,     "min",   within(0.1, 500), log_uniform(20, 200), same, assumed, "time for which a direction is kept") \
  X(chemotaxis,  0.5,    "1",     fraction, uniform(0, 1),            same, assumed,  "share of the speed that a saturating gradient of HGF directs") \
  X(guidance,    0.8,    "1",     fraction, uniform(0, 0.9),          same, assumed,  "extra share of motion along the fibre")
// clang-format on

KNEAD_PARAMETERS(SatelliteCellParameters, "satellite_cell", KNEAD_SATELLITE_CELL_PARAMETERS)

/// Hazards of all steps, /s; which of them a cell has depends on its stage.
template <class T>
struct SatelliteCellRates {
  T activation{};       ///< of a quiescent cell
  T stage{};            ///< from each of three stages to the next, the last to a myoblast
  T division{};         ///< of a myoblast
  T differentiation{};  ///< of a myoblast to a myocyte
  T quiescence{};       ///< of a myoblast back under the lamina
  T renewal{};          ///< division of a quiescent cell
  T death{};            ///< of a quiescent cell
  T fusion{};           ///< of a myocyte
};

template <class T>
SatelliteCellRates<T> satellite_cell_rates(const Surroundings<T>& around, const SatelliteCellParameters<T>& p,
                                           const CytokineParameters<T>& cytokine) {
  const T one(1.0);
  const T h = positive_part(hill<2>(around.medium.hgf, p.KH) - hill<2>(cytokine.hgf_rest, p.KH));
  const T pge2 = around.medium.pge2 / cytokine.pge2_rest;
  const T prostaglandin = one - p.fPG + T(2.0) * p.fPG * pge2 / (one + pge2);
  const T room = positive_part(one - around.satellite_cells / p.most);
  const T m2 = positive_part(around.macrophages - around.m1_macrophages);
  const T calm = m2 / (around.macrophages + around.neutrophils + p.KM);
  const T surplus = positive_part(around.satellite_cells - p.rest);
  return {per_hour<T>(p.activation * h * prostaglandin),
          per_hour<T>(p.stage),
          per_hour<T>(p.division * prostaglandin * h * room),
          per_hour<T>(p.differentiation * calm),
          per_hour<T>(p.quiescence * (one - h)),
          per_hour<T>(p.renewal * positive_part(one - around.satellite_cells / p.rest)),
          per_hour<T>(p.death * surplus / (surplus + p.rest)),
          per_hour<T>(p.fusion)};
}

}  // namespace knead
