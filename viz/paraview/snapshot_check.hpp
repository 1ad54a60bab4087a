#pragma once
// Refuses snapshots whose arrays do not fit one another, as those of a damaged or foreign file.

#include <string>

#include "sim/results/snapshots.hpp"

namespace knead {

/// Each throws ResultsError "`where` (what does not fit); expected the layout of sim/results/README.md".
void check_geometry(const SnapshotGeometry& geometry, const std::string& where);
void check_snapshot(const SnapshotGeometry& geometry, const SnapshotContents& contents, const Snapshot& snapshot,
                    const std::string& where);

/// An arm's name becomes a folder's: nothing that would lead elsewhere.
void check_arm_name(const std::string& arm, const std::string& where);

}  // namespace knead
