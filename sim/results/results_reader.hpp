#pragma once
// Reads a results file back, finished or not.

#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/hdf5_handle.hpp"
#include "sim/results/results_file.hpp"

namespace knead {

/// One observable of the biopsies, each array at [(subject * arms + arm) * samples + sample]; `sampling` as in
/// SubjectRecord.
struct BiopsyTable {
  std::vector<double> time_h, true_value, sampling, measured;
};

/// True if the file begins as HDF5 files do; false for any other file and for none.
bool is_hdf5(const std::filesystem::path& path);

/// An open results file: `NAME.h5`, or the `NAME.h5.part` of a run that is under way or was killed.
class ResultsReader {
 public:
  /// Throws ResultsError if the file is missing, damaged, or not a results file of this program.
  explicit ResultsReader(std::filesystem::path path);
  ResultsReader(ResultsReader&&) = default;
  ~ResultsReader();

  const RunDescription& description() const { return description_; }

  /// True for each subject whose record is complete, in the order of description().subjects.
  std::vector<bool> finished() const;

  /// A series by its id, at [(subject * arms + arm) * times + time]. Throws ResultsError if there is none.
  std::vector<double> series(const std::string& id) const;

  /// The biopsies' values of an observable by its id. Throws ResultsError if there is none.
  BiopsyTable biopsies(const std::string& id) const;

 private:
  std::filesystem::path path_;
  Handle file_;
  RunDescription description_;
};

}  // namespace knead
