#include "sim/experiment/take_snapshot.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <stdexcept>

#include "sim/experiment/describe.hpp"
#include "sim/experiment/mobile_population.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

namespace {

constexpr double seconds_an_hour = 3600;

/// Kinds of mobile cells as pictures tell them apart: satellite cells by their stage. Values are places in the names.
enum CellKind : std::uint8_t { neutrophil, macrophage, fibroblast, quiescent, activated, myoblast, myocyte };
constexpr const char* kind_names[] = {
    "neutrophil", "macrophage", "fibroblast", "quiescent satellite cell", "activated satellite cell",
    "myoblast",   "myocyte"};

CellKind kind_of_stage(std::uint8_t stage) {
  switch (stage) {
    case MobilePopulation::quiescent:
      return quiescent;
    case MobilePopulation::myoblast:
      return myoblast;
    case MobilePopulation::myocyte:
      return myocyte;
    default:
      return activated;
  }
}

std::vector<float> narrowed(const std::vector<double>& values) { return {values.begin(), values.end()}; }

void put(std::vector<float>& to, std::initializer_list<double> values) {
  for (const double value : values) to.push_back(static_cast<float>(value));
}

/// The direction in which a cell moves, or of the fibres if it lies still.
void put_direction(const Geometry& geometry, const MobileCells& cells, std::size_t i, bool still,
                   std::vector<float>& to) {
  const Sheet& sheet = geometry.sheets[cells.sheet[i]];
  const double along = cells.velocity_along_um_s[i], z = cells.velocity_z_um_s[i], speed = std::hypot(along, z);
  if (still || speed == 0) return put(to, {0, 0, 1});
  const double share = along / (speed * sheet.length_um);
  put(to, {share * (sheet.to.x_um - sheet.from.x_um), share * (sheet.to.y_um - sheet.from.y_um), z / speed});
}

/// Appends the cells of one array; kind(i) tells the kind of cell i.
template <class Kind>
void append(const Geometry& geometry, const MobileCells& cells, Kind&& kind, SnapshotCells& to) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Point2 at = point_of(geometry, cells.sheet[i], cells.along_um[i]);
    put(to.position_um, {at.x_um, at.y_um, cells.z_um[i]});
    put_direction(geometry, cells, i, kind(i) == quiescent, to.direction);
    to.kind.push_back(kind(i));
    to.name.push_back(cells.name[i]);
  }
}

SnapshotCells cells_of(const Geometry& geometry, const Observer& observer, const TissueState& state) {
  SnapshotCells all;
  append(
      geometry, state.neutrophils, [](std::size_t) { return neutrophil; }, all);
  append(
      geometry, state.macrophage_cells, [](std::size_t) { return macrophage; }, all);
  append(
      geometry, state.fibroblasts, [](std::size_t) { return fibroblast; }, all);
  append(
      geometry, state.satellite_cells, [&](std::size_t i) { return kind_of_stage(state.satellite_cells.stage[i]); },
      all);
  /// A quantity that only cells from number `first` on have.
  const auto put_quantity = [&](std::size_t first, const std::vector<double>& values) {
    std::vector<float>& of_all = all.values.emplace_back(all.kind.size(), std::numeric_limits<float>::quiet_NaN());
    std::transform(values.begin(), values.end(), of_all.begin() + static_cast<std::ptrdiff_t>(first),
                   [](double value) { return static_cast<float>(value); });
  };
  const std::size_t first_macrophage = state.neutrophils.size();
  put_quantity(0, state.neutrophils.programme);
  put_quantity(first_macrophage, state.macrophage_cells.programme);
  put_quantity(first_macrophage, state.macrophage_cells.repair);
  const auto in_macrophages = observer.macrophages(state);
  for (std::size_t o = 0; o < in_macrophages.size(); ++o)
    if (observables()[o].in_cell) put_quantity(first_macrophage, in_macrophages[o]);
  return all;
}

}  // namespace

SnapshotGeometry snapshot_geometry(const Geometry& geometry) {
  if (geometry.space != Space::block) throw std::invalid_argument("a snapshot of a tissue without space");
  SnapshotGeometry flat;
  flat.nx = geometry.grid.nx, flat.ny = geometry.grid.ny, flat.nz = geometry.grid.nz;
  flat.hx_um = geometry.grid.hx_um, flat.hy_um = geometry.grid.hy_um, flat.hz_um = geometry.grid.hz_um;
  flat.domains_per_fibre = geometry.domains_per_fibre;
  flat.outline_begin.push_back(0);
  for (const Fibre& fibre : geometry.fibres) {
    flat.fibre_type.push_back(static_cast<std::uint8_t>(fibre.type));
    put(flat.fibre_centre_um, {fibre.centre.x_um, fibre.centre.y_um});
    for (const Point2& corner : fibre.outline) put(flat.outline_um, {corner.x_um, corner.y_um});
    flat.outline_begin.push_back(static_cast<std::int32_t>(flat.outline_um.size() / 2));
  }
  for (const Capillary& capillary : geometry.capillaries)
    put(flat.capillary_um, {capillary.at.x_um, capillary.at.y_um});
  for (const Pericyte& pericyte : geometry.pericytes) {
    const Point2 at = geometry.capillaries[pericyte.capillary].at;
    put(flat.pericyte_um, {at.x_um, at.y_um, pericyte.z_um});
  }
  return flat;
}

SnapshotContents snapshot_contents() {
  SnapshotContents contents;
  for (const StateEntry& species : Medium<double>::entries)
    contents.fields.push_back({std::string(species.symbol), std::string(species.unit), std::string(species.meaning)});
  contents.cell_kinds.assign(std::begin(kind_names), std::end(kind_names));
  contents.cells = {{"readiness", "1", "of a neutrophil to burst: 1 until it has"},
                    {"programme", "1", "M1-likeness of a macrophage"},
                    {"repair", "1", "of a macrophage how far it is in repair"}};
  for (const Observable& observable : observables()) {
    if (observable.in_fibre) contents.domains.push_back(described(observable));
    if (!observable.in_cell) continue;
    contents.pericytes.push_back(described(observable));
    contents.cells.push_back(described(observable));
  }
  return contents;
}

Snapshot take_snapshot(const Geometry& geometry, const Observer& observer, const TissueState& state) {
  Snapshot snapshot;
  snapshot.time_h = state.time_s / seconds_an_hour;
  for (const std::vector<double>& field : state.fields) snapshot.fields.push_back(narrowed(field));
  const auto in_domains = observer.domains(state), in_pericytes = observer.pericytes(state);
  for (std::size_t o = 0; o < observables().size(); ++o) {
    if (observables()[o].in_fibre) snapshot.domains.push_back(narrowed(in_domains[o]));
    if (observables()[o].in_cell) snapshot.pericytes.push_back(narrowed(in_pericytes[o]));
  }
  snapshot.cells = cells_of(geometry, observer, state);
  return snapshot;
}

}  // namespace knead
