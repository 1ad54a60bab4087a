#include "sim/results/snapshot_cells.hpp"

#include <cstdint>
#include <stdexcept>

#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/results_layout.hpp"

namespace knead {
namespace {

void expect_fit(const SnapshotContents& contents, const SnapshotCells& cells) {
  const std::size_t count = cells.kind.size();
  bool fits = cells.position_um.size() == 3 * count && cells.direction.size() == 3 * count &&
              cells.name.size() == count && cells.values.size() == contents.cells.size();
  for (const std::vector<float>& values : cells.values) fits = fits && values.size() == count;
  if (!fits) throw std::invalid_argument("the arrays of a snapshot's cells do not fit one another");
  for (const std::uint8_t kind : cells.kind) {
    if (kind >= contents.cell_kinds.size()) throw std::invalid_argument("a cell of a kind without a name");
  }
}

}  // namespace

void lay_out_cells(hid_t arm, const SnapshotContents& contents) {
  const Handle group = create_group(arm, "cells"), values = create_group(group, "values");
  describe(create_dataset(group, "kind_name", contents.cell_kinds), "1", "name of each kind of cell");
  describe(create_dataset<std::int64_t>(group, "begin", {1}, Storage::by_rows, {0}), "1", "first cell of a snapshot");
  describe(create_dataset<float>(group, "position", {0, 3}, Storage::by_rows), "um", "x, y, z");
  describe(create_dataset<float>(group, "direction", {0, 3}, Storage::by_rows), "1", "direction of movement: x, y, z");
  describe(create_dataset<std::uint8_t>(group, "kind", {0}, Storage::by_rows), "1", "kind: a place in kind_name");
  describe(create_dataset<std::uint64_t>(group, "name", {0}, Storage::by_rows), "1", "name, kept for life");
  for (const SeriesDescription& quantity : contents.cells) {
    describe(create_dataset<float>(values, quantity.id, {0}, Storage::by_rows), quantity.unit, quantity.long_name);
  }
}

void append_cells(hid_t arm, const SnapshotContents& contents, const SnapshotCells& cells, hsize_t index) {
  expect_fit(contents, cells);
  const Handle group = open_group(arm, "cells"), begins = open_dataset(group, "begin");
  const std::int64_t begin = read_slab<std::int64_t>(begins, index).at(0);
  const auto first = static_cast<hsize_t>(begin);
  write_last_rows(open_dataset(group, "position"), first, cells.position_um);
  write_last_rows(open_dataset(group, "direction"), first, cells.direction);
  write_last_rows(open_dataset(group, "kind"), first, cells.kind);
  write_last_rows(open_dataset(group, "name"), first, cells.name);
  for (std::size_t q = 0; q < contents.cells.size(); ++q) {
    write_last_rows(open_dataset(group, "values/" + contents.cells[q].id), first, cells.values[q]);
  }
  write_last_rows(begins, index + 1, std::vector{begin + static_cast<std::int64_t>(cells.kind.size())});
}

std::vector<std::string> read_cell_kinds(hid_t arm) { return read_strings(open_dataset(arm, "cells/kind_name")); }

SnapshotCells read_cells(hid_t arm, const SnapshotContents& contents, hsize_t index) {
  const Handle group = open_group(arm, "cells");
  const auto ends = read_rows<std::int64_t>(open_dataset(group, "begin"), index, index + 2);
  const auto begin = static_cast<hsize_t>(ends[0]), end = static_cast<hsize_t>(ends[1]);
  SnapshotCells cells;
  cells.position_um = read_rows<float>(open_dataset(group, "position"), begin, end);
  cells.direction = read_rows<float>(open_dataset(group, "direction"), begin, end);
  cells.kind = read_rows<std::uint8_t>(open_dataset(group, "kind"), begin, end);
  cells.name = read_rows<std::uint64_t>(open_dataset(group, "name"), begin, end);
  for (const SeriesDescription& quantity : contents.cells) {
    cells.values.push_back(read_rows<float>(open_dataset(group, "values/" + quantity.id), begin, end));
  }
  return cells;
}

}  // namespace knead
