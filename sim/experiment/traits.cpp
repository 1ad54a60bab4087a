#include "sim/experiment/traits.hpp"

#include <algorithm>

namespace knead {

Persons persons_of(const Study& study) {
  Persons persons;
  for (const Arm& arm : study.arms) {
    const auto known = std::find(persons.traits.begin(), persons.traits.end(), arm.traits);
    persons.of_arm.push_back(static_cast<std::size_t>(known - persons.traits.begin()));
    if (known == persons.traits.end()) persons.traits.push_back(arm.traits);
  }
  return persons;
}

double trait_at(std::size_t position, double trait, double before, double now) {
  const Range range = all_parameters()[position].range;
  return before == 0 ? trait : std::clamp(now * (trait / before), range.low, range.high);
}

Study with_parameters(Study study, const ParameterSet& parameters) {
  for (Arm& arm : study.arms)
    for (auto& [position, value] : arm.traits)
      value = trait_at(position, value, study.parameters.values[position], parameters.values[position]);
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < parameters.values.size(); ++i)
    if (parameters.values[i] != study.parameters.values[i]) changed.push_back(i);
  study.posterior.take_out(changed);
  study.parameters = parameters;
  return study;
}

}  // namespace knead
