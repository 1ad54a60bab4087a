#include "sim/calibration/drawn_parameters.hpp"

#include <fmt/format.h>

#include "sim/experiment/traits.hpp"

namespace knead {

Study drawn(const Study& study, const DrawnParameters& parameters) {
  ParameterSet values = study.parameters;
  for (std::size_t i = 0; i < parameters.positions.size(); ++i) {
    const std::size_t position = parameters.positions[i];
    const Parameter& parameter = all_parameters()[position];
    const auto set = study.origins.find(fmt::format("parameters.{}.{}", parameter.module, parameter.symbol));
    if (set == study.origins.end() || set->second.layer < Layer::study) values.values[position] = parameters.values[i];
  }
  return with_parameters(study, values);
}

}  // namespace knead
