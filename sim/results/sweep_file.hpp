#pragma once
// What a sweep's results hold, as plain data. README.md beside this file describes the files themselves.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/results_file.hpp"

namespace knead {

/// What varies: a path of the study, or a name under which several values change together.
struct SweepAxis {
  std::string name;  ///< the last key of its path, as in `start`; the whole path where two would share that
  std::string unit;  ///< of every value, where all are numbers: as written, "1" for none; empty for words
  bool operator==(const SweepAxis&) const = default;
};

/// Where a point lies on one axis.
struct SweepValue {
  std::string label;             ///< as written: "2 h", "daily"
  std::optional<double> number;  ///< in the axis's unit; none for words
  bool operator==(const SweepValue&) const = default;
};

/// One axis of the design, with a value a point.
struct SweepColumn {
  std::string name, unit;           ///< the unit of the numbers; empty for words
  std::vector<std::string> labels;  ///< as written: "2 h", "daily"
  std::vector<double> numbers;      ///< in the unit; empty for words
  bool operator==(const SweepColumn&) const = default;
};

/// All that is known of a sweep before its first run.
struct SweepDescription {
  std::string sweep, about, version;
  std::string config;                ///< Sweep::resolved()
  std::vector<std::string> points;   ///< label of each
  std::vector<SweepColumn> columns;  ///< the design table
  std::vector<std::uint64_t> seeds;  ///< of each point
  std::vector<std::string> arms;
  std::vector<int> subjects;  ///< their numbers
  std::vector<double> time_h;
  std::vector<SeriesDescription> series;    ///< none if only outcomes are kept
  std::vector<SeriesDescription> outcomes;  ///< id as written, "force.at(24 h)"
  std::string against;                      ///< the arm that others are compared with
  std::vector<int> sessions;                ///< treatments, at [point * arms + arm]
  std::vector<double> treated_min;          ///< their minutes in all, the same
  std::vector<double> bout_end_h;           ///< of the first bout, at [(point * subjects + subject) * arms + arm]
  bool operator==(const SweepDescription&) const = default;

  /// Number of numbers of one subject at one point, of a series and of the outcomes.
  std::size_t series_size() const { return arms.size() * time_h.size(); }
  std::size_t outcomes_size() const { return arms.size() * outcomes.size(); }
};

/// What is not the same in two descriptions, as in "version was 0.1.0, is 0.2.0"; empty if they are equal.
std::string what_differs(const SweepDescription& was, const SweepDescription& is);

/// A part of a sweep that has a file of its own: some points of some subjects, both counted from 0.
struct Shard {
  int number = 0;  ///< from 0
  int first_point = 0, points = 0, first_subject = 0, subjects = 0;

  int records() const { return points * subjects; }
  bool operator==(const Shard&) const = default;
};

/// One subject at one point. NaN where there is none.
struct SweepRecord {
  std::vector<double> series;    ///< [(series * arms + arm) * times + time]; empty if only outcomes are kept
  std::vector<double> outcomes;  ///< [arm * outcomes + outcome]
};

}  // namespace knead
