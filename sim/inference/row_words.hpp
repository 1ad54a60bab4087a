#pragma once
// A row of the measurement table and what the model says to it, in a few words for a cell of a table.

#include <string>

#include "sim/inference/agreement.hpp"

namespace knead {

/// "0.45 h", "3 d", "peak", or nothing for an outcome of the whole run.
std::string time_of(const Measurement& row);

/// "sign +1", "ratio 0.33", "fold >= 10".
std::string measured_of(const Measurement& row);

/// "0.62x (0.48 to 0.80)": x after a ratio, % after a change, nothing after a level or a difference of scores.
std::string contrast_of(const RowVerdict& verdict);

}  // namespace knead
