#pragma once

#include <filesystem>

namespace knead {

/// Makes the folder that a command writes into, if it is not there. Throws ResultsError.
void make_output_folder(const std::filesystem::path& folder);

}  // namespace knead
