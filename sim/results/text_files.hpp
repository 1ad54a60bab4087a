#pragma once
// Texts written whole or not at all.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace knead {

/// Writes each text to its path, all of them or none. Throws ResultsError for a path that cannot be written.
void write_files(const std::vector<std::pair<std::filesystem::path, std::string>>& texts);

}  // namespace knead
