#pragma once
// The block as VTK data sets: shapes that stay the same during a run, to which each snapshot lends its numbers.

#include <vtkImageData.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include <string>
#include <vector>

#include "sim/results/snapshots.hpp"

namespace knead {

/// The name under which ParaView shows a quantity: `p65_nuclear (uM)`, or the bare id if the unit is 1 or none.
std::string array_name(const SeriesDescription& quantity);

/// Fibre domains as prisms over their fibre's outline, [domain] cells (VTK_POLYHEDRON, faces turned outwards), in um.
/// Not wrapped: a fibre on the block's border sticks out of it, and all below lies beside the fibres as drawn
/// (drawn_fibres.hpp). The domains of a fibre share the points between them.
/// Cell arrays `fibre`, `domain` (both from 0) and `fibre_type` (0 = I, 1 = IIa, 2 = IIx).
vtkSmartPointer<vtkUnstructuredGrid> domain_prisms(const SnapshotGeometry& geometry);

/// Capillaries as lines through the block's whole length, with the cell array `capillary` (from 0), in um.
vtkSmartPointer<vtkPolyData> capillary_lines(const SnapshotGeometry& geometry);

/// Pericytes as points, one vertex cell each, in um, with the point array `pericyte` (from 0).
vtkSmartPointer<vtkPolyData> pericyte_points(const SnapshotGeometry& geometry);

/// The mobile cells of one moment as points, one vertex cell each, in um, with the point arrays `kind`, `name` and
/// `direction`, and the kinds' names in the field array `kind_name`.
vtkSmartPointer<vtkPolyData> cell_points(const SnapshotGeometry& geometry, const SnapshotCells& cells,
                                         const std::vector<std::string>& kinds);

/// The block's voxels, one cell each, its corner at 0, in um.
vtkSmartPointer<vtkImageData> voxel_grid(const SnapshotGeometry& geometry);

/// Puts values[quantity][i] into `attributes` (a data set's cell or point data) under array_name, replacing the numbers
/// of an earlier snapshot. The values are copied.
void put_arrays(vtkFieldData& attributes, const std::vector<SeriesDescription>& quantities,
                const std::vector<std::vector<float>>& values);

/// Puts the time of a snapshot into a data set, as the field array `time (h)`.
void put_time(vtkDataSet& data, double time_h);

}  // namespace knead
