#include "sim/results/results_layout.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <system_error>

#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_file.hpp"

namespace knead {
namespace {

const std::string kConventions = "knead-results-2";

void require(bool holds, const std::string& what) {
  if (!holds) throw std::invalid_argument("results file: " + what);
}

bool is_id(const std::string& name) {
  return !name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

void lay_out_biopsies(hid_t file, const BiopsyDescription& biopsies, hsize_t subjects, hsize_t arms,
                      const Handle& subject, const Handle& arm, Storage storage) {
  if (biopsies.samples.empty()) return;
  const Handle group = create_group(file, "biopsies");
  const Handle sample = create_dataset(group, "sample", biopsies.samples);
  make_scale(sample, "sample");
  describe(sample, "1", "sample");

  const auto create = [&](const std::string& name, const std::string& unit, const std::string& long_name) {
    const Handle made = create_dataset<double>(group, name, {subjects, arms, biopsies.samples.size()}, storage);
    attach_scales(made, {&subject, &arm, &sample});
    describe(made, unit, long_name);
  };
  create("time_h", "h", "time of the sample");
  for (const BiopsiedObservable& observable : biopsies.observables) {
    create(observable.id + "_true", observable.unit, observable.long_name + ", in the tissue");
    if (observable.cells) {
      create(sampling_dataset(observable), "1", observable.long_name + ", expected number in the block");
    } else {
      create(sampling_dataset(observable), observable.unit,
             observable.long_name + ", standard deviation between fibres");
    }
    create(observable.id + "_measured", observable.unit, observable.long_name + ", as measured");
  }
}

}  // namespace

void validate(const RunDescription& run) {
  std::set<std::string> taken{"subject", "arm", "time", "finished", "biopsies", "provenance", "snapshots"};
  for (const SeriesDescription& series : run.series) {
    require(is_id(series.id), "'" + series.id + "' is not a name of letters, digits and _");
    require(taken.insert(series.id).second, "'" + series.id + "' stands for two things");
  }
  taken = {"sample", "time_h"};
  for (const BiopsiedObservable& observable : run.biopsies.observables) {
    require(is_id(observable.id), "'" + observable.id + "' is not a name of letters, digits and _");
    require(taken.insert(observable.id).second, "'" + observable.id + "' stands for two things");
  }
  taken.clear();
  for (const std::string& arm : run.arms) {
    require(!arm.empty() && arm != "." && arm.find('/') == std::string::npos, "'" + arm + "' cannot name an arm");
    require(taken.insert(arm).second, "arm '" + arm + "' is there twice");
  }
  std::set<int> subjects;
  for (const int subject : run.subjects) {
    require(subjects.insert(subject).second, "subject " + std::to_string(subject) + " is there twice");
  }
  for (const int subject : run.snapshot_subjects) {
    require(subjects.count(subject) == 1,
            "snapshots of subject " + std::to_string(subject) + ", who does not take part");
  }
}

void lay_out(hid_t file, const RunDescription& run, Storage storage) {
  write_attribute(file, "Conventions", kConventions);
  write_attribute(file, "study", run.study);
  write_attribute(file, "about", run.about);
  write_attribute(file, "version", run.version);
  write_attribute(file, "seed", run.seed);
  write_attribute(file, "config", run.config);

  const std::vector<std::int32_t> numbers(run.subjects.begin(), run.subjects.end());
  const Dims dims{numbers.size(), run.arms.size(), run.time_h.size()};
  const Handle subject = create_dataset(file, "subject", {dims[0]}, storage, numbers);
  const Handle arm = create_dataset(file, "arm", run.arms);
  const Handle time = create_dataset(file, "time", {dims[2]}, storage, run.time_h);
  make_scale(subject, "subject");
  make_scale(arm, "arm");
  make_scale(time, "time");
  describe(subject, "1", "number of the subject");
  describe(arm, "1", "arm of the study");
  describe(time, "h", "time; zero is the end of `before`");

  const Handle finished = create_dataset<std::uint8_t>(file, "finished", {dims[0]}, storage);
  attach_scales(finished, {&subject});
  describe(finished, "1", "1 once the subject's record is complete");
  for (const SeriesDescription& series : run.series) {
    const Handle made = create_dataset<double>(file, series.id, dims, storage);
    attach_scales(made, {&subject, &arm, &time});
    describe(made, series.unit, series.long_name);
  }
  lay_out_biopsies(file, run.biopsies, dims[0], dims[1], subject, arm, storage);
  if (!run.snapshot_subjects.empty()) create_group(file, "snapshots");
}

std::vector<std::string> subject_datasets(const RunDescription& run) {
  std::vector<std::string> paths;
  for (const SeriesDescription& series : run.series) paths.push_back(series.id);
  if (run.biopsies.samples.empty()) return paths;
  paths.push_back("biopsies/time_h");
  for (const BiopsiedObservable& observable : run.biopsies.observables) {
    paths.push_back("biopsies/" + observable.id + "_true");
    paths.push_back("biopsies/" + sampling_dataset(observable));
    paths.push_back("biopsies/" + observable.id + "_measured");
  }
  return paths;
}

void describe(hid_t dataset, const std::string& unit, const std::string& long_name) {
  write_attribute(dataset, "units", unit);
  write_attribute(dataset, "long_name", long_name);
}

SeriesDescription read_description(hid_t group, const std::string& name) {
  const Handle dataset = open_dataset(group, name);
  return {name, read_text_attribute(dataset, "units"), read_text_attribute(dataset, "long_name")};
}

Handle open_results(const std::filesystem::path& path) {
  const std::string expected = "; expected a results file of this program, NAME.h5 or NAME.h5.part";
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (!std::filesystem::exists(status)) throw Hdf5Error("no such file" + expected);
  if (std::filesystem::is_directory(status)) throw Hdf5Error("this is a folder" + expected);
  if (H5Fis_hdf5(path.c_str()) <= 0) throw Hdf5Error("not an HDF5 file, or not a readable one" + expected);
  Handle file = open_file(path, Open::to_read);
  if (H5Aexists(file, "Conventions") <= 0) throw Hdf5Error("not a results file" + expected);
  if (const std::string says = read_text_attribute(file, "Conventions"); says != kConventions) {
    throw Hdf5Error("not a results file (it follows '" + says + "', not '" + kConventions + "')" + expected);
  }
  return file;
}

std::string sampling_dataset(const BiopsiedObservable& observable) {
  return observable.id + (observable.cells ? "_counted" : "_fibre_sd");
}

std::string subject_group(int subject_number) { return "subject_" + std::to_string(subject_number); }

}  // namespace knead
