#pragma once
// Which parameters are varied: by name, by module, all, or those that a table of calibration estimates.

#include <cstddef>
#include <string>
#include <vector>

namespace knead {

struct ParameterChoice {
  std::vector<std::size_t> chosen;  ///< positions in all_parameters(), ascending
  std::vector<std::size_t> held;    ///< would have been, but all points share one table of the limb, which holds them
};

/// @param words "module.symbol", "module" or "all"; a module's parameters are those whose prior is not fixed
/// Throws ConfigError with the nearest name, and for a single parameter that cannot be varied.
ParameterChoice choose_parameters(const std::vector<std::string>& words);

/// Those with `estimate` 1 in a table with the columns parameterId and estimate. What is no parameter of the model, or
/// has a fixed prior, is passed over. Throws ConfigError if there is no such table.
ParameterChoice estimated_parameters(const std::string& path);

/// Whether the shared table of the limb leaves a parameter at the study's value.
bool held_by_limb_table(std::size_t parameter);

}  // namespace knead
