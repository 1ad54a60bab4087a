#pragma once
// `--set path.to.key=value`: one value of a study's tree, changed on the command line.

#include <string>

#include "sim/config/yaml_tree.hpp"

namespace knead {

/// Changes or adds the value at the path. Maps on the way are added where they are missing; an item of a list must be
/// there. Throws ConfigError whose place is "--set path=value".
void apply_setting(YamlNode& study, const std::string& setting);

}  // namespace knead
