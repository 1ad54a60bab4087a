#pragma once
// A study under values that a fit or a posterior has drawn.

#include <cstddef>
#include <vector>

#include "sim/config/study.hpp"

namespace knead {

/// Some parameters' values, by their positions in all_parameters().
struct DrawnParameters {
  std::vector<std::size_t> positions;
  std::vector<double> values;
};

/// The study with these values in place of its own, but for those that its file or a setting gives; an arm's traits
/// keep their ratio. All that is not drawn stays as the study has it.
Study drawn(const Study& study, const DrawnParameters& parameters);

std::vector<DrawnParameters> draws_of(const Posterior& posterior);

}  // namespace knead
