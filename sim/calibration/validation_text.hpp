#pragma once
// A validation as tables for a terminal, and as a table for other programs.

#include <string>

#include "sim/calibration/validate.hpp"

namespace knead {

/// One line a row, a heading a study and condition; then the counts: of rows fitted and as fitted, of rows with their
/// study left out, and of treated rows under the posterior of exercise alone.
std::string format(const std::vector<ValidatedRow>& rows, const std::string& title);

/// study, study_file, observable, condition, time_h, fitted, verdict, left_out, left_out_effective, exercise_only,
/// median, low, high: tab-separated, times as in the measurement table.
std::string tsv_of(const std::vector<ValidatedRow>& rows);

}  // namespace knead
