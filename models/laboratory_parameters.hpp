#pragma once
// What a laboratory adds to what it measures: the spread between the two legs of a person, the repeatability of each
// kind of assay and the background of a blot. None of these is printed by the studies, so all are assumed.

#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_LABORATORY_PARAMETERS(X) \
  X(leg_effect_cv, 0.15, "1", within(0, 2), uniform(0.05, 0.35), same, assumed, "a leg's lasting difference from its person")     \
  X(blot_cv, 0.20, "1", within(0, 2), uniform(0.10, 0.40), same, assumed, "lane to lane, loading control included")               \
  X(pcr_cv, 0.15, "1", within(0, 2), uniform(0.05, 0.30), same, assumed, "reverse transcription and normalisation included")      \
  X(elisa_cv, 0.10, "1", within(0, 2), uniform(0.05, 0.20), same, assumed, "immunoassay of a homogenate or of plasma")            \
  X(biochemistry_cv, 0.07, "1", within(0, 2), uniform(0.03, 0.15), same, assumed, "enzymatic assay, weighing included")           \
  X(microscopy_cv, 0.15, "1", within(0, 2), uniform(0.05, 0.30), same, assumed, "observer, beyond the Poisson error of a count")  \
  X(dynamometry_cv, 0.05, "1", within(0, 2), uniform(0.02, 0.10), same, assumed, "maximal voluntary torque, test to test")        \
  X(score_sd, 0.5, "1", within(0, 10), uniform(0.2, 1.0), same, assumed, "points of a 0 to 10 scale, rating to rating")           \
  X(background_max, 0.5, "1", fraction, fixed, same, assumed, \
    "the background of a blot is uniform from 0 to this share of the control leg's signal") \
  X(thermometry_cv, 0.15, "1", within(0, 2), uniform(0.05, 0.30), same, assumed, \
    "of a change read on a probe in the muscle: 2 mm of depth, over which it falls by 10 to 20 %")
// clang-format on

KNEAD_PARAMETERS(LaboratoryParameters, "laboratory", KNEAD_LABORATORY_PARAMETERS)

/// The declared values.
inline constexpr LaboratoryParameters<double> default_laboratory = [] {
  LaboratoryParameters<double> parameters{};
  int i = 0;
  parameters.each([&](double& value) { value = LaboratoryParameters<double>::entries[i++].value; });
  return parameters;
}();

}  // namespace knead
