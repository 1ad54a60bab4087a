// Speed of mobile cells: 10,000 neutrophils at 17 um/min that follow an attractant between the fibres, with what they
// touch summed at every tick, and with the transport of all fields of the model. One thread. The tick is the one that
// tests/tissue/test_walk_tick.cpp holds to 2 %.

#include <benchmark/benchmark.h>
#include <tbb/task_arena.h>

#include <cmath>
#include <iterator>

#include "models/cytokines.hpp"
#include "sim/tissue/build_geometry.hpp"
#include "sim/tissue/contacts.hpp"
#include "sim/tissue/fields.hpp"
#include "sim/tissue/seed_cells.hpp"

using namespace knead;

namespace {

constexpr DrawKey key{1, 1};
constexpr double tick_s = 15;
constexpr int neutrophils = 10000;
const Walk neutrophil{.speed_um_s = 17.0 / 60, .persistence_s = 60, .chemotaxis = 0.5};

/// The declared defaults of a record of parameters.
template <template <class> class Record>
Record<double> defaults() {
  Record<double> record{};
  auto entry = std::begin(Record<double>::entries);
  record.each([&](double& member) { member = (entry++)->value; });
  return record;
}

struct Scene {
  Geometry geometry;
  std::vector<SpeciesTransport> species;
  std::vector<std::vector<double>> fields;  ///< uneven, so that there is something to follow
  MobileCells cells;

  explicit Scene(double length_um) {
    const auto cytokine = defaults<CytokineParameters>();
    geometry = build_geometry({.fibres = 61, .length_um = length_um}, defaults<TissueParameters>(),
                              cytokine.interstitial_fraction, key);
    for (const SpeciesProperties& s : knead::species(cytokine))
      species.push_back({s.D_um2_s, s.decay_per_s + cytokine.lymph_rest, s.plasma, s.exchange_per_s, s.rest});
    fields.assign(species.size(), std::vector<double>(geometry.grid.voxels()));
    for (std::size_t s = 0; s < fields.size(); ++s) {
      for (std::size_t v = 0; v < fields[s].size(); ++v) fields[s][v] = 1 + draw_uniform(key, Purpose::test, v, s);
    }
    seed_on_sheets(geometry, neutrophils, 0, 0, neutrophil, key, cells);
  }
};

std::size_t bytes_a_cell(MobileCells cells) {
  std::size_t bytes = 0;
  cells.each([&](auto& array) { bytes += sizeof(array[0]); });
  return bytes;
}

/// Arguments: length of the block in um, coupling step in s (0: no transport).
void walk_and_touch(benchmark::State& state) {
  Scene scene(static_cast<double>(state.range(0)));
  const double coupling_s = static_cast<double>(state.range(1));
  const Transport transport(scene.geometry, scene.species);
  const std::int64_t ticks = coupling_s > 0 ? std::llround(coupling_s / tick_s) : 20;
  const std::vector<double> weights(neutrophils, 1.0);
  std::int64_t tick = 0;
  tbb::task_arena arena(1);
  for (auto _ : state) {
    arena.execute([&] {
      if (coupling_s > 0) transport.advance(scene.fields, 0.5 * coupling_s, 0, Transport::Half::first);
      for (const std::int64_t end = tick + ticks; tick < end; ++tick) {
        walk(scene.geometry, {&neutrophil, 1}, scene.fields[0], tick_s, tick, tick + 1, key, scene.cells);
        benchmark::DoNotOptimize(contacts(scene.geometry, scene.cells, weights));
      }
      if (coupling_s > 0) transport.advance(scene.fields, 0.5 * coupling_s, 0, Transport::Half::second);
    });
  }
  const double steps = static_cast<double>(state.iterations() * ticks) * neutrophils;
  state.counters["agent_minutes"] = benchmark::Counter(steps * tick_s / 60, benchmark::Counter::kIsRate);
  state.counters["agent_steps"] = benchmark::Counter(steps, benchmark::Counter::kIsRate);
  state.counters["cells_a_mm3"] = neutrophils / scene.geometry.volume_mm3();
  state.counters["fields"] = static_cast<double>(scene.fields.size());
  state.counters["bytes_a_cell"] = static_cast<double>(bytes_a_cell(scene.cells));
}

// Rates are by processor time: other work on the machine does not count.
BENCHMARK(walk_and_touch)
    ->ArgNames({"length", "coupling"})
    ->ArgsProduct({{1000, 3200}, {0, 15, 60, 300}})
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
