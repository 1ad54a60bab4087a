#pragma once
// Which posteriors the subjects of a results file had their parameters from, read off its resolved text alone: the
// posterior's own file may have changed since, or be gone.

#include <string>
#include <vector>

namespace knead {

/// "NAME CHECKSUM" of a run, or "none": what tells whether two runs have the same people.
std::string posterior_of_run(const std::string& config);

/// The names in a run or in the points of a sweep, each once, ascending; of what has none the word "none".
std::vector<std::string> posterior_names(const std::string& config);

}  // namespace knead
