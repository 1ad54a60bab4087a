#pragma once
#include "models/tissue_parameters.hpp"

namespace knead {

/// The declared defaults.
inline TissueParameters<double> default_tissue() {
  TissueParameters<double> parameters{};
  auto entry = std::begin(TissueParameters<double>::entries);
  parameters.each([&](double& member) { member = (entry++)->value; });
  return parameters;
}

}  // namespace knead
