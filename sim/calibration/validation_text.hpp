#pragma once
// A validation as tables for a terminal, and as a table for other programs.

#include <string>

#include "sim/calibration/validate.hpp"

namespace knead {

/// One line a row, a heading a study and condition; then the counts: of rows fitted and as fitted, of rows with their
/// study left out, of rows under the posterior of exercise alone, and of draws that were dropped. Plain text, about 125
/// columns wide.
std::string format(const std::vector<ValidatedRow>& rows, const std::string& title);

/// The columns of a row's key, as in the measurement table, then fitted, verdict, left_out, left_out_effective,
/// exercise_only, median, low, high; tab-separated.
std::string tsv_of(const std::vector<ValidatedRow>& rows);

}  // namespace knead
