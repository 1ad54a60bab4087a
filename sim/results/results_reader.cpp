#include "sim/results/results_reader.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/results_layout.hpp"

namespace knead {
namespace {

constexpr std::string_view kTrue = "_true", kTrueNote = ", in the tissue";

std::string without_end(const std::string& text, std::string_view end) {
  return text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text;
}

BiopsyDescription read_biopsies(hid_t file) {
  BiopsyDescription biopsies;
  if (!has(file, "biopsies")) return biopsies;
  const Handle group = open_group(file, "biopsies");
  biopsies.samples = read_strings(open_dataset(group, "sample"));
  for (const std::string& name : names_in(group)) {
    if (!name.ends_with(kTrue)) continue;
    SeriesDescription observable = read_description(group, name);
    observable.id = without_end(observable.id, kTrue);
    observable.long_name = without_end(observable.long_name, kTrueNote);
    const bool cells = has(group, sampling_dataset({observable, true}));
    biopsies.observables.push_back({observable, cells});
  }
  return biopsies;
}

std::vector<int> read_snapshot_subjects(hid_t file, const std::vector<int>& subjects) {
  std::vector<int> kept;
  if (!has(file, "snapshots")) return kept;
  const Handle group = open_group(file, "snapshots");
  for (const int number : subjects) {
    if (has(group, subject_group(number))) kept.push_back(number);
  }
  return kept;
}

RunDescription read_run(hid_t file) {
  RunDescription run;
  run.study = read_text_attribute(file, "study");
  run.about = read_text_attribute(file, "about");
  run.version = read_text_attribute(file, "version");
  run.seed = read_attribute<std::uint64_t>(file, "seed");
  run.config = read_text_attribute(file, "config");
  const auto numbers = read_values<std::int32_t>(open_dataset(file, "subject"));
  run.subjects.assign(numbers.begin(), numbers.end());
  run.arms = read_strings(open_dataset(file, "arm"));
  run.time_h = read_values<double>(open_dataset(file, "time"));
  for (const std::string& name : names_in(file)) {
    if (is_dataset(file, name) && dims_of(open_dataset(file, name)).size() == 3) {
      run.series.push_back(read_description(file, name));
    }
  }
  run.biopsies = read_biopsies(file);
  run.snapshot_subjects = read_snapshot_subjects(file, run.subjects);
  return run;
}

/// The one of this id.
template <class Description>
const Description& known_as(const std::string& id, const std::vector<Description>& known, const std::string& what) {
  std::string names;
  for (const Description& each : known) {
    if (each.id == id) return each;
    names += (names.empty() ? "" : ", ") + each.id;
  }
  throw Hdf5Error("no " + what + " '" + id + "' in it; it has " + (names.empty() ? "none" : names));
}

}  // namespace

bool is_hdf5(const std::filesystem::path& path) {
  Hdf5Lock lock;
  return H5Fis_hdf5(path.c_str()) > 0;
}

ResultsReader::ResultsReader(std::filesystem::path path) : path_(std::move(path)) {
  using_file(path_, [&] {
    Handle file = open_results(path_);
    description_ = read_run(file);
    file_ = std::move(file);
  });
}

ResultsReader::~ResultsReader() {
  Hdf5Lock lock;
  file_ = Handle();
}

std::vector<bool> ResultsReader::finished() const {
  return using_file(path_, [&] {
    const auto flags = read_values<std::uint8_t>(open_dataset(file_, "finished"));
    return std::vector<bool>(flags.begin(), flags.end());
  });
}

std::vector<double> ResultsReader::series(const std::string& id) const {
  return using_file(path_, [&] {
    known_as(id, description_.series, "series");
    return read_values<double>(open_dataset(file_, id));
  });
}

BiopsyTable ResultsReader::biopsies(const std::string& id) const {
  return using_file(path_, [&] {
    const BiopsiedObservable& observable = known_as(id, description_.biopsies.observables, "biopsied observable");
    const Handle group = open_group(file_, "biopsies");
    return BiopsyTable{read_values<double>(open_dataset(group, "time_h")),
                       read_values<double>(open_dataset(group, id + "_true")),
                       read_values<double>(open_dataset(group, sampling_dataset(observable))),
                       read_values<double>(open_dataset(group, id + "_measured"))};
  });
}

}  // namespace knead
