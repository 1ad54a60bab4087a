// The generated kernels against the text of the rates they were made from.

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <string>

#include "kernels/example_kernel.hpp"
#include "kernels/expected_cells_kernel.hpp"
#include "kernels/fibre_domain_kernel.hpp"
#include "kernels/muscle_function_kernel.hpp"
#include "kernels/nfkb_cell_kernel.hpp"
#include "models/cells/expected_cells.hpp"
#include "models/cells/nfkb_cell.hpp"
#include "models/fibre/domain.hpp"
#include "models/function/muscle.hpp"
#include "sim/numerics/kernels/kernel_writer.hpp"
#include "tests/numerics/example_network.hpp"
#include "tests/numerics/random_members.hpp"

namespace {

using namespace knead;

/// One member of a network with the tables of its kernel.
template <class Network, class Kernel>
struct Member {
  explicit Member(std::size_t member)
      : parameters(flat_parameters<Network>()),
        states(column(random_batch<Network>(8).value, 8, member)),
        inputs(column(random_inputs<Network>(8, 0.8), 8, member)),
        constants(Kernel::constants),
        per_step(Kernel::per_step) {
    Kernel::template prepare_constants<double>(parameters.data(), constants.data());
    Kernel::template prepare_inputs<double>(inputs.data(), constants.data(), per_step.data());
  }

  Eigen::VectorXd text_rates(const Eigen::VectorXd& x) const {
    Eigen::VectorXd rates(x.size());
    flat_rates<Network>(x.data(), inputs.data(), parameters.data(), rates.data());
    return rates;
  }
  Eigen::VectorXd kernel_rates() const {
    Eigen::VectorXd rates = Eigen::VectorXd::Zero(Kernel::states);
    Kernel::template add_rates<double>(states.data(), per_step.data(), constants.data(), rates.data());
    return rates;
  }
  Eigen::MatrixXd kernel_jacobian() const {
    std::vector<double> entries(std::size(Kernel::jacobian_row));
    Kernel::template jacobian<double>(states.data(), per_step.data(), constants.data(), entries.data());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(Kernel::states, Kernel::states);
    for (std::size_t i = 0; i < entries.size(); ++i)
      matrix(Kernel::jacobian_row[i], Kernel::jacobian_column[i]) = entries[i];
    return matrix;
  }
  Eigen::VectorXd x() const { return Eigen::Map<const Eigen::VectorXd>(states.data(), Kernel::states); }

