#pragma once
// Advances the members of any network. The kernels are made and compiled by the build, once a network (add_network in
// CMakeLists.txt), so this header is cheap to include.

#include <cstddef>
#include <span>
#include <vector>

#include "sim/numerics/batch.hpp"
#include "sim/numerics/integration.hpp"

namespace knead {

template <class Network>
class NetworkIntegrator {
 public:
  using Parameters = typename Network::template Parameters<double>;

  /// Members that are advanced in one call share one set of parameters; what differs between them is input.
  explicit NetworkIntegrator(const Parameters& parameters, const Tolerance& tolerance = {});

  /// Advances all members by duration_s, their inputs held constant: inputs[input * members + member]. Runs on the
  /// threads of oneTBB; the result is the same bits for any number of them. Throws NumericalFailure, of the lowest
  /// chunk of members that failed; the batch is then not to be used.
  IntegrationCount advance(Batch& batch, std::span<const double> inputs, double duration_s) const;

  /// The same for members [begin, end) on the calling thread.
  IntegrationCount advance(Batch& batch, std::size_t begin, std::size_t end, std::span<const double> inputs,
                           double duration_s) const;

 private:
  void check(const Batch& batch, std::span<const double> inputs, double duration_s) const;

  Tolerance tolerance_;
  std::vector<double> constants_, floors_;
};

}  // namespace knead
