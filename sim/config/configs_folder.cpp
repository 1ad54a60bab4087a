#include "sim/config/configs_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

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

std::string find_named(const NamedFile& kind, const std::string& name, const std::string& study_path,
                       const Origin& origin) {
  namespace fs = std::filesystem;
  const auto beside = fs::path(study_path).parent_path() / (name + kind.extension);
  if (fs::is_regular_file(beside)) return beside.string();
  const auto folder = fs::path(configs_folder()) / kind.folder;
  const auto installed = folder / (name + kind.extension);
  if (fs::is_regular_file(installed)) return installed.string();
  std::vector<std::string> names;
  if (fs::is_directory(folder)) {
    for (const auto& file : fs::directory_iterator(folder))
      if (file.path().extension() == kind.extension) names.push_back(file.path().stem().string());
    std::erase_if(names, [](const std::string& stem) { return stem.find('.') != std::string::npos; });
    std::sort(names.begin(), names.end());
  }
  throw ConfigError(origin, fmt::format("no {} '{}' (looked for {} and {}){}", kind.what, name, beside.string(),
                                        installed.string(), did_you_mean(name, names)));
}

}  // namespace knead
