#pragma once
// What a design found, for a terminal and as a table of tab-separated columns.

#include <string>
#include <vector>

#include "sim/design/rank_candidates.hpp"

namespace knead {

/// A table a question, and in words what it says and does not say.
std::string format(const MeasurementDesign& design, const std::vector<QuestionResult>& results);

/// A line for each question and candidate.
std::string tsv_of(const MeasurementDesign& design, const std::vector<QuestionResult>& results);

}  // namespace knead
