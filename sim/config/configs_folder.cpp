#include "sim/config/configs_folder.hpp"

#include <cstdlib>
#include <filesystem>

#include "sim/config/origin.hpp"

namespace knead {

std::string configs_folder() {
  const char* named = std::getenv("KNEAD_CONFIGS");
  if (named && *named) {
    if (std::filesystem::is_directory(named)) return named;
    throw ConfigError("KNEAD_CONFIGS=" + std::string(named) + ": error: no such folder");
  }
  for (const char* folder : {KNEAD_CONFIGS_SOURCE, KNEAD_CONFIGS_INSTALLED}) {
    if (std::filesystem::is_directory(folder)) return folder;
  }
  throw ConfigError("error: no configs in " KNEAD_CONFIGS_SOURCE " or " KNEAD_CONFIGS_INSTALLED
                    "; expected KNEAD_CONFIGS to name their folder");
}

}  // namespace knead
