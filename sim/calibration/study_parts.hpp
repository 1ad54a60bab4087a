#pragma once
// A study as no more than its rows ask for: arms that no row compares part ways, and each is followed to its own last
// sample. Whoever wants the rows alone, thousands of times, need not wait nine days for a force at one.

#include <vector>

#include "sim/config/study.hpp"
#include "sim/inference/measurement_table.hpp"

namespace knead {

/// The rows that the study models, in their order, and which part answers each.
struct StudyParts {
  std::vector<Study> studies;
  std::vector<bool> has_peaks;  ///< one a study: whether it is asked for a peak
  std::vector<Measurement> rows;
  std::vector<std::size_t> part_of_row;
};

/// Arms that any row compares stay together, and with a blot's the control arm, of whose samples its background is a
/// share. Samples after a part's last are dropped, unless it is asked for a peak or a blot.
StudyParts parts_of(const Study& study, const std::vector<Measurement>& rows);

}  // namespace knead
