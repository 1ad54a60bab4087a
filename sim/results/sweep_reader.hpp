#pragma once
// Reads a sweep's results: NAME.h5 of `knead sweep` or `knead merge`, finished or not.

#include <cstdint>
#include <filesystem>
#include <vector>

#include "sim/results/hdf5_handle.hpp"
#include "sim/results/sweep_file.hpp"

namespace knead {

/// True if the file is an HDF5 file that says it holds a sweep.
bool is_sweep(const std::filesystem::path& path);

class SweepReader {
 public:
  /// Throws ResultsError if the file is missing, damaged, or not a sweep's.
  explicit SweepReader(std::filesystem::path path);
  SweepReader(SweepReader&&) = default;
  ~SweepReader();

  const SweepDescription& description() const { return description_; }

  /// At [point * subjects + subject]: true once that record is complete.
  std::vector<bool> finished() const;

  /// Every outcome, at [((point * subjects + subject) * arms + arm) * outcomes + outcome]; NaN where unfinished.
  std::vector<double> outcomes() const;

  /// A series of one point by its id, at [(subject * arms + arm) * times + time]. Throws ResultsError if there is none.
  std::vector<double> series(const std::string& id, std::size_t point) const;

 private:
  std::filesystem::path path_;
  Handle file_;
  SweepDescription description_;
};

}  // namespace knead
