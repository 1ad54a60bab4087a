#pragma once
// A comparison as CSV and JSON, for other programs.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/comparison/comparison.hpp"

namespace knead {

/// One row an option and outcome, the reference of each group first. Fields that hold a comma, quote or line end are
/// quoted; a number that is none is empty; numbers have all their digits.
std::string csv_of(const Comparison& comparison);

/// The same, nested, with the plain-language lines. A number that is none is null.
std::string json_of(const Comparison& comparison, const std::vector<std::string>& lines);

/// Writes each text to its path, all of them or none. Throws ResultsError for a path that cannot be written.
void write_files(const std::vector<std::pair<std::filesystem::path, std::string>>& texts);

}  // namespace knead
