#pragma once
// Where bodies and stroke types are looked up.

#include <string>

namespace knead {

/// $KNEAD_CONFIGS if it is set, else the folder `configs` of the source or of the installation. Throws ConfigError if
/// there is none.
std::string configs_folder();

}  // namespace knead
