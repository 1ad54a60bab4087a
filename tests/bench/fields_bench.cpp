// Speed of the diffusion of fields: voxel-species updates a second (one full x, y, z step of the second-order scheme)
// beside the copy bandwidth of the same run.

#include <benchmark/benchmark.h>
#include <tbb/task_arena.h>

#include <cstring>
#include <vector>

#include "sim/numerics/diffusion.hpp"

namespace {

constexpr int species = 8;

/// A copy of the same bytes that a step must read and write once.
void copy(benchmark::State& state) {
  const std::size_t n = static_cast<std::size_t>(state.range(0)) * state.range(0) * state.range(0) * species;
  std::vector<double> from(n, 1.0), to(n);
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), n * sizeof(double));
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(2 * n * sizeof(double)));
}

/// Arguments: voxels an edge, threads, D dt / h^2 in percent (above 150 the L-stable scheme takes over).
void diffuse(benchmark::State& state) {
  const int edge = static_cast<int>(state.range(0)), threads = static_cast<int>(state.range(1));
  const knead::Grid grid{edge, edge, edge, 1, 1, 1};
  std::vector<std::vector<double>> values(species, std::vector<double>(grid.voxels()));
  std::vector<double*> fields;
  for (auto& field : values) {
    for (std::size_t v = 0; v < field.size(); ++v) field[v] = 1.0 + 1e-3 * static_cast<double>(v % 977);
    fields.push_back(field.data());
  }
  const std::vector<knead::DiffusionStep> steps(species, {grid, 0.01 * static_cast<double>(state.range(2)), 1.0});
  tbb::task_arena arena(threads);
  for (auto _ : state) {
    arena.execute([&] { knead::diffuse(grid, steps, fields, knead::SweepOrder::xyz); });
  }
  const double updates = static_cast<double>(state.iterations()) * static_cast<double>(grid.voxels()) * species;
  state.counters["updates"] = benchmark::Counter(updates, benchmark::Counter::kIsRate);
}

BENCHMARK(copy)->Arg(64)->Arg(128)->UseRealTime();
BENCHMARK(diffuse)
    ->ArgNames({"edge", "threads", "percent"})
    ->ArgsProduct({{64}, {1, 2}, {50, 150, 800}})
    ->Args({128, 1, 50})
    ->Args({128, 2, 50})
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
