#include "viz/paraview/snapshot_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace knead {
namespace {

void expect(bool fits, const std::string& where, const std::string& problem) {
  if (!fits) throw ResultsError(fmt::format("{} ({}); expected the layout of sim/results/README.md", where, problem));
}

bool all_of_size(const std::vector<std::vector<float>>& arrays, std::size_t size) {
  return std::all_of(arrays.begin(), arrays.end(), [&](const auto& array) { return array.size() == size; });
}

bool all_finite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

}  // namespace

void check_geometry(const SnapshotGeometry& geometry, const std::string& where) {
  const std::size_t fibres = geometry.fibre_type.size();
  expect(geometry.nx > 0 && geometry.ny > 0 && geometry.nz > 0 && geometry.domains_per_fibre > 0, where,
         "the grid is empty");
  expect(geometry.hx_um > 0 && geometry.hy_um > 0 && geometry.hz_um > 0, where, "a voxel without size");
  const auto& begin = geometry.outline_begin;
  expect(
      begin.size() == fibres + 1 && begin.front() == 0 && begin.back() * std::size_t{2} == geometry.outline_um.size(),
      where, "outline_begin does not fit outline");
  for (std::size_t fibre = 0; fibre < fibres; ++fibre) {
    expect(begin[fibre + 1] - begin[fibre] >= 3, where, fmt::format("fibre {} has less than 3 corners", fibre));
  }
  expect(geometry.capillary_um.size() % 2 == 0 && geometry.pericyte_um.size() % 3 == 0, where,
         "positions that are no pairs or triples");
  expect(all_finite(geometry.outline_um) && all_finite(geometry.capillary_um) && all_finite(geometry.pericyte_um),
         where, "a position that is no number");
}

void check_snapshot(const SnapshotGeometry& geometry, const SnapshotContents& contents, const Snapshot& snapshot,
                    const std::string& where) {
  const std::size_t voxels = std::size_t{1} * geometry.nx * geometry.ny * geometry.nz;
  const auto at = [&](const char* what) {
    return fmt::format("{} at {} h do not fit the geometry", what, snapshot.time_h);
  };
  expect(all_of_size(snapshot.fields, voxels), where, at("fields"));
  expect(all_of_size(snapshot.domains, geometry.fibre_type.size() * geometry.domains_per_fibre), where, at("domains"));
  expect(all_of_size(snapshot.pericytes, geometry.pericyte_um.size() / 3), where, at("pericytes"));

  const SnapshotCells& cells = snapshot.cells;
  const std::size_t count = cells.kind.size();
  expect(cells.position_um.size() == 3 * count && cells.direction.size() == 3 * count && cells.name.size() == count &&
             all_of_size(cells.values, count),
         where, fmt::format("the arrays of the cells at {} h do not fit one another", snapshot.time_h));
  expect(std::all_of(cells.kind.begin(), cells.kind.end(),
                     [&](int kind) { return kind < std::ssize(contents.cell_kinds); }),
         where, fmt::format("a cell at {} h is of a kind without a name", snapshot.time_h));
  expect(all_finite(cells.position_um) && all_finite(cells.direction), where,
         fmt::format("a cell's position or direction at {} h is no number", snapshot.time_h));
}

void check_arm_name(const std::string& arm, const std::string& where) {
  expect(!arm.empty() && arm.front() != '.' && arm.find('/') == std::string::npos, where,
         fmt::format("'{}' cannot be an arm's name", arm));
}

}  // namespace knead
