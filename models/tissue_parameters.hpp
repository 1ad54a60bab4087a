#pragma once
// What a block of vastus lateralis is made of. Its share outside the fibres is cytokine.interstitial_fraction.

#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_TISSUE_PARAMETERS(X)                                                                                     \
  X(fibre_area,            5400, "um2",  within(100, 50000), uniform(4000, 6500),   same, abstract,                    \
    "Muscle Nerve 2003;28:101, cross-section of a fibre, men (women 4000)")                                            \
  X(fibre_area_cv,         0.22, "1",    within(0, 0.6),     uniform(0.20, 0.25),   same, recalled,                    \
    "between the fibres of one biopsy; log-normal assumed")                                                            \
  X(type_I_fraction,       0.52, "1",    fraction,           uniform(0.44, 0.57),   same, abstract,                    \
    "Lexell 1983, share of fibres, whole vastus lateralis")                                                            \
  X(type_IIa_share,        0.60, "1",    fraction,           uniform(0.50, 0.90),   same, derived,                     \
    "IIa among type II; Staron 2000, vastus lateralis of young men: 31 % IIA, 6 % IIAB (half of them counted), 20 % IIB") \
  X(capillary_density,     245,  "/mm2", within(0, 2000),    uniform(245, 320),     same, abstract,                    \
    "Zoladz 2005, untrained vastus lateralis; the upper end is their 1.9 a fibre")                                     \
  X(pericyte_spacing,      100,  "um",   within(1, 1e6),     log_uniform(50, 2000), same, assumed,                     \
    "along a capillary; pericytes on 95 % of sectioned capillaries of rat muscle (Tilton, Kilo and Williamson, abstract), one to 100 endothelial cells (Shepro 1993, secondary)")
// clang-format on

KNEAD_PARAMETERS(TissueParameters, "tissue", KNEAD_TISSUE_PARAMETERS)

}  // namespace knead
