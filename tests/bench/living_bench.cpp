// What a living tissue costs: 28 days of a block of 50 fibres x 1 mm with all cells and fields on one thread, after a
// bout and after all of its domains have been severed, with the shares of its parts; and ten days well mixed.

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstdio>

#include "sim/experiment/mobile_population.hpp"
#include "tests/bench/processor_time.hpp"
#include "tests/experiment/living_tissue.hpp"

using namespace knead;

namespace {

std::size_t mobile_cells(const TissueState& state) {
  return state.neutrophils.size() + state.macrophage_cells.size() + state.fibroblasts.size() +
         state.satellite_cells.size();
}

/// Bytes of a macrophage, which is the largest of the cells: itself and its network.
std::size_t bytes_a_cell(TissueState state) {
  std::size_t bytes = sizeof(double) * (state.macrophages.states + 1);
  state.macrophage_cells.each([&](auto& array) { bytes += sizeof(array[0]); });
  return bytes;
}

/// Seconds that the parts of one coupling step take, measured on copies of a state.
struct Parts {
  double step = 0, fields = 0, cells = 0, macrophage_networks = 0;

  void add(const TissueModel& model, const Transport& transport, const MobilePopulation& population,
           const TissueState& state) {
    const double h = state.coupling_step_s;
    const Means means = model.local_means(state);
    TissueState copy = state;
    step += seconds_of([&] { model.step(copy, Acting{}, h); });
    copy = state;
    fields += seconds_of([&] {
      transport.advance(copy.fields, h / 2, 0, Transport::Half::first);
      transport.advance(copy.fields, h / 2, 0, Transport::Half::second);
    });
    copy = state;
    macrophage_networks += seconds_of([&] {
      population.advance_networks(model.geometry(), copy, means, h / 2, 0);
      population.advance_networks(model.geometry(), copy, means, h / 2, 0);
    });
    cells += seconds_of([&] {
      population.effects(model.geometry(), copy, means);
      population.advance(model.geometry(), copy, means, h, 1);
    });
  }
};

template <class Happens>
void four_weeks(const char* name, const Happens& happens) {
  const ParameterSet parameters;
  const TissueModel model = test::living_block(parameters, 50, 1000, {1, 1});
  const Transport transport(model.geometry(), species_transport(parameters));
  const MobilePopulation population(parameters, {1, 1}, test::default_coupling.network_tolerance);
  TissueState state = baseline_state(model, 0);
  Parts parts;
  double seconds = seconds_of([&] { happens(model, state); }), agent_steps = 0;
  std::size_t most = 0;
  constexpr int hours = 28 * 24;
  for (int hour = 0; hour < hours; ++hour) {
    const auto before = state.coupling_steps;
    seconds += seconds_of([&] { model.advance(state, Acting{}, 3600.0 * (hour + 1)); });
    agent_steps += static_cast<double>(state.coupling_steps - before) *
                   static_cast<double>(mobile_cells(state) + state.domains.members + state.pericytes.members);
    most = std::max(most, mobile_cells(state));
    if (hour % 12 == 0) parts.add(model, transport, population, state);
  }
  const auto share = [&](double part) { return 100 * part / parts.step; };
  const double networks = parts.step - parts.fields - parts.cells - parts.macrophage_networks;
  fmt::print("{:<28}{:6.1f} core-s, {} coupling steps, {:.2f} million agents x steps a second\n", name, seconds,
             state.coupling_steps, 1e-6 * agent_steps / seconds);
  fmt::print("{:28}{} domains, {} voxels, {} pericytes, at most {} mobile cells of at most {} bytes\n", "",
             state.domains.members, model.geometry().grid.voxels(), state.pericytes.members, most, bytes_a_cell(state));
  fmt::print(
      "{:28}networks of fibres and pericytes and exchange with fields {:.0f} %, of macrophages {:.0f} %, fields {:.0f} "
      "%, "
      "cells {:.0f} %\n",
      "", share(networks), share(parts.macrophage_networks), share(parts.fields), share(parts.cells));
}

void ten_days_well_mixed() {
  Study study;
  study.tissue.kind = Tissue::Kind::well_mixed;
  study.arms = {{"rest", {}, {}}};
  const SubjectSetup subject = set_up_subject(study, 1, nullptr);
  const TissueModel& model = subject.model_of(0);
  TissueState rested;
  const double settling = seconds_of([&] { rested = baseline_state(model, 0); });
  double quickest = 1e300;
  std::int64_t steps = 0;
  for (int i = 0; i < 5; ++i) {
    TissueState state = rested;
    quickest = std::min(quickest, seconds_of([&] {
                          test::contract(model, 100, state);
                          test::rest_for(model, 240, state);
                        }));
    steps = state.coupling_steps;
  }
  fmt::print("{:<28}{:6.1f} ms and {:.1f} ms for its baseline, {} coupling steps\n", "ten days well mixed",
             1e3 * quickest, 1e3 * settling, steps);
}

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a line at a time, as each takes long
  tbb::task_arena one_thread(1);
  one_thread.execute([] {
    ten_days_well_mixed();
    four_weeks("100 eccentric contractions",
               [](const TissueModel& model, TissueState& state) { test::contract(model, 100, state); });
    four_weeks("all domains severed", [](const TissueModel& model, TissueState& state) { test::cut(model, 1, state); });
  });
}
