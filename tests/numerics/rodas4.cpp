#include "sim/numerics/rodas4.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "kernels/example_kernel.hpp"
#include "tests/numerics/example_network.hpp"
#include "tests/numerics/random_members.hpp"

namespace {

using namespace knead;
using Kernel = kernels::example_kernel;

const std::vector<double> start = {1.0, 0.2, 0.1, 2.0, 0.8, 1.0, 1.0};
const std::vector<double> inputs = {1.4, 0.3, 1.0};
constexpr double duration_s = 64.0;

std::vector<double> with_steps(int steps) {
  const std::vector<double> parameters = flat_parameters<ExampleNetwork>();
  std::vector<double> k(Kernel::constants), w(Kernel::per_step), x = start;
  Kernel::prepare_constants<double>(parameters.data(), k.data());
  Kernel::prepare_inputs<double>(inputs.data(), k.data(), w.data());
  Rodas4<Kernel, double> rodas;
  for (int i = 0; i < steps; ++i) {
    rodas.step(x.data(), w.data(), k.data(), duration_s / steps);
    x.assign(rodas.end(), rodas.end() + Kernel::states);
  }
  return x;
}

double drive() {
  ExampleInput<double> u{};
  load_record(u, inputs.data());
  return ExampleNetwork::drive(u, default_parameters<ExampleNetwork>());
}

TEST_CASE("fixed steps converge on the analytic solutions with order four") {
  const auto p = default_parameters<ExampleNetwork>();
  const double second_order = start[3] / (1.0 + p.k_second * start[3] * duration_s);
  const double driven = drive() + (start[4] - drive()) * std::exp(-p.k_driven * duration_s);
  const auto error = [&](int steps) {
    const std::vector<double> x = with_steps(steps);
    return std::hypot(x[3] / second_order - 1.0, x[4] / driven - 1.0);
  };
  CHECK(error(64) < 1e-7);
  for (const int steps : {32, 64, 128}) {
    const double order = std::log2(error(steps) / error(2 * steps));
    CHECK(order > 3.7);
    CHECK(order < 4.6);
  }
}

TEST_CASE("fixed steps converge with order four on the nonlinear stiff network") {
  const std::vector<double> reference = with_steps(2048);
  for (std::size_t s = 0; s < Kernel::states; ++s) {
    const auto error = [&](int steps) { return std::abs(with_steps(steps)[s] / reference[s] - 1.0); };
    // The loop relaxes at 3 /s, steps are 2 to 0.5 s.
    CHECK(error(32) < 1e-6);
    for (const int steps : {32, 64}) CHECK(std::log2(error(steps) / error(2 * steps)) > 3.7);
  }
}

TEST_CASE("the error estimate is of order three in the local error") {
  const std::vector<double> parameters = flat_parameters<ExampleNetwork>();
  std::vector<double> k(Kernel::constants), w(Kernel::per_step);
  Kernel::prepare_constants<double>(parameters.data(), k.data());
  Kernel::prepare_inputs<double>(inputs.data(), k.data(), w.data());
  Rodas4<Kernel, double> rodas;
  const auto estimate = [&](double step_s) {
    rodas.step(start.data(), w.data(), k.data(), step_s);
    return std::abs(rodas.error()[3]);
  };
  const double order = std::log2(estimate(0.5) / estimate(0.25));
  CHECK(order > 3.7);
  CHECK(order < 4.3);
}

}  // namespace
