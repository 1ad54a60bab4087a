#pragma once
// What the user asks to be compared.

#include <string>
#include <vector>

#include "sim/experiment/outcome.hpp"

namespace knead {

struct Question {
  std::vector<std::string> outcomes;  ///< "ID.REDUCER"; empty: the usual ones that the file holds
  std::string against;                ///< label of the reference; empty: the one that suits
};

/// Its outcomes, each read as an `--outcome`. Throws ConfigError.
std::vector<Outcome> outcomes_of(const Question& question);

/// The position of the reference among labels. Throws ConfigError with the nearest where there is none of this name.
std::size_t reference_among(const std::vector<std::string>& labels, const std::string& against);

}  // namespace knead
