// Mobile cells of a block add up: none comes or goes but by an event that is counted, and none crosses a membrane.

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "sim/experiment/mobile_population.hpp"
#include "sim/tissue/event_clock.hpp"
#include "sim/tissue/sheets.hpp"
#include "tests/experiment/living_tissue.hpp"
#include "tests/tissue/block.hpp"

using namespace knead;

namespace {

using Cells = MobilePopulation;

/// An injured block, whose cells are hurried so that every event happens within two days.
ParameterSet hurried() {
  ParameterSet parameters;
  parameters["satellite_cell.stage"] = 1;
  parameters["satellite_cell.activation"] = 1;
  parameters["satellite_cell.division"] = 0.3;
  parameters["satellite_cell.differentiation"] = 0.3;
  parameters["satellite_cell.quiescence"] = 0.3;
  parameters["satellite_cell.fusion"] = 0.2;
  parameters["macrophage.rest"] = 2500;
  parameters["macrophage.loss"] = 0.03;
  parameters["fibroblast.division"] = 0.5;
  parameters["fibroblast.death"] = 0.1;
  return parameters;
}

TissueModel injured_block() { return test::living_block(hurried(), 8, 300, {5, 2}); }

/// Advances by one coupling step.
void step(const TissueModel& model, double h_s, TissueState& state) {
  model.step(state, Acting{}, h_s);
  state.time_s += h_s;
}

std::map<std::uint64_t, std::size_t> by_name(const MobileCells& cells) {
  std::map<std::uint64_t, std::size_t> places;
  for (std::size_t i = 0; i < cells.size(); ++i) places.emplace(cells.name[i], i);
  return places;
}

/// What happened to the cells of one kind in some steps.
struct Tally {
  int arrived = 0, born = 0, gone = 0;
};

/// Where every new cell of a kind comes from: the blood, by the count of its site, or a mother's division.
Tally account(const MobileCells& before, const MobileCells& after, int kind, const Arrivals* sites_before,
              const Arrivals* sites_after) {
  Tally tally;
  std::set<std::uint64_t> explained;
  for (std::size_t site = 0; sites_before && site < sites_before->number.size(); ++site)
    for (auto k = sites_before->number[site]; k < sites_after->number[site]; ++k, ++tally.arrived)
      explained.insert(arrival_name(kind, site, k));
  const auto old = by_name(before), now = by_name(after);
  REQUIRE(old.size() == before.size());
  REQUIRE(now.size() == after.size());  // names are unique
  for (const auto& [name, i] : now) {
    const auto was = old.find(name);
    if (was == old.end()) continue;
    CHECK(after.born_s[i] == before.born_s[was->second]);
    for (auto k = before.divisions[was->second]; k < after.divisions[i]; ++k, ++tally.born)
      explained.insert(child_name(name, k + 1));
  }
  for (const auto& [name, i] : old) {
    if (now.contains(name)) continue;
    ++tally.gone;
    // It may have divided before it died within the step.
    const std::uint64_t last = child_name(name, before.divisions[i] + 1);
    if (now.contains(last)) explained.insert(last), ++tally.born;
  }
  CHECK(explained.size() == static_cast<std::size_t>(tally.arrived + tally.born));
  CHECK(after.size() + tally.gone == before.size() + explained.size());
  for (const std::uint64_t name : explained) CHECK(now.contains(name));
  for (const auto& [name, i] : now) CHECK((old.contains(name) || explained.contains(name)));
  return tally;
}

}  // namespace

TEST_CASE("every cell that comes or goes is an arrival or a division or a death or a fusion") {
  const TissueModel model = injured_block();
  TissueState state = baseline_state(model, 0);
  test::cut(model, 0.6, state);
  std::map<int, Tally> sums;
  int fused = 0, onward = 0, burst = 0;
  for (int i = 0; i < 96; ++i) {
    const TissueState before = state;
    step(model, 1800, state);
    const auto add = [&](int kind, const MobileCells& a, const MobileCells& b, const Arrivals* from,
                         const Arrivals* to) {
      const Tally tally = account(a, b, kind, from, to);
      sums[kind].arrived += tally.arrived, sums[kind].born += tally.born, sums[kind].gone += tally.gone;
    };
    add(Cells::neutrophil, before.neutrophils, state.neutrophils, &before.neutrophil_arrivals,
        &state.neutrophil_arrivals);
    add(Cells::macrophage, before.macrophage_cells, state.macrophage_cells, &before.monocyte_arrivals,
        &state.monocyte_arrivals);
    add(Cells::fibroblast, before.fibroblasts, state.fibroblasts, nullptr, nullptr);
    add(Cells::satellite_cell, before.satellite_cells, state.satellite_cells, nullptr, nullptr);

    const auto now = by_name(state.satellite_cells);
    for (const auto& [name, at] : by_name(before.satellite_cells)) {
      const auto stage = before.satellite_cells.stage[at];
      const auto found = now.find(name);
      if (found == now.end()) {
        CHECK((stage == Cells::myocyte || stage == Cells::quiescent));  // fused, or in surplus
        fused += stage == Cells::myocyte;
      } else if (const auto next = state.satellite_cells.stage[found->second]; next != stage) {
        CHECK((next == stage + 1 || (stage == Cells::myoblast && next == Cells::quiescent)));
        onward += next > stage;
      }
    }
    const auto neutrophils = by_name(state.neutrophils);
    for (const auto& [name, at] : by_name(before.neutrophils)) {
      const auto found = neutrophils.find(name);
      if (found == neutrophils.end()) continue;
      const double ready = before.neutrophils.programme[at], later = state.neutrophils.programme[found->second];
      CHECK(later <= ready);  // one burst a cell
      burst += later < ready;
    }
  }
  // Everything that there is to count has happened.
  CHECK(sums[Cells::neutrophil].arrived > 20);
  CHECK(sums[Cells::neutrophil].gone > 20);
  CHECK(sums[Cells::neutrophil].born == 0);
  CHECK(sums[Cells::macrophage].arrived > 20);
  CHECK(sums[Cells::macrophage].gone > 5);
  CHECK(sums[Cells::macrophage].born == 0);
  CHECK(sums[Cells::fibroblast].born > 0);
  CHECK(sums[Cells::fibroblast].gone > 0);
  CHECK(sums[Cells::satellite_cell].born > 0);
  CHECK(fused > 0);
  CHECK(onward > 10);
  CHECK(burst > 10);
}

