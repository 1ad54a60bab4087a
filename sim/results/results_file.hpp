#pragma once
// What a results file holds, as plain data. README.md beside this file describes the file itself.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace knead {

/// A results file that cannot be read or written, in one line for the user: `file: error: problem (why); expected`.
struct ResultsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An observable or a state: its id (letters, digits and `_`, starting with a letter), its unit and what it is.
struct SeriesDescription {
  std::string id, unit, long_name;
  bool operator==(const SeriesDescription&) const = default;
};

/// What a biopsy is read for. Cells are counted; of anything else it is known how much fibres differ.
struct BiopsiedObservable : SeriesDescription {
  bool cells = false;
  bool operator==(const BiopsiedObservable&) const = default;
};

/// The biopsies that a study takes: one named sample a visit, the same observables in each.
struct BiopsyDescription {
  std::vector<std::string> samples;  ///< as in `baseline`, `2.5 h`; empty if the study takes none
  std::vector<BiopsiedObservable> observables;
  bool operator==(const BiopsyDescription&) const = default;
};

/// All that is known of a run before its first subject. A function of the resolved config and the version alone.
struct RunDescription {
  std::string study, about, version;
  std::string config;  ///< the resolved YAML
  std::uint64_t seed = 0;
  std::vector<std::string> arms;
  std::vector<int> subjects;   ///< their numbers, as in 1, 2, 3
  std::vector<double> time_h;  ///< of every series; zero at the end of `before`
  std::vector<SeriesDescription> series;
  BiopsyDescription biopsies;
  std::vector<int> snapshot_subjects;  ///< numbers of the subjects whose space is kept
  bool operator==(const RunDescription&) const = default;
};

/// One subject's numbers. NaN where there is none.
struct SubjectRecord {
  std::vector<std::vector<double>> series;       ///< series s at [s][arm * times + time]
  std::vector<double> biopsy_time_h;             ///< [arm * samples + sample]
  std::vector<std::vector<double>> biopsy_true;  ///< observable o at [o][arm * samples + sample]
  /// The same: what the error of sampling follows from, the standard deviation between the fibres' means, or of cells
  /// the expected number in the block.
  std::vector<std::vector<double>> biopsy_sampling;
  std::vector<std::vector<double>> biopsy_measured;  ///< the same, as the laboratory reports it
};

/// Everything that may differ between two equal runs.
struct Provenance {
  double wall_time_s = 0;
  int threads = 1;
  std::string host, path, date;
};

}  // namespace knead
