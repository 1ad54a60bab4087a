#include "sim/numerics/network_integrator.hpp"

#include <doctest/doctest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "kernels/example_kernel.hpp"
#include "kernels/expected_cells_kernel.hpp"
#include "kernels/fibre_domain_kernel.hpp"
#include "kernels/muscle_function_kernel.hpp"
#include "kernels/nfkb_cell_kernel.hpp"
#include "models/cells/expected_cells.hpp"
#include "models/cells/nfkb_cell.hpp"
#include "models/fibre/domain.hpp"
#include "models/function/muscle.hpp"
#include "sim/numerics/lane_integrator.hpp"
#include "tests/numerics/example_network.hpp"
#include "tests/numerics/random_members.hpp"
#if KNEAD_HAS_SUNDIALS
#include "tests/numerics/cvode_oracle.hpp"
#endif

namespace {

using namespace knead;

/// The text of the rates, integrated by Boost.Odeint's dopri5 at a tolerance of 1e-11 of rest.
template <class Network>
std::vector<double> dopri5(std::vector<double> states, const std::vector<double>& inputs, double duration_s) {
  namespace odeint = boost::numeric::odeint;
  const std::vector<double> parameters = flat_parameters<Network>();
  const auto rates = [&](const std::vector<double>& x, std::vector<double>& dxdt, double) {
    flat_rates<Network>(x.data(), inputs.data(), parameters.data(), dxdt.data());
  };
  odeint::integrate_adaptive(odeint::make_controlled(1e-14, 1e-11, odeint::runge_kutta_dopri5<std::vector<double>>()),
                             rates, states, 0.0, duration_s, 0.01);
  return states;
}

/// Largest difference between two members, over the value or the floor.
template <class Network>
double difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0.0;
  const std::vector<double> floors = floors_of<Network>();
  for (std::size_t s = 0; s < a.size(); ++s)
    largest = std::max(largest, std::abs(a[s] - b[s]) / (std::abs(b[s]) + floors[s]));
  return largest;
}

TEST_CASE_TEMPLATE("agrees with dopri5 at a tight tolerance on random inputs", Network, ExampleNetwork, FibreDomain,
                   NfkbCell, ExpectedCells, MuscleFunction) {
  constexpr std::size_t members = 8;
  Batch batch = random_batch<Network>(members);
  const Batch start = batch;
  const std::vector<double> inputs = random_inputs<Network>(members, 0.6);
  const NetworkIntegrator<Network> integrator(default_parameters<Network>(), {.relative = 1e-10});
  integrator.advance(batch, inputs, 900.0);
  for (std::size_t i = 0; i < members; ++i) {
    const auto expected = dopri5<Network>(column(start.value, members, i), column(inputs, members, i), 900.0);
    CHECK(difference<Network>(column(batch.value, members, i), expected) < 1e-7);
  }
}

TEST_CASE_TEMPLATE("agrees with CVODE at a tight tolerance on random inputs", Case,
                   std::pair<ExampleNetwork, kernels::example_kernel>,
                   std::pair<FibreDomain, kernels::fibre_domain_kernel>, std::pair<NfkbCell, kernels::nfkb_cell_kernel>,
                   std::pair<ExpectedCells, kernels::expected_cells_kernel>,
                   std::pair<MuscleFunction, kernels::muscle_function_kernel>) {
#if KNEAD_HAS_SUNDIALS
  using Network = typename Case::first_type;
  constexpr std::size_t members = 8;
  Batch batch = random_batch<Network>(members, 2);
  const Batch start = batch;
  const std::vector<double> inputs = random_inputs<Network>(members, 0.6, 2);
  const NetworkIntegrator<Network> integrator(default_parameters<Network>(), {.relative = 1e-10});
  integrator.advance(batch, inputs, 3600.0);
  for (const CvodeSolver solver : {CvodeSolver::dense_differences, CvodeSolver::dense, CvodeSolver::klu}) {
    CvodeOracle<typename Case::second_type> cvode(flat_parameters<Network>(), floors_of<Network>(), 1e-11, solver);
    for (std::size_t i = 0; i < members; ++i) {
      std::vector<double> expected = column(start.value, members, i);
      cvode.advance(expected.data(), column(inputs, members, i).data(), 3600.0);
      CHECK(difference<Network>(column(batch.value, members, i), expected) < 1e-7);
    }
  }
#else
  MESSAGE("SUNDIALS is not installed (libsundials-dev): the comparison with CVODE is left out");
#endif
}

