#pragma once
// One value of a study's tree that something other than its file gives: `--set path.to.key=value`, or a sweep.

#include <string>

#include "sim/config/yaml_tree.hpp"

namespace knead {

struct Setting {
  std::string path;  ///< as in "arms.massage.0.massage.start"
  YamlNode value;
  Origin origin;  ///< of the setting itself: errors of its path say this place
};

/// "path=value" from the command line. Throws ConfigError whose place is "--set path=value".
Setting parse_setting(const std::string& text);

/// The last key of a path, as in `start`: for a parameter its whole name, for an item of a list the whole path.
std::string last_key(const std::string& path);

/// Changes or adds the value at the path. Maps on the way are added where they are missing; an item of a list must be
/// there. Throws ConfigError at the setting's place.
void apply_setting(YamlNode& study, const Setting& setting);

}  // namespace knead
