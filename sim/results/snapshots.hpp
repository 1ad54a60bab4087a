#pragma once
// Space at single moments, in the flat arrays in which a results file keeps it (README.md, `snapshots`).

#include <cstdint>
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

  bool operator==(const SnapshotContents&) const = default;
};

/// One moment of one arm, in the order of SnapshotContents.
struct Snapshot {
  double time_h = 0;
  std::vector<std::vector<float>> fields;     ///< [species][(k * ny + j) * nx + i]
  std::vector<std::vector<float>> domains;    ///< [quantity][domain]
  std::vector<std::vector<float>> pericytes;  ///< [quantity][pericyte]

  bool operator==(const Snapshot&) const = default;
};

}  // namespace knead