TEST_CASE("the error follows the tolerance") {
  constexpr std::size_t members = 16;
  const Batch start = random_batch<FibreDomain>(members);
  const std::vector<double> inputs = random_inputs<FibreDomain>(members, 0.3);
  const auto run = [&](double relative) {
    Batch batch = start;
    const NetworkIntegrator<FibreDomain> integrator(default_parameters<FibreDomain>(), {.relative = relative});
    for (int i = 0; i < 10; ++i) integrator.advance(batch, inputs, 360.0);
    return batch.value;
  };
  const std::vector<double> reference = run(1e-10);
  double before = 1.0;
  for (const double relative : {1e-3, 1e-5, 1e-7}) {
    const std::vector<double> values = run(relative);
    double worst = 0.0;
    for (std::size_t i = 0; i < members; ++i)
      worst = std::max(worst, difference<FibreDomain>(column(values, members, i), column(reference, members, i)));
    CHECK(worst < 30.0 * relative);
    CHECK(worst < before);
    before = worst;
  }
}

TEST_CASE("totals that the reactions conserve stay to rounding") {
  constexpr std::size_t members = 40;
  Batch batch = random_batch<ExampleNetwork>(members);
  const Batch start = batch;
  const std::vector<double> inputs = random_inputs<ExampleNetwork>(members, 1.0);
  const NetworkIntegrator<ExampleNetwork> integrator(default_parameters<ExampleNetwork>());
  for (int i = 0; i < 20; ++i) integrator.advance(batch, inputs, 360.0);
  for (std::size_t i = 0; i < members; ++i) {
    const auto total = [i](const Batch& of) { return of.row(0)[i] + of.row(1)[i] + of.row(2)[i]; };
    CHECK(total(batch) == doctest::Approx(total(start)).epsilon(1e-13));
    CHECK(batch.row(0)[i] != start.row(0)[i]);
  }
}

/// Members of very different step counts, so that lanes are refilled out of order.
struct MixedMembers {
  static constexpr std::size_t members = 700;
  Batch batch = random_batch<ExampleNetwork>(members, 3);
  std::vector<double> inputs = random_inputs<ExampleNetwork>(members, 1.5, 3);
  std::vector<double> floors = floors_of<ExampleNetwork>();
  std::vector<double> constants = std::vector<double>(kernels::example_kernel::constants);
  MixedMembers() {
    kernels::example_kernel::prepare_constants<double>(flat_parameters<ExampleNetwork>().data(), constants.data());
    for (std::size_t i = 0; i < members; ++i) batch.step_s[i] = draw_uniform({3, i}, Purpose::test, 0, 0, 0.0, 50.0);
  }
};

template <int W>
Batch run_on_lanes() {
  MixedMembers mixed;
  LaneIntegrator<kernels::example_kernel, W> integrator(mixed.constants.data(), mixed.floors.data(), {});
  for (const double duration_s : {360.0, 47.0, 1800.0})
    integrator.advance(mixed.batch, 0, mixed.members, mixed.inputs.data(), duration_s);
  return mixed.batch;
}

TEST_CASE("every lane width gives the same bits") {
  const Batch one = run_on_lanes<1>();
  CHECK(one == run_on_lanes<2>());
  CHECK(one == run_on_lanes<4>());
  CHECK(one == run_on_lanes<8>());
  CHECK(one == run_on_lanes<16>());
}

TEST_CASE_TEMPLATE("every order and grouping of members gives the same bits", Network, ExampleNetwork, FibreDomain) {
  constexpr std::size_t members = 300;
  const Batch start = random_batch<Network>(members, 4);
  const std::vector<double> inputs = random_inputs<Network>(members, 0.6, 4);
  const NetworkIntegrator<Network> integrator(default_parameters<Network>());
  Batch together = start;
  for (int i = 0; i < 3; ++i) integrator.advance(together, inputs, 360.0);

  std::vector<std::size_t> order(members);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [](std::size_t a, std::size_t b) {
    return draw_uniform({5, a}, Purpose::test, 0) < draw_uniform({5, b}, Purpose::test, 0);
  });
  Batch shuffled = start;
  std::vector<double> shuffled_inputs = inputs;
  for (std::size_t i = 0; i < members; ++i) {
    for (std::size_t s = 0; s < start.states; ++s) shuffled.row(s)[i] = start.row(s)[order[i]];
    for (std::size_t u = 0; u < input_count<Network>; ++u)
      shuffled_inputs[u * members + i] = inputs[u * members + order[i]];
  }
  for (int i = 0; i < 3; ++i) integrator.advance(shuffled, shuffled_inputs, 360.0);
  Batch apart = start;
  for (int i = 0; i < 3; ++i)
    for (std::size_t begin = 0; begin < members; begin += 7)
      integrator.advance(apart, begin, std::min(begin + 7, members), inputs, 360.0);
  CHECK(together == apart);
  for (std::size_t i = 0; i < members; ++i) {
    CHECK(shuffled.step_s[i] == together.step_s[order[i]]);
    for (std::size_t s = 0; s < start.states; ++s) CHECK(shuffled.row(s)[i] == together.row(s)[order[i]]);
  }
}

