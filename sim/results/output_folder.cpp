#include "sim/results/output_folder.hpp"

#include <fmt/format.h>

#include <system_error>

#include "sim/results/results_file.hpp"

namespace knead {

void make_output_folder(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure)
    throw ResultsError(fmt::format("{}: error: cannot make this folder ({})", folder.string(), failure.message()));
}

}  // namespace knead
