#pragma once
// How much of each outcome's variance over the priors each parameter accounts for.

#include <string>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/sampling/sobol_indices.hpp"
#include "sim/sensitivity/question.hpp"

namespace knead {

struct Sensitivity {
  std::string study, arm, against;      ///< names; no against: ""
  std::vector<std::string> parameters;  ///< those varied
  std::vector<std::string> held;        ///< those asked for that the limb's table holds
  std::vector<Outcome> outcomes;
  std::vector<SobolIndices> indices;  ///< one an outcome
  std::size_t rows = 0, points = 0, failures = 0;
  bool pressure_freed = false, well_mixed = false;
};

/// From what StudyVariants::evaluate gave at every point of saltelli_points.
Sensitivity sensitivity_of(const Study& study, const SensitivityQuestion& question,
                           const std::vector<std::vector<double>>& outputs);

/// Positions of the parameters, largest total index first.
std::vector<std::size_t> by_total(const SobolIndices& indices);

/// The first so many of by_total that are sure, by these estimates, to explain a share of the variance, alone and with
/// one another: the total indices of all others add up to no more than the rest.
std::size_t needed_for(const SobolIndices& indices, double share);

}  // namespace knead
