#pragma once
// The states of many members of one network, as a structure of arrays.

#include <cstddef>
#include <vector>

namespace knead {

struct Batch {
  std::size_t members = 0, states = 0;
  std::vector<double> value;   ///< state s of member i at value[s * members + i]
  std::vector<double> step_s;  ///< the step size that the integrator would try next, a member; 0 before the first

  Batch() = default;
  Batch(std::size_t states_, std::size_t members_)
      : members(members_), states(states_), value(states_ * members_), step_s(members_) {}

  double* row(std::size_t state) { return value.data() + state * members; }
  const double* row(std::size_t state) const { return value.data() + state * members; }
  bool operator==(const Batch&) const = default;
};

}  // namespace knead
