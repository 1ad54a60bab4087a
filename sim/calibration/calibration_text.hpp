#pragma once
// A finished calibration in words and tables, for a terminal and for its report.

#include <string>

#include "sim/calibration/calibrate.hpp"

namespace knead {

/// The whole report, in Markdown.
std::string report_of(const Problem& problem, const CalibrationResult& result);

}  // namespace knead
