#pragma once
// Space at single moments, in the flat arrays in which a results file keeps it (README.md, `snapshots`).

#include <cstdint>
#include <string>
#include <vector>

#include "sim/results/results_file.hpp"

namespace knead {

/// Where everything lies in one subject's block. Lengths in um; pairs and triples are interleaved (x, y, x, y ...).
struct SnapshotGeometry {
  int nx = 1, ny = 1, nz = 1;
  double hx_um = 1, hy_um = 1, hz_um = 1;
  int domains_per_fibre = 1;
  std::vector<std::uint8_t> fibre_type;     ///< 0 = I, 1 = IIa, 2 = IIx
  std::vector<float> fibre_centre_um;       ///< [fibre, 2]
  std::vector<float> outline_um;            ///< [point, 2], all fibres' outlines one after the other
  std::vector<std::int32_t> outline_begin;  ///< [fibre + 1], offsets in points
  std::vector<float> capillary_um;          ///< [capillary, 2]
  std::vector<float> pericyte_um;           ///< [pericyte, 3]

  bool operator==(const SnapshotGeometry&) const = default;
};

/// What every snapshot of a subject holds.
struct SnapshotContents {
  std::vector<SeriesDescription> fields;     ///< one value a voxel
  std::vector<SeriesDescription> domains;    ///< one value a fibre domain
  std::vector<SeriesDescription> pericytes;  ///< one value a pericyte
  std::vector<std::string> cell_kinds;       ///< names of the mobile cells' kinds, in the order of their codes
  std::vector<SeriesDescription> cells;      ///< one value a mobile cell; NaN in a kind that has none

  bool operator==(const SnapshotContents&) const = default;
};

/// The mobile cells of one moment. Their number changes from snapshot to snapshot.
struct SnapshotCells {
  std::vector<float> position_um;          ///< [cell, 3], within the block
  std::vector<float> direction;            ///< [cell, 3], unit vector of its movement, or of the way it lies; or 0
  std::vector<std::uint8_t> kind;          ///< [cell], a code of SnapshotContents::cell_kinds
  std::vector<std::uint64_t> name;         ///< [cell], the same for the whole of a cell's life and no other's
  std::vector<std::vector<float>> values;  ///< [quantity][cell], in the order of SnapshotContents::cells

  bool operator==(const SnapshotCells&) const = default;
};

/// One moment of one arm, in the order of SnapshotContents.
struct Snapshot {
  double time_h = 0;
  std::vector<std::vector<float>> fields;     ///< [species][(k * ny + j) * nx + i]
  std::vector<std::vector<float>> domains;    ///< [quantity][domain]
  std::vector<std::vector<float>> pericytes;  ///< [quantity][pericyte]
  SnapshotCells cells;

  bool operator==(const Snapshot&) const = default;
};

}  // namespace knead
