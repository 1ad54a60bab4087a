#pragma once
// From a study file to a checked Study. Everything that can be known to be wrong before a run is found here.

#include <optional>
#include <string>
#include <vector>

#include "sim/config/setting.hpp"
#include "sim/config/study.hpp"

namespace knead {

/// Reads a study: its values override those of its body (looked up beside it, then in the configs), which override the
/// defaults. Each setting "path.to.key=value" overrides the study; an item of a list is named by its number from 0, as
/// in "arms.massage.0.massage.start=1 h". A study has the posterior that it names; another way to choose one is
/// `posterior` (posterior_setting in study_posterior.hpp). Throws ConfigError.
Study read_study(const std::string& path, const std::vector<std::string>& settings = {},
                 const std::optional<Setting>& posterior = {});

/// The same for a text; errors name its place in `name`.
Study read_study_text(const std::string& text, const std::string& name, const std::vector<std::string>& settings = {},
                      const std::optional<Setting>& posterior = {});

/// The same for a tree that has been read; `path` is the file it came from, beside which its body is looked up.
Study study_of_tree(YamlNode tree, const std::string& path);

/// Applies settings to a study's tree, in order: after the posterior that was asked for, and before the one that a
/// study has unless it says otherwise.
void change_study(YamlNode& tree, const std::vector<Setting>& settings, const std::optional<Setting>& posterior = {});
/// The same of settings as they are written.
void change_study(YamlNode& tree, const std::vector<std::string>& settings, const std::optional<Setting>& posterior);

/// Throws ConfigError at the place of `tissue.voxel` if it is larger than the largest voxel that resolves `species`.
void check_voxel(const Study& study, double largest_voxel_um, const std::string& species);

/// Where a value was set, or else the nearest of the maps around it.
Origin origin_of(const Study& study, const std::string& path);

}  // namespace knead
