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

ParameterSet with_traits(ParameterSet parameters, const Traits& traits) {
  for (const auto& [position, value] : traits) parameters.values[position] = value;
  return parameters;
}

Study with_parameters(Study study, const ParameterSet& parameters) {
  for (Arm& arm : study.arms)
    for (auto& [position, value] : arm.traits) {
      const double before = study.parameters.values[position];
      const Range range = all_parameters()[position].range;
      if (before != 0) value = std::clamp(parameters.values[position] * (value / before), range.low, range.high);
    }
  study.parameters = parameters;
  return study;
}

}  // namespace knead
