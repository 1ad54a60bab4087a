#include "sim/results/results_writer.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_reader.hpp"

namespace knead {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

/// A subject's values in the order of subject_datasets.
std::vector<const std::vector<double>*> values_of(const SubjectRecord& record, const RunDescription& run) {
  if (record.series.size() != run.series.size()) throw std::invalid_argument("a subject's record lacks series");
  std::vector<const std::vector<double>*> values;
  for (const auto& series : record.series) values.push_back(&series);
  if (run.biopsies.samples.empty()) return values;
  const std::size_t observables = run.biopsies.observables.size();
  if (record.biopsy_true.size() != observables || record.biopsy_sampling.size() != observables ||
      record.biopsy_measured.size() != observables) {
    throw std::invalid_argument("a subject's record lacks biopsies");
  }
  values.push_back(&record.biopsy_time_h);
  for (std::size_t o = 0; o < observables; ++o) {
    values.push_back(&record.biopsy_true[o]);
    values.push_back(&record.biopsy_sampling[o]);
    values.push_back(&record.biopsy_measured[o]);
  }
  return values;
}

void write_provenance(hid_t file, const Provenance& provenance) {
  const Handle group = create_group(file, "provenance");
  write_attribute(group, "wall_time_s", provenance.wall_time_s);
  write_attribute(group, "threads", std::int64_t{provenance.threads});
  write_attribute(group, "host", provenance.host);
  write_attribute(group, "path", provenance.path);
  write_attribute(group, "date", provenance.date);
}

/// Which subjects a `.part` of the same run holds; empty if there is no such file.
std::vector<bool> subjects_finished_in(const std::filesystem::path& part, const RunDescription& run) {
  try {
    const ResultsReader reader(part);
    return reader.description() == run ? reader.finished() : std::vector<bool>{};
  } catch (const ResultsError&) {
    return {};  // none, or one that was cut off while it was laid out
  }
}

}  // namespace

ResultsWriter::ResultsWriter(std::filesystem::path path, RunDescription description)
    : path_(std::move(path)), part_(path_.string() + ".part"), description_(std::move(description)) {
  validate(description_);
  finished_before_ = subjects_finished_in(part_, description_);
  if (!finished_before_.empty()) return;
  using_file(part_, [&] {
    std::error_code ignored;  // a folder that cannot be made shows when the file is
    std::filesystem::create_directories(folder_of(part_), ignored);
    Handle file = create_file(part_);
    lay_out(file, description_, Storage::in_place);
    for (const int number : description_.snapshot_subjects) {
      const std::filesystem::path target = snapshots_path(number);
      std::filesystem::remove(target, ignored);
      check(H5Lcreate_external(target.filename().c_str(), "/", file, ("snapshots/" + subject_group(number)).c_str(),
                               H5P_DEFAULT, H5P_DEFAULT),
            "cannot link to the snapshots");
    }
    close_synced(std::move(file), part_);
  });
}

void ResultsWriter::write_subject(int subject, const SubjectRecord& record) const {
  const auto values = values_of(record, description_);
  const auto index = static_cast<hsize_t>(subject);
  if (index >= description_.subjects.size()) {
    throw std::invalid_argument("a record of a subject who does not take part");
  }
  using_file(part_, [&] {
    const std::vector<std::string> paths = subject_datasets(description_);
    Handle file = open_file(part_, Open::to_write);
    for (std::size_t i = 0; i < paths.size(); ++i) write_slab(open_dataset(file, paths[i]), index, *values[i]);
    close_synced(std::move(file), part_);

    file = open_file(part_, Open::to_write);  // only now that the numbers are on disk
    write_slab<std::uint8_t>(open_dataset(file, "finished"), index, {1});
    close_synced(std::move(file), part_);
  });
}

SnapshotWriter ResultsWriter::write_snapshots(int subject, const SnapshotGeometry& geometry,
                                              const SnapshotContents& contents) const {
  const int number = description_.subjects.at(static_cast<std::size_t>(subject));
  const auto& asked = description_.snapshot_subjects;
  if (std::find(asked.begin(), asked.end(), number) == asked.end()) {
    throw std::invalid_argument("snapshots of subject " + std::to_string(number) + " were not asked for");
  }
  return SnapshotWriter(snapshots_path(number), geometry, contents, description_.arms);
}

void ResultsWriter::finish(const Provenance& provenance) const {
  const std::filesystem::path packed = path_.string() + ".new";
  std::error_code failure;
  using_file(path_, [&] {
    try {
      pack(packed, provenance);
    } catch (...) {
      std::filesystem::remove(packed, failure);
      throw;
    }
    rename_synced(packed, path_);
    std::filesystem::remove(part_, failure);
    for (const int number : description_.snapshot_subjects) std::filesystem::remove(snapshots_path(number), failure);
  });
}

void ResultsWriter::pack(const std::filesystem::path& to, const Provenance& provenance) const {
  Handle file = create_file(to);
  const Handle part = open_file(part_, Open::to_read);
  lay_out(file, description_, Storage::packed);
  for (const std::string& path : subject_datasets(description_)) {
    write_values(open_dataset(file, path), read_values<double>(open_dataset(part, path)));
  }
  write_values(open_dataset(file, "finished"), read_values<std::uint8_t>(open_dataset(part, "finished")));
  for (const int number : description_.snapshot_subjects) {
    if (!std::filesystem::exists(snapshots_path(number))) continue;
    const Handle from = open_file(snapshots_path(number), Open::to_read), group = open_group(file, "snapshots");
    check(H5Ocopy(from, "/", group, subject_group(number).c_str(), H5P_DEFAULT, H5P_DEFAULT),
          "cannot take the snapshots in");
  }
  write_provenance(file, provenance);
  close_synced(std::move(file), to);
}

std::filesystem::path ResultsWriter::snapshots_path(int subject_number) const {
  return path_.string() + "." + subject_group(subject_number) + ".part";
}

}  // namespace knead
