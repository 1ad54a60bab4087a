#pragma once
// The points and arms of a sweep as things to compare.

#include <string>
#include <vector>

#include "sim/comparison/comparison.hpp"
#include "sim/results/sweep_file.hpp"

namespace knead {

/// Points that differ only in this axis are the same, lived by other people.
inline constexpr const char* replicate_axis = "replicate";

/// What a sweep has given.
struct SweepNumbers {
  std::vector<bool> finished;  ///< [point * subjects + subject]
  std::vector<Outcome> outcomes;
  std::vector<double> values;  ///< [((point * subjects + subject) * arms + arm) * outcomes + outcome]
};

/// Each point's arms against the reference arm of that point: `against`, else the sweep's own, else the first arm that
/// is nowhere treated, else the first. In a sweep of one arm each point against the point of the label `against`, else
/// the first. Replicates are pooled; points of which some subject is not finished are left out. `file` is named in
/// errors. Throws ResultsError where no point is finished or only one option is left, ConfigError for an unknown
/// reference.
OptionTable options_of(const SweepDescription& sweep, const SweepNumbers& numbers, const std::string& against,
                       const std::string& file);

}  // namespace knead
