#include "sim/calibration/drawn_parameters.hpp"

#include "sim/config/study_posterior.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/experiment/traits.hpp"

namespace knead {

Study drawn(const Study& study, const DrawnParameters& parameters) {
  ParameterSet values = study.parameters;
  for (std::size_t i = 0; i < parameters.positions.size(); ++i) {
    const std::size_t position = parameters.positions[i];
    if (!is_set(study, full_name(all_parameters()[position]))) values.values[position] = parameters.values[i];
  }
  return with_parameters(study, values);
}

std::vector<DrawnParameters> draws_of(const Posterior& posterior) {
  std::vector<DrawnParameters> draws;
  for (const std::vector<double>& values : posterior.values) draws.push_back({posterior.positions, values});
  return draws;
}

}  // namespace knead
