#pragma once
// Space at one moment of an arm, as the results file keeps it: fields, and what fibre domains, pericytes and mobile
// cells are.

#include "sim/experiment/observe.hpp"
#include "sim/results/snapshots.hpp"

namespace knead {

/// Where everything lies. Throws std::invalid_argument if the tissue has no space: only a block has.
SnapshotGeometry snapshot_geometry(const Geometry& geometry);

/// What every snapshot holds, in its order: the species; the observables of domains and of pericytes; the kinds of
/// cells, and of each cell its programme and the observables of macrophages.
SnapshotContents snapshot_contents();

/// The state of a block, read by its observer.
Snapshot take_snapshot(const Geometry& geometry, const Observer& observer, const TissueState& state);

}  // namespace knead
