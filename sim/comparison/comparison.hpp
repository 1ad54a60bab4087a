#pragma once
// Which of several things to do with a leg is best for what, in one person after another: medians, paired differences
// to a reference, and in how many people each is best.

#include <limits>
#include <string>
#include <vector>

#include "sim/experiment/outcome.hpp"
#include "sim/results/sweep_file.hpp"

namespace knead {

/// One thing that could be done: an arm, in a sweep at one of its points.
struct Option {
  std::string label;           ///< unlike that of any other
  std::size_t point = 0;       ///< in the sweep's order; of pooled replicates the first
  std::string arm;             ///< of several files with the file's name
  std::vector<SweepValue> at;  ///< one an axis of the table
  Dose dose;
  std::vector<std::vector<double>> values;  ///< [outcome][subject]; NaN where a subject does not reach it
  std::size_t against = 0;                  ///< of a candidate: position of its reference
};

/// All that is compared. Subject s of a candidate and of its reference is the same person, hurt in the same way.
struct OptionTable {
  std::string name;  ///< of the study or the sweep
  bool sweep = false;
  std::vector<SweepAxis> axes;
  std::vector<Outcome> outcomes;
  std::string reference;           ///< what candidates are compared with, in a word
  std::vector<Option> references;  ///< one; in a sweep with several arms one a point
  std::vector<Option> candidates;
  std::vector<std::string> notes;  ///< what was left out of what was found
  /// Names of the posteriors of which each subject had a draw; "none" stands for options whose subjects had none.
  std::vector<std::string> posteriors = {"none"};

  std::size_t subjects() const { return references.front().values.front().size(); }
};

/// An outcome of an option over the subjects.
struct Estimate {
  int n = 0;                                                 ///< subjects
  int reached = 0;                                           ///< of them with a value
  double median = std::numeric_limits<double>::quiet_NaN();  ///< over those
  /// To the reference, over the subjects with both values: median, 2.5 and 97.5 percentiles, linear between subjects.
  /// NaN of the reference itself, and where there is no such subject.
  double difference = median, low = median, high = median;
  double reference_median = median;  ///< of the reference
  /// Share of subjects in whom it gains most over its reference, whose own gain is 0; ties are split evenly. An option
  /// without a value is never best, one with a value gains more than any other where its reference has none.
  double best = 0;
  bool operator==(const Estimate&) const = default;
};

/// Options among which the best is looked for.
struct OptionGroup {
  /// What they have in common and the other groups have not: "contractions=30, 4 sessions"; empty of the only group.
  std::string title;
  std::vector<std::size_t> candidates;           ///< positions in the table
  std::size_t shown_reference = 0;               ///< the first of its candidates' references
  std::vector<Estimate> reference;               ///< [outcome]; medians of that one
  std::vector<std::vector<Estimate>> estimates;  ///< [candidate of the group][outcome]
};

struct Comparison {
  OptionTable table;
  /// Options whose references are alike; with equal sessions those of as many. In the order of the references, then
  /// by sessions.
  std::vector<OptionGroup> groups;
};

/// References are alike while their outcomes differ by less than this share in every person: about what a run is good
/// to.
inline constexpr double slight_difference = 0.01;

/// "1 session", "4 sessions".
std::string count_of_sessions(int sessions);

/// Compares each candidate of a table (at least one) with its reference.
Comparison compare(OptionTable table, bool equal_sessions);

/// The candidates of a group by an outcome, best first: by how many subjects reach it, then by the median difference,
/// then by the share of subjects in whom they are best. Positions in group.candidates.
std::vector<std::size_t> ranking(const OptionGroup& group, const Outcome& outcome, std::size_t outcome_index);

}  // namespace knead
