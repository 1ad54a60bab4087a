#pragma once
// Which posterior a study has, and which of its parameters are in force.

#include <optional>
#include <string>

#include "sim/config/setting.hpp"
#include "sim/config/study.hpp"

namespace knead {

/// Whether the study itself sets a parameter (module.symbol), so that no draw replaces it.
bool is_set(const Study& study, const std::string& parameter);

/// Reads the posterior that a study's key `posterior` names (null: none), beside the study or in configs/posterior.
/// What the study's `parameters` set is taken out of it; what is left gets the posterior as its origin. Throws
/// ConfigError: for an unknown name with the nearest, and where a resolved study was made with other draws than the
/// file has now.
void give_posterior(Study& study, const YamlNode* said, const std::string& study_path);

/// How the command line chooses a posterior: the name that was asked for, whatever the study says; else `calibrated`,
/// once configs/posterior has it, for a study that says nothing.
std::optional<Setting> posterior_setting(const std::string& asked);

}  // namespace knead
