// How time and memory grow with the number of domains: a block of 61 fibres, made longer, in the first 2 min of a ride.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <string>

#include "sim/experiment/subject_setup.hpp"
#include "tests/experiment/small_study.hpp"

using namespace knead;

namespace {

constexpr int fibres = 61;
constexpr double MB = 1e6;

/// A block of about this many domains.
SubjectSetup block_of(std::int64_t domains) {
  Study study = test::small_study();
  study.tissue.fibres = fibres;
  study.tissue.length_um = std::round(static_cast<double>(domains) / fibres) * study.tissue.domain_length_um;
  study.arms[1].loads.clear();
  study.sampling.biopsies.clear();
  return set_up_subject(study, 1, nullptr);
}

Acting ride() {
  Acting acting;
  acting.load.metabolic_intensity = 0.7;
  acting.load.active_force = 0.35;
  acting.load.fibre_strain = 0.12;
  acting.load.frequency = 1.2;
  return acting;
}

std::map<double, double> seconds_by_domains;

void two_minutes(benchmark::State& state) {
  const SubjectSetup subject = block_of(state.range(0));
  const TissueState start = subject.model_of(0).at_rest(0);
  double seconds = std::numeric_limits<double>::infinity(), steps = 0;
  for (auto _ : state) {
    TissueState tissue = start;
    const auto begun = std::chrono::steady_clock::now();
    subject.model_of(0).advance(tissue, ride(), 120);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
    state.SetIterationTime(wall.count());
    seconds = std::min(seconds, wall.count());
    steps = static_cast<double>(tissue.coupling_steps);
  }
  const double domains = subject.model_of(0).geometry().domains();
  seconds_by_domains[domains] = seconds;  // the quickest: other work on the machine only adds
  state.counters["domains"] = domains;
  state.counters["coupling_steps"] = steps;
  state.counters["us_a_domain_step"] = 1e6 * seconds / (domains * steps);
}

void coupling_step(benchmark::State& state) {
  const SubjectSetup subject = block_of(state.range(0));
  TissueState tissue = subject.model_of(0).at_rest(0);
  subject.model_of(0).advance(tissue, ride(), 120);
  for (auto _ : state) subject.model_of(0).step(tissue, Acting{}, 60);
  state.counters["domain_steps"] =
      benchmark::Counter(subject.model_of(0).geometry().domains(), benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK(two_minutes)
    ->Arg(1000)
    ->Arg(10000)
    ->Arg(100000)
    ->Iterations(2)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(coupling_step)->Arg(610)->UseRealTime()->Unit(benchmark::kMillisecond);

/// The exponent of time ~ domains^exponent, by least squares on logarithms.
double fitted_exponent(const std::map<double, double>& seconds) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const auto& [domains, time] : seconds) {
    const double a = std::log(domains), b = std::log(time);
    n += 1, x += a, y += b, xx += a * a, xy += a * b;
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

double peak_resident_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return 1024 * std::stod(line.substr(6));
  return 0;
}

/// Runs a block in this process and prints the peak of its memory beside what is allowed.
void print_memory(std::int64_t size) {
  const SubjectSetup subject = block_of(size);
  TissueState tissue = subject.model_of(0).at_rest(0);
  subject.model_of(0).advance(tissue, ride(), 60);
  const double domains = subject.model_of(0).geometry().domains();
  const double fields = 8.0 * static_cast<double>(tissue.fields.size() * subject.model_of(0).geometry().grid.voxels());
  fmt::print("{:9.0f} domains: {:6.1f} MB resident fields, peak {:6.1f} MB, allowed {:6.1f} MB\n", domains, fields / MB,
             peak_resident_bytes() / MB, 200 + 1.3 * fields / MB + 1e-3 * domains);
}

}  // namespace

/// Each size of the memory's table runs in a process of its own: `run_bench --memory DOMAINS`.
int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "--memory") {
    print_memory(std::stoll(argv[2]));
    return 0;
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  if (seconds_by_domains.size() > 1)
    fmt::print("\ntime grows as domains^{:.3f} (allowed 1.05)\n", fitted_exponent(seconds_by_domains));
  std::fflush(stdout);
  int failures = 0;
  for (const char* domains : {"1000", "10000", "100000"})
    failures += std::system(fmt::format("'{}' --memory {}", argv[0], domains).c_str()) != 0;
  return failures;
}
