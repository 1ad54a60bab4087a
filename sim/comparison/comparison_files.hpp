#pragma once
// A comparison as CSV and JSON, for other programs.

#include <string>
#include <vector>

#include "sim/comparison/comparison.hpp"

namespace knead {

/// One row an option and outcome, the reference of each group first. Fields that hold a comma, quote or line end are
/// quoted; a number that is none is empty; numbers have all their digits.
std::string csv_of(const Comparison& comparison);

/// The same, nested, with the plain-language lines. A number that is none is null.
std::string json_of(const Comparison& comparison, const std::vector<std::string>& lines);

}  // namespace knead
