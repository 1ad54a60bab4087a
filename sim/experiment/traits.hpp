#pragma once
// Arms that stand for other people: whose parameters they have.

#include <cstddef>
#include <vector>

#include "sim/config/study.hpp"

namespace knead {

/// The different people that the arms of a study stand for, in the order of their first arms. Arms without traits are
/// one person.
struct Persons {
  std::vector<Traits> traits;
  std::vector<std::size_t> of_arm;
};
Persons persons_of(const Study& study);

/// The values with an arm's traits in their place.
ParameterSet with_traits(ParameterSet parameters, const Traits& traits);

/// The study with other parameters, as in a draw from their priors or without a link of the model. A trait then keeps
/// its ratio to the study's value, within the parameter's range: who had five times as much has five times as much
/// again. Where the study's value is 0 there is no ratio, and the trait keeps its value.
Study with_parameters(Study study, const ParameterSet& parameters);

}  // namespace knead
