#include "viz/paraview/datasets.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkFloatArray.h>
#include <vtkIdList.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkStringArray.h>
#include <vtkTypeUInt64Array.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>

#include "viz/paraview/drawn_fibres.hpp"

namespace knead {
namespace {

template <class Array>
Array* named_array(vtkFieldData& attributes, const std::string& name) {
  vtkNew<Array> array;
  array->SetName(name.c_str());
  attributes.AddArray(array);
  return array;  // kept alive by its owner
}

void put_counter(vtkFieldData& attributes, const char* name, int count) {
  auto* array = named_array<vtkIntArray>(attributes, name);
  array->SetNumberOfValues(count);
  for (int i = 0; i < count; ++i) array->SetValue(i, i);
}

/// A point a triple of x, y and z, each with a vertex cell.
void put_cloud(vtkPolyData& cloud, const std::vector<float>& position_um) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> vertices;
  for (std::size_t i = 0; i + 2 < position_um.size(); i += 3) {
    const vtkIdType point = points->InsertNextPoint(&position_um[i]);
    vertices->InsertNextCell(1, &point);
  }
  cloud.SetPoints(points);
  cloud.SetVerts(vertices);
}

/// Puts values under a name, replacing any of that name.
template <class Array, class T>
void put_values(vtkFieldData& attributes, const std::string& name, const std::vector<T>& values, int components = 1) {
  auto* array = named_array<Array>(attributes, name);
  array->SetNumberOfComponents(components);
  array->SetNumberOfTuples(static_cast<vtkIdType>(values.size()) / components);
  std::copy(values.begin(), values.end(), array->GetPointer(0));
}

/// The faces of a prism between two rings of n points, in VTK's face stream: a count, then the faces, each led by its
/// own count and counter-clockwise from outside.
void set_prism_faces(vtkIdList& faces, vtkIdType lower, vtkIdType upper, vtkIdType n) {
  faces.Reset();
  faces.InsertNextId(n + 2);
  faces.InsertNextId(n);
  for (vtkIdType i = n; i-- > 0;) faces.InsertNextId(lower + i);
  faces.InsertNextId(n);
  for (vtkIdType i = 0; i < n; ++i) faces.InsertNextId(upper + i);
  for (vtkIdType i = 0; i < n; ++i) {
    const vtkIdType next = (i + 1) % n;
    faces.InsertNextId(4);
    for (const vtkIdType point : {lower + i, lower + next, upper + next, upper + i}) faces.InsertNextId(point);
  }
}

}  // namespace

std::string array_name(const SeriesDescription& quantity) {
  return quantity.unit.empty() || quantity.unit == "1" ? quantity.id : quantity.id + " (" + quantity.unit + ")";
}

vtkSmartPointer<vtkUnstructuredGrid> domain_prisms(const SnapshotGeometry& geometry) {
  auto grid = vtkSmartPointer<vtkUnstructuredGrid>::New();
  vtkNew<vtkPoints> points;
  vtkNew<vtkIdList> faces;
  vtkNew<vtkIntArray> fibre_of, domain_of;
  vtkNew<vtkUnsignedCharArray> type_of;
  fibre_of->SetName("fibre");
  domain_of->SetName("domain");
  type_of->SetName("fibre_type");

  const int rings = geometry.domains_per_fibre + 1;
  const double step_um = geometry.nz * geometry.hz_um / geometry.domains_per_fibre;
  for (int fibre = 0; fibre < static_cast<int>(geometry.fibre_type.size()); ++fibre) {
    const int first = geometry.outline_begin[fibre];
    const int corners = geometry.outline_begin[fibre + 1] - first;
    const vtkIdType base = points->GetNumberOfPoints();
    for (int ring = 0; ring < rings; ++ring) {
      for (int corner = first; corner < first + corners; ++corner) {
        points->InsertNextPoint(geometry.outline_um[2 * corner], geometry.outline_um[2 * corner + 1], ring * step_um);
      }
    }
    for (int ring = 0; ring + 1 < rings; ++ring) {
      set_prism_faces(*faces, base + ring * corners, base + (ring + 1) * corners, corners);
      grid->InsertNextCell(VTK_POLYHEDRON, faces);
      fibre_of->InsertNextValue(fibre);
      domain_of->InsertNextValue(fibre * geometry.domains_per_fibre + ring);
      type_of->InsertNextValue(geometry.fibre_type[fibre]);
    }
  }
  grid->SetPoints(points);
  for (vtkDataArray* array : {static_cast<vtkDataArray*>(fibre_of.Get()), static_cast<vtkDataArray*>(domain_of.Get()),
                              static_cast<vtkDataArray*>(type_of.Get())}) {
    grid->GetCellData()->AddArray(array);
  }
  return grid;
}

vtkSmartPointer<vtkPolyData> capillary_lines(const SnapshotGeometry& geometry) {
  auto lines = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> cells;
  const std::vector<float> at_um = beside_drawn_fibres(geometry, geometry.capillary_um, 2);
  const int count = static_cast<int>(at_um.size() / 2);
  for (int i = 0; i < count; ++i) {
    const double x = at_um[2 * i], y = at_um[2 * i + 1];
    const vtkIdType ends[] = {points->InsertNextPoint(x, y, 0),
                              points->InsertNextPoint(x, y, geometry.nz * geometry.hz_um)};
    cells->InsertNextCell(2, ends);
  }
  lines->SetPoints(points);
  lines->SetLines(cells);
  put_counter(*lines->GetCellData(), "capillary", count);
  return lines;
}

vtkSmartPointer<vtkPolyData> pericyte_points(const SnapshotGeometry& geometry) {
  auto cloud = vtkSmartPointer<vtkPolyData>::New();
  put_cloud(*cloud, beside_drawn_fibres(geometry, geometry.pericyte_um, 3));
  put_counter(*cloud->GetPointData(), "pericyte", static_cast<int>(geometry.pericyte_um.size() / 3));
  return cloud;
}

vtkSmartPointer<vtkPolyData> cell_points(const SnapshotGeometry& geometry, const SnapshotCells& cells,
                                         const std::vector<std::string>& kinds) {
  auto cloud = vtkSmartPointer<vtkPolyData>::New();
  put_cloud(*cloud, beside_drawn_fibres(geometry, cells.position_um, 3));
  put_values<vtkUnsignedCharArray>(*cloud->GetPointData(), "kind", cells.kind);
  put_values<vtkTypeUInt64Array>(*cloud->GetPointData(), "name", cells.name);
  put_values<vtkFloatArray>(*cloud->GetPointData(), "direction", cells.direction, 3);
  auto* names = named_array<vtkStringArray>(*cloud->GetFieldData(), "kind_name");
  for (const std::string& kind : kinds) names->InsertNextValue(kind);
  return cloud;
}

vtkSmartPointer<vtkImageData> voxel_grid(const SnapshotGeometry& geometry) {
  auto grid = vtkSmartPointer<vtkImageData>::New();
  grid->SetDimensions(geometry.nx + 1, geometry.ny + 1, geometry.nz + 1);  // of points; voxels are the cells between
  grid->SetSpacing(geometry.hx_um, geometry.hy_um, geometry.hz_um);
  return grid;
}

void put_arrays(vtkFieldData& attributes, const std::vector<SeriesDescription>& quantities,
                const std::vector<std::vector<float>>& values) {
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    put_values<vtkFloatArray>(attributes, array_name(quantities[q]), values[q]);
  }
}

void put_time(vtkDataSet& data, double time_h) {
  named_array<vtkDoubleArray>(*data.GetFieldData(), "time (h)")->InsertNextValue(time_h);
}

}  // namespace knead
