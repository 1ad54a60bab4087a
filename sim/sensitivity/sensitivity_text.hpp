#pragma once
// Sensitivities for a terminal and for other programs.

#include <string>
#include <vector>

#include "sim/sensitivity/sensitivity.hpp"

namespace knead {

/// A table an outcome, largest total index first, and in words what it does and does not say.
std::string format(const Sensitivity& sensitivity);

/// What an outcome's indices say, a line each.
std::vector<std::string> words_of(const Sensitivity& sensitivity, std::size_t outcome);

/// One row an outcome and parameter, in the order of the question, every number with all its digits.
std::string tsv_of(const Sensitivity& sensitivity);

}  // namespace knead
