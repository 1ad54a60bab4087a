#include "sim/results/snapshot_writer.hpp"

#include <cstdint>
#include <stdexcept>
#include <utility>

#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/snapshot_cells.hpp"

namespace knead {
namespace {

template <class T>
void write_array(hid_t group, const std::string& name, const Dims& dims, const std::vector<T>& values,
                 const std::string& unit, const std::string& long_name) {
  describe(create_dataset(group, name, dims, Storage::packed, values), unit, long_name);
}

void write_geometry(hid_t file, const SnapshotGeometry& geometry) {
  const Handle group = create_group(file, "geometry");
  write_attribute(group, "nx", std::int64_t{geometry.nx});
  write_attribute(group, "ny", std::int64_t{geometry.ny});
  write_attribute(group, "nz", std::int64_t{geometry.nz});
  write_attribute(group, "hx_um", geometry.hx_um);
  write_attribute(group, "hy_um", geometry.hy_um);
  write_attribute(group, "hz_um", geometry.hz_um);
  write_attribute(group, "domains_per_fibre", std::int64_t{geometry.domains_per_fibre});

  const hsize_t fibres = geometry.fibre_type.size();
  write_array(group, "fibre_type", {fibres}, geometry.fibre_type, "1", "type: 0 = I, 1 = IIa, 2 = IIx");
  write_array(group, "fibre_centre", {fibres, 2}, geometry.fibre_centre_um, "um", "centre: x, y");
  write_array(group, "outline", {geometry.outline_um.size() / 2, 2}, geometry.outline_um, "um", "outlines: x, y");
  write_array(group, "outline_begin", {fibres + 1}, geometry.outline_begin, "1", "first point of a fibre's outline");
  write_array(group, "capillary", {geometry.capillary_um.size() / 2, 2}, geometry.capillary_um, "um", "x, y");
  write_array(group, "pericyte", {geometry.pericyte_um.size() / 3, 3}, geometry.pericyte_um, "um", "x, y, z");
}

void lay_out_quantities(hid_t arm, const std::string& name, const std::vector<SeriesDescription>& quantities,
                        const Dims& of_one) {
  const Handle group = create_group(arm, name);
  Dims dims{0};
  dims.insert(dims.end(), of_one.begin(), of_one.end());
  for (const SeriesDescription& quantity : quantities) {
    describe(create_dataset<float>(group, quantity.id, dims, Storage::by_slab), quantity.unit, quantity.long_name);
  }
}

void append_quantities(hid_t arm, const std::string& name, const std::vector<SeriesDescription>& quantities,
                       const std::vector<std::vector<float>>& values, hsize_t index) {
  if (values.size() != quantities.size()) throw std::invalid_argument("a snapshot lacks some of its " + name);
  for (std::size_t q = 0; q < quantities.size(); ++q) {
    write_slab(open_dataset(arm, name + "/" + quantities[q].id), index, values[q]);
  }
}

}  // namespace

SnapshotWriter::SnapshotWriter(std::filesystem::path path, const SnapshotGeometry& geometry,
                               const SnapshotContents& contents, const std::vector<std::string>& arms)
    : path_(std::move(path)), contents_(contents), arms_(arms) {
  using_file(path_, [&] {
    Handle file = create_file(path_);
    write_geometry(file, geometry);
    const Dims voxels{static_cast<hsize_t>(geometry.nz), static_cast<hsize_t>(geometry.ny),
                      static_cast<hsize_t>(geometry.nx)};
    const hsize_t domains = geometry.fibre_type.size() * static_cast<hsize_t>(geometry.domains_per_fibre);
    const Handle group = create_group(file, "arms");
    for (const std::string& name : arms_) {
      const Handle arm = create_group(group, name);
      describe(create_dataset<double>(arm, "time", {0}, Storage::by_slab), "h", "time of each snapshot");
      lay_out_quantities(arm, "fields", contents_.fields, voxels);
      lay_out_quantities(arm, "domains", contents_.domains, {domains});
      lay_out_quantities(arm, "pericytes", contents_.pericytes, {geometry.pericyte_um.size() / 3});
      lay_out_cells(arm, contents_);
    }
    file_ = std::move(file);
  });
}

SnapshotWriter::~SnapshotWriter() {
  if (file_ < 0) return;
  Hdf5Lock lock;
  file_ = Handle();
}

void SnapshotWriter::append(int arm, const Snapshot& snapshot) {
  using_file(path_, [&] {
    const Handle group = open_group(file_, "arms/" + arms_.at(static_cast<std::size_t>(arm)));
    const Handle time = open_dataset(group, "time");
    const hsize_t index = dims_of(time).at(0);
    if (index > 0 && !(read_slab<double>(time, index - 1)[0] < snapshot.time_h)) {
      throw std::invalid_argument("a snapshot is not later than the one before it");
    }
    append_quantities(group, "fields", contents_.fields, snapshot.fields, index);
    append_quantities(group, "domains", contents_.domains, snapshot.domains, index);
    append_quantities(group, "pericytes", contents_.pericytes, snapshot.pericytes, index);
    append_cells(group, contents_, snapshot.cells, index);
    write_slab<double>(time, index, {snapshot.time_h});
  });
}

void SnapshotWriter::close() {
  using_file(path_, [&] { close_synced(std::move(file_), path_); });
}

}  // namespace knead
