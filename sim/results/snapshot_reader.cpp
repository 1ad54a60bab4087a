#include "sim/results/snapshot_reader.hpp"

#include <cstdint>
#include <utility>

#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/snapshot_cells.hpp"

namespace knead {
namespace {

SnapshotGeometry read_geometry(hid_t subject) {
  const Handle group = open_group(subject, "geometry");
  const auto integer = [&](const char* name) { return static_cast<int>(read_attribute<std::int64_t>(group, name)); };
  SnapshotGeometry geometry;
  geometry.nx = integer("nx");
  geometry.ny = integer("ny");
  geometry.nz = integer("nz");
  geometry.hx_um = read_attribute<double>(group, "hx_um");
  geometry.hy_um = read_attribute<double>(group, "hy_um");
  geometry.hz_um = read_attribute<double>(group, "hz_um");
  geometry.domains_per_fibre = integer("domains_per_fibre");
  geometry.fibre_type = read_values<std::uint8_t>(open_dataset(group, "fibre_type"));
  geometry.fibre_centre_um = read_values<float>(open_dataset(group, "fibre_centre"));
  geometry.outline_um = read_values<float>(open_dataset(group, "outline"));
  geometry.outline_begin = read_values<std::int32_t>(open_dataset(group, "outline_begin"));
  geometry.capillary_um = read_values<float>(open_dataset(group, "capillary"));
  geometry.pericyte_um = read_values<float>(open_dataset(group, "pericyte"));
  return geometry;
}

std::vector<SeriesDescription> read_quantities(hid_t arm, const std::string& name) {
  const Handle group = open_group(arm, name);
  std::vector<SeriesDescription> quantities;
  for (const std::string& id : names_in(group)) quantities.push_back(read_description(group, id));
  return quantities;
}

std::vector<std::vector<float>> read_moment(hid_t arm, const std::string& name,
                                            const std::vector<SeriesDescription>& quantities, std::size_t index) {
  const Handle group = open_group(arm, name);
  std::vector<std::vector<float>> values;
  for (const SeriesDescription& quantity : quantities) {
    values.push_back(read_slab<float>(open_dataset(group, quantity.id), index));
  }
  return values;
}

}  // namespace

SnapshotReader::SnapshotReader(std::filesystem::path path, int subject_number) : path_(std::move(path)) {
  using_file(path_, [&] {
    const Handle file = open_results(path_);
    const std::string name = subject_group(subject_number);
    if (!has(file, "snapshots") || !has(open_group(file, "snapshots"), name)) {
      throw Hdf5Error("no snapshots of subject " + std::to_string(subject_number) +
                      " in it; a study asks for them with `output: {snapshots: {every: 1 h, subjects: [" +
                      std::to_string(subject_number) + "]}}`");
    }
    Handle subject = open_group(file, "snapshots/" + name);
    geometry_ = read_geometry(subject);
    const Handle arms = open_group(subject, "arms");
    arms_ = names_in(arms);
    if (!arms_.empty()) {
      const Handle arm = open_group(arms, arms_.front());
      contents_ = {read_quantities(arm, "fields"), read_quantities(arm, "domains"), read_quantities(arm, "pericytes"),
                   read_cell_kinds(arm), read_quantities(arm, "cells/values")};
    }
    subject_ = std::move(subject);
  });
}

SnapshotReader::~SnapshotReader() {
  Hdf5Lock lock;
  subject_ = Handle();
}

std::vector<double> SnapshotReader::times_h(const std::string& arm) const {
  return using_file(path_,
                    [&] { return read_values<double>(open_dataset(open_group(subject_, "arms/" + arm), "time")); });
}

Snapshot SnapshotReader::read(const std::string& arm, std::size_t index) const {
  return using_file(path_, [&] {
    const Handle group = open_group(subject_, "arms/" + arm);
    return Snapshot{read_slab<double>(open_dataset(group, "time"), index).at(0),
                    read_moment(group, "fields", contents_.fields, index),
                    read_moment(group, "domains", contents_.domains, index),
                    read_moment(group, "pericytes", contents_.pericytes, index), read_cells(group, contents_, index)};
  });
}

}  // namespace knead
