// Speed and error of the network of a fibre domain on lanes and in CVODE a member at a time, on one core, on the same
// trace at the same tolerance; and the share of the processor's multiply-add peak. Prints the ratio at the end.

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <ctime>
#include <map>
#include <string>

#include "kernels/fibre_domain_kernel.hpp"
#include "sim/numerics/network_integrator.hpp"
#include "tests/bench/ride_and_rub.hpp"
#include "tests/numerics/cvode_oracle.hpp"

namespace {

using namespace knead;
using Kernel = kernels::fibre_domain_kernel;

constexpr double relative = 1e-4, reference_relative = 1e-10;
constexpr std::size_t lane_members = 610, cvode_members = 16;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// What the summary compares: work a second of one core.
std::map<std::string, double> rates;

/// The states of the members at every restart, after `advance(batch, step)`.
template <class Advance>
std::vector<Batch> follow(std::size_t members, const Advance& advance) {
  Batch batch = resting_batch(members);
  std::vector<Batch> restarts;
  for (const TraceStep& step : ride_and_rub(members)) {
    advance(batch, step);
    relax_medium(batch, step.duration_s);
    restarts.push_back(batch);
  }
  return restarts;
}

void advance_cvode(CvodeOracle<Kernel>& cvode, Batch& batch, const TraceStep& step) {
  for (std::size_t i = 0; i < batch.members; ++i) {
    std::vector<double> states = column(batch.value, batch.members, i);
    cvode.advance(states.data(), column(step.inputs, batch.members, i).data(), step.duration_s);
    for (std::size_t s = 0; s < batch.states; ++s) batch.row(s)[i] = states[s];
  }
}

std::vector<Batch> follow_cvode(CvodeSolver solver, double tolerance) {
  CvodeOracle<Kernel> cvode(flat_parameters<FibreDomain>(), floors_of<FibreDomain>(), tolerance, solver);
  return follow(cvode_members, [&](Batch& batch, const TraceStep& step) { advance_cvode(cvode, batch, step); });
}

std::vector<Batch> follow_lanes(double tolerance) {
  const NetworkIntegrator<FibreDomain> integrator(default_parameters<FibreDomain>(), {.relative = tolerance});
  return follow(cvode_members, [&](Batch& batch, const TraceStep& step) {
    integrator.advance(batch, 0, batch.members, step.inputs, step.duration_s);
  });
}

double cell_hours(std::size_t members) {
  double seconds = 0.0;
  for (const TraceStep& step : ride_and_rub(1)) seconds += step.duration_s;
  return seconds / 3600.0 * static_cast<double>(members);
}

void run_cvode(benchmark::State& state, CvodeSolver solver, const std::string& name) {
  const std::vector<TraceStep> trace = ride_and_rub(cvode_members);
  CvodeOracle<Kernel> cvode(flat_parameters<FibreDomain>(), floors_of<FibreDomain>(), relative, solver);
  const double begin = cpu_seconds();
  for (auto _ : state) {
    Batch batch = resting_batch(cvode_members);
    for (const TraceStep& step : trace) {
      advance_cvode(cvode, batch, step);
      relax_medium(batch, step.duration_s);
    }
    benchmark::DoNotOptimize(batch.value.data());
  }
  const double done = cell_hours(cvode_members) * static_cast<double>(state.iterations());
  state.counters["cell_hours"] = benchmark::Counter(done, benchmark::Counter::kIsRate);
  rates[name] = done / (cpu_seconds() - begin);
}

void run_lanes(benchmark::State& state, double tolerance, const std::string& name) {
  const std::vector<TraceStep> trace = ride_and_rub(lane_members);
  const NetworkIntegrator<FibreDomain> integrator(default_parameters<FibreDomain>(), {.relative = tolerance});
  IntegrationCount count;
  const double begin = cpu_seconds();
  for (auto _ : state) {
    Batch batch = resting_batch(lane_members);
    for (const TraceStep& step : trace) {
      count += integrator.advance(batch, 0, lane_members, step.inputs, step.duration_s);
      relax_medium(batch, step.duration_s);
    }
    benchmark::DoNotOptimize(batch.value.data());
  }
  const double seconds = cpu_seconds() - begin;
  const double done = cell_hours(lane_members) * static_cast<double>(state.iterations());
  const double steps = static_cast<double>(count.accepted + count.rejected);
  // A step's multiplications, additions and divisions a lane; the stages' sums and the error's norm take 58 a state.
  constexpr double operations = static_cast<double>(Kernel::factor_operations + 5 * Kernel::rate_operations +
                                                    6 * Kernel::solve_operations + 58 * Kernel::states);
  state.counters["cell_hours"] = benchmark::Counter(done, benchmark::Counter::kIsRate);
  state.counters["steps_a_restart"] =
      steps / static_cast<double>(state.iterations()) / static_cast<double>(trace.size() * lane_members);
  state.counters["rejected"] = static_cast<double>(count.rejected) / steps;
  state.counters["idle"] = static_cast<double>(count.idle) / (steps + static_cast<double>(count.idle));
  state.counters["ns_a_step"] = 1e9 * seconds / steps;
  rates[name] = done / seconds;
  rates[name + " operations"] = steps * operations / seconds;
}

void run_peak(benchmark::State& state) {
  using V = Lanes<native_lanes>;
  constexpr int chains = 16;
  V sums[chains];
  for (int i = 0; i < chains; ++i) sums[i] = broadcast<V>(1.0 + i);
  const V factor = broadcast<V>(0.999), term = broadcast<V>(1e-3);
  const double begin = cpu_seconds();
  for (auto _ : state) {
    for (int i = 0; i < 1000; ++i)
#pragma GCC unroll 16
      for (int chain = 0; chain < chains; ++chain) sums[chain] = multiply_add<V>(sums[chain], factor, term);
    for (V& sum : sums) benchmark::DoNotOptimize(sum);
  }
  rates["peak"] =
      2.0 * chains * 1000.0 * native_lanes * static_cast<double>(state.iterations()) / (cpu_seconds() - begin);
}

/// Error over members, states and restarts, over the value or the floor: the largest and the root mean square.
struct Error {
  double largest = 0.0, mean_square_root = 0.0;
};

Error error_of(const std::vector<Batch>& run, const std::vector<Batch>& reference) {
  const std::vector<double> floors = floors_of<FibreDomain>();
  Error error;
  double squares = 0.0, values = 0.0;
  for (std::size_t restart = 0; restart < run.size(); ++restart)
    for (std::size_t s = 0; s < floors.size(); ++s)
      for (std::size_t i = 0; i < cvode_members; ++i) {
        const double expected = reference[restart].row(s)[i];
        const double e = std::abs(run[restart].row(s)[i] - expected) / (std::abs(expected) + floors[s]);
        error.largest = std::max(error.largest, e);
        squares += e * e;
        values += 1.0;
      }
  error.mean_square_root = std::sqrt(squares / values);
  return error;
}

void print_summary() {
  const std::vector<Batch> reference = follow_cvode(CvodeSolver::dense, reference_relative);
  const std::map<std::string, CvodeSolver> solvers = {
      {"cvode, dense, Jacobian by differences", CvodeSolver::dense_differences},
      {"cvode, dense, exact Jacobian", CvodeSolver::dense},
      {"cvode, KLU, exact Jacobian", CvodeSolver::klu}};
  std::printf("\n%-40s %18s %14s %14s %10s\n", "at rtol 1e-4", "cell-hours/core-s", "largest error", "rms error",
              "lanes are");
  const auto line = [&](const std::string& name, const std::vector<Batch>& run) {
    const Error error = error_of(run, reference);
    std::printf("%-40s %18.0f %14.2e %14.2e %8.1f x\n", name.c_str(), rates[name], error.largest,
                error.mean_square_root, rates["lanes"] / rates[name]);
  };
  for (const auto& [name, solver] : solvers) line(name, follow_cvode(solver, relative));
  line("lanes", follow_lanes(relative));
  line("lanes at rtol 1e-3", follow_lanes(1e-3));
  std::printf("multiply-add peak %.1f GFLOP/s, lanes %.1f GFLOP/s: %.0f %% of the peak\n", 1e-9 * rates["peak"],
              1e-9 * rates["lanes operations"], 100.0 * rates["lanes operations"] / rates["peak"]);
}

BENCHMARK(run_peak);
BENCHMARK_CAPTURE(run_lanes, rtol_1e_4, relative, "lanes")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_lanes, rtol_1e_3, 1e-3, "lanes at rtol 1e-3")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_cvode, differences, CvodeSolver::dense_differences, "cvode, dense, Jacobian by differences")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_cvode, dense, CvodeSolver::dense, "cvode, dense, exact Jacobian")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run_cvode, klu, CvodeSolver::klu, "cvode, KLU, exact Jacobian")->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  print_summary();
}
