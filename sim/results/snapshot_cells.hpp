#pragma once
// The mobile cells of an arm's snapshots in the file: all moments one after the other, and where each moment begins.

#include <string>
#include <vector>

#include "sim/results/hdf5_handle.hpp"
#include "sim/results/snapshots.hpp"

namespace knead {

/// Makes the group `cells` of an arm's group, without any cell.
void lay_out_cells(hid_t arm, const SnapshotContents& contents);

/// Appends the cells of snapshot `index`, or writes them again if it is the last. Throws std::invalid_argument if
/// arrays do not fit one another or a kind is not among the contents', and then writes nothing.
void append_cells(hid_t arm, const SnapshotContents& contents, const SnapshotCells& cells, hsize_t index);

std::vector<std::string> read_cell_kinds(hid_t arm);

/// The cells of snapshot `index`. Throws Hdf5Error if there is none.
SnapshotCells read_cells(hid_t arm, const SnapshotContents& contents, hsize_t index);

}  // namespace knead
