#pragma once
// The skeleton of a results file: everything of README.md that is known before the first subject.

#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/results_file.hpp"

namespace knead {

/// Throws std::invalid_argument if a name could not stand in the file or stands for two things.
void validate(const RunDescription& description);

/// Fills an empty file: attributes, dimension scales, and the subjects' datasets, all of them still NaN.
void lay_out(hid_t file, const RunDescription& description, Storage storage);

/// Paths of the float64 datasets whose first dimension is the subject, in the order of their making.
std::vector<std::string> subject_datasets(const RunDescription& description);

/// Writes the attributes `units` and `long_name`.
void describe(hid_t dataset, const std::string& unit, const std::string& long_name);

/// Reads them back. Throws Hdf5Error if there is no such dataset or it lacks them.
SeriesDescription read_description(hid_t group, const std::string& name);

/// Opens a results file to read. Throws Hdf5Error if there is none, or if the file is damaged or another's.
Handle open_results(const std::filesystem::path& path);

/// Name of the dataset, in `biopsies`, of what an observable's sampling error follows from.
std::string sampling_dataset(const BiopsiedObservable& observable);

/// Name of a subject's group in `snapshots`.
std::string subject_group(int subject_number);

}  // namespace knead
