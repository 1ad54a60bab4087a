#pragma once
// The members of NetworkIntegrator, compiled once a network by kernels/instance.cpp.

#include <tbb/parallel_for.h>

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <string>

#include "sim/numerics/lane_integrator.hpp"
#include "sim/numerics/network.hpp"
#include "sim/numerics/network_integrator.hpp"

namespace knead {

/// The kernel that the build made of a network.
template <class Network>
struct KernelOf;

template <class Network>
NetworkIntegrator<Network>::NetworkIntegrator(const Parameters& parameters, const Tolerance& tolerance)
    : tolerance_(tolerance) {
  using Kernel = typename KernelOf<Network>::type;
  static_assert(Kernel::states == state_count<Network> && Kernel::inputs == input_count<Network> &&
                Kernel::parameters == parameter_count<Network>);
  std::vector<double> values(Kernel::parameters);
  store_record(parameters, values.data());
  constants_.resize(Kernel::constants);
  Kernel::template prepare_constants<double>(values.data(), constants_.data());
  for (const StateEntry& entry : Network::template State<double>::entries) floors_.push_back(entry.floor);
}

template <class Network>
void NetworkIntegrator<Network>::check(const Batch& batch, std::span<const double> inputs, double duration_s) const {
  if (batch.states != state_count<Network> || batch.value.size() != batch.states * batch.members ||
      batch.step_s.size() != batch.members || inputs.size() != input_count<Network> * batch.members)
    throw std::invalid_argument("batch or inputs of another shape than network " + std::string(Network::name));
  if (!(duration_s > 0.0)) throw std::invalid_argument("a duration that is not positive");
}

template <class Network>
IntegrationCount NetworkIntegrator<Network>::advance(Batch& batch, std::size_t begin, std::size_t end,
                                                     std::span<const double> inputs, double duration_s) const {
  check(batch, inputs, duration_s);
  LaneIntegrator<typename KernelOf<Network>::type> integrator(constants_.data(), floors_.data(), tolerance_);
  try {
    return integrator.advance(batch, begin, end, inputs.data(), duration_s);
  } catch (const NumericalFailure& failure) {
    const StateEntry& entry = Network::template State<double>::entries[failure.state];
    throw NumericalFailure(failure, Network::name, entry.module, entry.symbol);
  }
}

template <class Network>
IntegrationCount NetworkIntegrator<Network>::advance(Batch& batch, std::span<const double> inputs,
                                                     double duration_s) const {
  check(batch, inputs, duration_s);
  const std::size_t chunks = (batch.members + chunk_members - 1) / chunk_members;
  std::vector<IntegrationCount> counts(chunks);
  std::vector<std::exception_ptr> failures(chunks);
  tbb::parallel_for(std::size_t{0}, chunks, [&](std::size_t chunk) {
    const std::size_t begin = chunk * chunk_members, end = std::min(batch.members, begin + chunk_members);
    try {
      counts[chunk] = advance(batch, begin, end, inputs, duration_s);
    } catch (...) {
      failures[chunk] = std::current_exception();
    }
  });
  for (const std::exception_ptr& failure : failures)
    if (failure) std::rethrow_exception(failure);
  IntegrationCount total;
  for (const IntegrationCount& count : counts) total += count;
  return total;
}

}  // namespace knead