TEST_CASE("no cell is ever inside a fibre and those under a lamina stay on their fibre") {
  const TissueModel model = injured_block();
  const Geometry& geometry = model.geometry();
  TissueState state = baseline_state(model, 0);
  test::cut(model, 0.6, state);
  std::map<std::uint64_t, std::int32_t> fibre_of;
  std::size_t seen = 0;
  for (int hour = 0; hour < 48; hour += 6) {
    test::rest_for(model, 6, state);
    for (const MobileCells* cells :
         {&state.neutrophils, &state.macrophage_cells, &state.fibroblasts, &state.satellite_cells})
      for (std::size_t i = 0; i < cells->size(); ++i, ++seen) {
        const Sheet& sheet = geometry.sheets[cells->sheet[i]];
        CHECK(cells->along_um[i] >= 0);
        CHECK(cells->along_um[i] <= sheet.length_um);
        CHECK(cells->z_um[i] >= 0);
        CHECK(cells->z_um[i] <= geometry.length_um());
        const Point2 at = point_of(geometry, cells->sheet[i], cells->along_um[i]);
        double nearest_um = 1e300;
        for (const Fibre& fibre : geometry.fibres)
          nearest_um = std::min(nearest_um, test::outside_um(geometry, fibre, at));
        CHECK(nearest_um > 0);
        const bool bound = cells == &state.satellite_cells && cells->stage[i] < MobilePopulation::myoblast;
        CHECK((cells->fibre[i] >= 0) == bound);
        if (!bound) {
          fibre_of.erase(cells->name[i]);  // it may come to rest under another lamina
          continue;
        }
        CHECK(borders(sheet, cells->fibre[i]));
        CHECK(fibre_of.emplace(cells->name[i], cells->fibre[i]).first->second == cells->fibre[i]);
      }
  }
  CHECK(seen > 1000);
}

// The NF-kB of a cell, bound or free, is neither made nor broken down: as a mark, each macrophage is given a little
// more than the one before it.
TEST_CASE("a macrophage keeps its own network while others come and go") {
  const TissueModel model = injured_block();
  const double kv = model.parameters()["nfkb.kv"];
  const auto total = [kv](const Batch& networks, std::size_t i) {
    NfkbCellState<double> x{};
    std::size_t s = 0;
    x.each([&](double& value) { value = networks.row(s++)[i]; });
    return x.nfkb.nfkb_cytoplasmic + x.nfkb.ikba_nfkb_cytoplasmic + x.nfkb.ikk_ikba_nfkb +
           (x.nfkb.nfkb_nuclear + x.nfkb.ikba_nfkb_nuclear) / kv;
  };
  TissueState state = baseline_state(model, 0);
  test::cut(model, 0.6, state);
  const double unmarked = total(state.macrophages, 0), mark = 1e-3 * unmarked;
  constexpr std::size_t bound = 12;  // IkBa:NF-kB in the cytoplasm
  REQUIRE(NfkbCellState<double>::entries[bound].symbol == "ikba_nfkb_cytoplasmic");
  std::map<std::uint64_t, double> totals;
  for (std::size_t i = 0; i < state.macrophage_cells.size(); ++i) {
    state.macrophages.row(bound)[i] += mark * static_cast<double>(i);
    totals[state.macrophage_cells.name[i]] = total(state.macrophages, i);
  }
  std::size_t kept = 0, new_ones = 0;
  for (int i = 0; i < 48; ++i) {
    step(model, 1800, state);
    REQUIRE(state.macrophages.members == state.macrophage_cells.size());
    REQUIRE(state.macrophages.step_s.size() == state.macrophage_cells.size());
  }
  for (std::size_t i = 0; i < state.macrophage_cells.size(); ++i) {
    const auto marked = totals.find(state.macrophage_cells.name[i]);
    const double expected = marked == totals.end() ? unmarked : marked->second;
    CHECK(std::abs(total(state.macrophages, i) - expected) < 0.1 * mark);
    (marked == totals.end() ? new_ones : kept) += 1;
  }
  CHECK(kept > 5);
  CHECK(kept + 3 < totals.size());  // some have gone
  CHECK(new_ones > 20);
}
