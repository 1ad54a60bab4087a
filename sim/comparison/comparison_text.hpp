#pragma once
// A comparison as plain text for a terminal.

#include <string>
#include <vector>

#include "sim/comparison/comparison.hpp"
#include "sim/inference/measurement_table.hpp"

namespace knead {

/// What is compared and its caveats, then a block an outcome: of each option its sessions, median, paired difference
/// with its 95 % interval and the share of subjects in whom it is best; what the model says in words, and what was
/// measured. Of more than 30 candidates the best ten stand there. Numbers have three digits.
std::string format(const Comparison& comparison, const std::vector<Measurement>& measurements);

}  // namespace knead
