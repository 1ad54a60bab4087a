#include "viz/paraview/scene_folder.hpp"

#include <fmt/format.h>
#include <vtkCellData.h>
#include <vtkPointData.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sim/results/results_reader.hpp"
#include "sim/results/snapshot_reader.hpp"
#include "viz/paraview/datasets.hpp"
#include "viz/paraview/files.hpp"
#include "viz/paraview/part_folder.hpp"
#include "viz/paraview/scene_index.hpp"
#include "viz/paraview/scene_text.hpp"
#include "viz/paraview/snapshot_check.hpp"

namespace knead {
namespace {

namespace fs = std::filesystem;

/// A series of files of one kind under an arm's folder: `KIND/0000.vtu`, `KIND/0001.vtu` ... and `KIND.pvd`.
class FileSeries {
 public:
  FileSeries(const fs::path& arm, std::string kind, std::string extension)
      : arm_(arm), kind_(std::move(kind)), extension_(std::move(extension)) {
    fs::create_directories(arm_ / kind_);
  }

  /// Writes a data set of which `attributes` is the cell or point data, with these values in it.
  void append(double time_h, vtkDataSet& data, vtkFieldData& attributes,
              const std::vector<SeriesDescription>& quantities, const std::vector<std::vector<float>>& values) {
    const std::string file = fmt::format("{}/{:04}.{}", kind_, entries_.size(), extension_);
    put_arrays(attributes, quantities, values);
    put_time(data, time_h);
    write_xml(arm_ / file, data);
    entries_.push_back({time_h, file});
  }

  void finish() const { write_pvd(arm_ / (kind_ + ".pvd"), entries_); }

 private:
  fs::path arm_;
  std::string kind_, extension_;
  std::vector<PvdEntry> entries_;
};

void write_arm(const fs::path& folder, const SnapshotReader& reader, const std::string& arm,
               const std::vector<double>& times_h, const std::string& where) {
  const SnapshotContents& contents = reader.contents();
  check_snapshot(reader.geometry(), contents, reader.read(arm, 0), where);  // before making what the file says is there
  const auto prisms = domain_prisms(reader.geometry());
  const auto pericytes = pericyte_points(reader.geometry());
  const auto voxels = voxel_grid(reader.geometry());
  FileSeries domain_files(folder, "domains", "vtu"), pericyte_files(folder, "pericytes", "vtp");
  FileSeries cell_files(folder, "cells", "vtp"), field_files(folder, "fields", "vti");
  for (std::size_t t = 0; t < times_h.size(); ++t) {
    const Snapshot now = reader.read(arm, t);
    check_snapshot(reader.geometry(), contents, now, where);
    const auto cells = cell_points(reader.geometry(), now.cells, contents.cell_kinds);
    domain_files.append(times_h[t], *prisms, *prisms->GetCellData(), contents.domains, now.domains);
    pericyte_files.append(times_h[t], *pericytes, *pericytes->GetPointData(), contents.pericytes, now.pericytes);
    cell_files.append(times_h[t], *cells, *cells->GetPointData(), contents.cells, now.cells.values);
    field_files.append(times_h[t], *voxels, *voxels->GetCellData(), contents.fields, now.fields);
  }
  for (const FileSeries* files : {&domain_files, &pericyte_files, &cell_files, &field_files}) files->finish();
}

/// Writes a subject's arms that have any snapshots, in the study's order, and names them in the index.
void write_subject(const fs::path& folder, const fs::path& results, const RunDescription& run, int number,
                   SceneIndex& index, SceneSize& size) {
  const std::string where = fmt::format("{}: error: damaged snapshots of subject {}", results.string(), number);
  const SnapshotReader reader(results, number);
  check_geometry(reader.geometry(), where);
  SceneIndex::Subject subject{number, {}};
  const fs::path home = folder / fmt::format("subject_{}", number);
  for (const std::string& arm : run.arms) {
    const std::vector<double> times_h = reader.times_h(arm);
    if (times_h.empty()) continue;
    check_arm_name(arm, where);
    write_arm(home / arm, reader, arm, times_h, where);
    subject.arms.push_back(arm);
    size.snapshots += static_cast<int>(times_h.size());
  }
  if (subject.arms.empty()) return;
  write_xml(home / "capillaries.vtp", *capillary_lines(reader.geometry()));
  size.subjects += 1;
  size.arms += static_cast<int>(subject.arms.size());
  index.contents = reader.contents();
  index.subjects.push_back(std::move(subject));
}

}  // namespace

SceneSize write_scene_folder(const fs::path& results, const fs::path& folder) {
  const ResultsReader reader(results);
  const RunDescription& run = reader.description();
  const auto refuse_empty = [&] {
    throw ResultsError(
        fmt::format("{}: error: no snapshots in it (the study did not ask for any); expected the results of a study "
                    "that says, for example, `output: {{snapshots: {{every: 1 h, subjects: [1]}}}}`",
                    results.string()));
  };
  if (run.snapshot_subjects.empty()) refuse_empty();

  PartFolder part(folder);
  SceneIndex index{run.study, {}, {}};
  SceneSize size;
  try {
    for (const int number : run.snapshot_subjects) write_subject(part.path(), results, run, number, index, size);
    if (size.snapshots == 0) refuse_empty();
    fs::create_directories(part.path() / "drawing");
    for (const SceneScript& script : scene_scripts) write_text(part.path() / script.file, script.text);
    write_text(part.path() / "scene.json", scene_json(index));
    part.move_in();
  } catch (const fs::filesystem_error& error) {
    throw std::runtime_error(
        fmt::format("{}: error: cannot write the scene ({})", error.path1().string(), error.code().message()));
  }
  return size;
}

}  // namespace knead
