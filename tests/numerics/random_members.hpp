#pragma once
// Random members of a network for tests and benchmarks: states near rest, inputs over their range, drawn by key.

#include <cmath>
#include <vector>

#include "sim/numerics/batch.hpp"
#include "sim/numerics/network.hpp"
#include "sim/numerics/random.hpp"

namespace knead {

template <class Network>
using ParametersOf = typename Network::template Parameters<double>;

template <class Network>
ParametersOf<Network> default_parameters() {
  std::vector<double> values;
  for (const Parameter& entry : ParametersOf<Network>::entries) values.push_back(entry.value);
  ParametersOf<Network> parameters{};
  load_record(parameters, values.data());
  return parameters;
}

template <class Network>
std::vector<double> flat_parameters() {
  std::vector<double> values(parameter_count<Network>);
  store_record(default_parameters<Network>(), values.data());
  return values;
}

template <class Network>
std::vector<double> floors_of() {
  std::vector<double> floors;
  for (const StateEntry& entry : Network::template State<double>::entries) floors.push_back(entry.floor);
  return floors;
}

/// Every state (rest + floor) times a factor between 1/2 and 2.
template <class Network>
Batch random_batch(std::size_t members, std::uint64_t seed = 1) {
  Batch batch(state_count<Network>, members);
  for (std::size_t s = 0; s < batch.states; ++s) {
    const StateEntry& entry = Network::template State<double>::entries[s];
    for (std::size_t i = 0; i < members; ++i)
      batch.row(s)[i] = (entry.rest + entry.floor) * std::exp2(draw_uniform({seed, i}, Purpose::test, s, 0, -1.0, 1.0));
  }
  return batch;
}

/// inputs[input * members + member], every input between its value at rest and `largest`.
template <class Network>
std::vector<double> random_inputs(std::size_t members, double largest, std::uint64_t seed = 1) {
  std::vector<double> inputs;
  for (std::size_t u = 0; u < input_count<Network>; ++u) {
    const double rest = Network::template Input<double>::entries[u].rest;
    for (std::size_t i = 0; i < members; ++i)
      inputs.push_back(draw_uniform({seed, i}, Purpose::test, 1000 + u, 0, rest, rest + largest));
  }
  return inputs;
}

/// The column of one member.
inline std::vector<double> column(const std::vector<double>& rows, std::size_t members, std::size_t member) {
  std::vector<double> values;
  for (std::size_t at = member; at < rows.size(); at += members) values.push_back(rows[at]);
  return values;
}

}  // namespace knead