TEST_CASE("any number of threads gives the same bits and counts") {
  constexpr std::size_t members = 1100;
  const std::vector<double> inputs = random_inputs<FibreDomain>(members, 0.6, 6);
  const NetworkIntegrator<FibreDomain> integrator(default_parameters<FibreDomain>());
  const auto run = [&](std::size_t threads) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    Batch batch = random_batch<FibreDomain>(members, 6);
    const IntegrationCount count = integrator.advance(batch, inputs, 360.0);
    return std::pair{batch, std::pair{count.accepted, count.rejected}};
  };
  const auto one = run(1);
  CHECK(one.second.first >= members);
  CHECK(one == run(2));
  CHECK(one == run(5));
}

TEST_CASE("a member that has come to rest takes one step a call") {
  constexpr std::size_t members = 4;
  const std::vector<double> inputs = random_inputs<ExampleNetwork>(members, 0.2);
  const NetworkIntegrator<ExampleNetwork> integrator(default_parameters<ExampleNetwork>());
  Batch batch = random_batch<ExampleNetwork>(members);
  const IntegrationCount first = integrator.advance(batch, inputs, 1800.0);
  CHECK(first.accepted > 10 * members);
  for (int i = 0; i < 20; ++i) integrator.advance(batch, inputs, 1800.0);
  const IntegrationCount last = integrator.advance(batch, inputs, 1800.0);
  CHECK(last.accepted == members);
  CHECK(last.rejected == 0);
}

TEST_CASE("a member that is not finite is named and does not hang") {
  constexpr std::size_t members = 300;
  const std::vector<double> inputs = random_inputs<ExampleNetwork>(members, 0.5);
  const NetworkIntegrator<ExampleNetwork> integrator(default_parameters<ExampleNetwork>());
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    Batch batch = random_batch<ExampleNetwork>(members);
    batch.row(4)[271] = bad;
    try {
      integrator.advance(batch, inputs, 360.0);
      FAIL("no failure was reported");
    } catch (const NumericalFailure& failure) {
      CHECK(failure.member == 271);
      CHECK(failure.module == "solved");
      CHECK(failure.symbol == "driven");
      CHECK(failure.time_s == 0.0);
      CHECK(std::string(failure.what()).find("example 271 failed at solved.driven") != std::string::npos);
    }
  }
  Batch batch = random_batch<ExampleNetwork>(members);
  std::vector<double> bad_inputs = inputs;
  bad_inputs[12] = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(integrator.advance(batch, bad_inputs, 360.0), NumericalFailure);
}

TEST_CASE("a solution that leaves every bound in finite time is a failure") {
  Batch batch = random_batch<ExampleNetwork>(1);
  batch.row(3)[0] = -1.0;  // x' = -k x^2 from -1 ends at t = 1 / k = 33 s
  const NetworkIntegrator<ExampleNetwork> integrator(default_parameters<ExampleNetwork>());
  try {
    integrator.advance(batch, random_inputs<ExampleNetwork>(1, 0.5), 360.0);
    FAIL("no failure was reported");
  } catch (const NumericalFailure& failure) {
    CHECK(failure.symbol == "second_order");
    CHECK(failure.time_s == doctest::Approx(1.0 / 0.03).epsilon(1e-3));
  }
}

TEST_CASE("a batch of another shape is refused") {
  const NetworkIntegrator<ExampleNetwork> integrator(default_parameters<ExampleNetwork>());
  Batch batch = random_batch<ExampleNetwork>(3);
  const std::vector<double> inputs = random_inputs<ExampleNetwork>(2, 0.5);
  CHECK_THROWS_AS(integrator.advance(batch, inputs, 360.0), std::invalid_argument);
}

}  // namespace
