#pragma once
// One member of a batch of networks as a record.

#include <cstddef>

#include "sim/experiment/population.hpp"
#include "sim/numerics/batch.hpp"

namespace knead {

/// The states of member i of a batch, its medium taken from `medium` [species][member].
template <class State>
State member_state(const Batch& batch, std::size_t i, const Means& medium) {
  State state{};
  std::size_t s = 0;
  state.each([&](double& value) { value = batch.value[s++ * batch.members + i]; });
  s = 0;
  state.medium.each([&](double& value) { value = medium[s++ * batch.members + i]; });
  return state;
}

}  // namespace knead