  std::vector<double> parameters, states, inputs, constants, per_step;
};

/// Every network with its kernel.
#define KNEAD_KERNELS                                                                                           \
  std::pair<ExampleNetwork, kernels::example_kernel>, std::pair<FibreDomain, kernels::fibre_domain_kernel>,     \
      std::pair<NfkbCell, kernels::nfkb_cell_kernel>, std::pair<ExpectedCells, kernels::expected_cells_kernel>, \
      std::pair<MuscleFunction, kernels::muscle_function_kernel>

TEST_CASE_TEMPLATE("kernel rates are the rates of the text", Case, KNEAD_KERNELS) {
  for (std::size_t i = 0; i < 8; ++i) {
    const Member<typename Case::first_type, typename Case::second_type> member(i);
    const Eigen::VectorXd text = member.text_rates(member.x()), kernel = member.kernel_rates();
    for (int s = 0; s < text.size(); ++s) CHECK(kernel[s] == doctest::Approx(text[s]).epsilon(1e-10));
  }
}

TEST_CASE_TEMPLATE("the Jacobian is that of central differences", Case, KNEAD_KERNELS) {
  for (std::size_t i = 0; i < 8; ++i) {
    const Member<typename Case::first_type, typename Case::second_type> member(i);
    const Eigen::MatrixXd exact = member.kernel_jacobian();
    const Eigen::VectorXd x = member.x();
    for (int j = 0; j < x.size(); ++j) {
      const double h = 1e-4 * x[j];
      const auto slope = [&](double step) -> Eigen::VectorXd {
        Eigen::VectorXd up = x, down = x;
        up[j] += step;
        down[j] -= step;
        return (member.text_rates(up) - member.text_rates(down)) / (2.0 * step);
      };
      // Richardson's extrapolation leaves an error of h^4, beside rounding.
      const Eigen::VectorXd differences = (4.0 * slope(h) - slope(2.0 * h)) / 3.0;
      const Eigen::VectorXd rates = member.text_rates(x);
      for (int s = 0; s < x.size(); ++s)
        CHECK(std::abs(exact(s, j) - differences[s]) <=
              1e-6 * std::abs(exact(s, j)) + 1e-10 * std::abs(rates[s] / h) + 1e-14);
    }
  }
}

TEST_CASE_TEMPLATE("the sparse factors solve as a dense factorisation with pivoting does", Case, KNEAD_KERNELS) {
  using Kernel = typename Case::second_type;
  for (std::size_t i = 0; i < 8; ++i)
    for (const double step_s : {0.01, 10.0, 3600.0}) {
      const Member<typename Case::first_type, Kernel> member(i);
      const double step_rate = 1.0 / (0.25 * step_s);
      const Eigen::MatrixXd matrix =
          step_rate * Eigen::MatrixXd::Identity(Kernel::states, Kernel::states) - member.kernel_jacobian();
      std::vector<double> rates(Kernel::states), factors(Kernel::stored_factors);
      Kernel::template rates_and_factors<double>(member.states.data(), member.per_step.data(), member.constants.data(),
                                                 step_rate, rates.data(), factors.data());
      const Eigen::VectorXd expected = member.kernel_rates();
      Eigen::VectorXd solution = Eigen::VectorXd::Ones(Kernel::states);
      Kernel::template solve<double>(factors.data(), member.per_step.data(), member.constants.data(), solution.data());
      const Eigen::VectorXd dense = matrix.fullPivLu().solve(Eigen::VectorXd::Ones(Kernel::states));
      for (std::size_t s = 0; s < Kernel::states; ++s) {
        CHECK(rates[s] == doctest::Approx(expected[s]).epsilon(1e-12));
        CHECK(solution[s] == doctest::Approx(dense[s]).epsilon(1e-9));
      }
    }
}

TEST_CASE("the fill-in of the fibre's factors stays below a quarter of the entries") {
  using Kernel = kernels::fibre_domain_kernel;
  CHECK(Kernel::nonzeros < 1.25 * (std::size(Kernel::jacobian_row) + Kernel::states));
}

TEST_CASE("a power an exponential or a jump of a state is refused") {
  kernels::Graph graph;
  const kernels::Recording recording(graph);
  const auto state = kernels::Expression::of(graph.leaf(kernels::Op::state, 0));
  const auto input = kernels::Expression::of(graph.leaf(kernels::Op::input, 0));
  CHECK_THROWS_AS(power(state, 1.5), std::domain_error);
  CHECK_THROWS_AS(power(input, state + 1.0), std::domain_error);
  CHECK_THROWS_AS(exponential(input * state), std::domain_error);
  CHECK_THROWS_AS(indicator(state - input), std::domain_error);
  CHECK_NOTHROW(power(input, 1.5));
}

TEST_CASE("equal expressions are one node and constants fold") {
  kernels::Graph graph;
  const kernels::Recording recording(graph);
  const auto x = kernels::Expression::of(graph.leaf(kernels::Op::state, 0));
  const auto y = kernels::Expression::of(graph.leaf(kernels::Op::state, 1));
  const auto p = kernels::Expression::of(graph.leaf(kernels::Op::parameter, 0));
  CHECK((x * y).node() == (y * x).node());
  CHECK((p * x * y * p).node() == ((p * p) * (x * y)).node());
  CHECK((x - x).node() == kernels::Expression(0.0).node());
  CHECK((2.0 * (3.0 * x)).node() == (6.0 * x).node());
  CHECK((-(x - y)).node() == (y - x).node());
  CHECK((x / p).node() == (x * (1.0 / p)).node());
}

}  // namespace
