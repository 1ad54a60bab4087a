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

/// A trait where a parameter is not the study's `before` but `now`: it keeps its ratio, within the parameter's range,
/// so that who had five times as much has five times as much again. Where `before` is 0 there is no ratio, and the
/// trait keeps its value.
double trait_at(std::size_t position, double trait, double before, double now);

/// The study with other parameters, as in a draw from their priors or without a link of the model, and with the traits
/// of its arms at those. A parameter that gets another value has it in every subject: the posterior is in force no
/// longer for it.
Study with_parameters(Study study, const ParameterSet& parameters);

}  // namespace knead
