#include "sim/results/text_files.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "sim/results/results_file.hpp"

namespace knead {

namespace {

std::filesystem::path part_of(const std::filesystem::path& path) { return path.string() + ".part"; }

void remove_parts(const std::vector<std::pair<std::filesystem::path, std::string>>& texts) {
  std::error_code ignored;
  for (const auto& [path, text] : texts) std::filesystem::remove(part_of(path), ignored);
}

}  // namespace

void write_files(const std::vector<std::pair<std::filesystem::path, std::string>>& texts) {
  const auto refuse = [&](const std::filesystem::path& path, const std::string& why) {
    remove_parts(texts);
    throw ResultsError(fmt::format("{}: error: cannot be written ({})", path.string(), why));
  };
  for (const auto& [path, text] : texts) {
    if (std::filesystem::is_directory(path)) refuse(path, "it is a folder");
    std::ofstream out(part_of(path), std::ios::binary);
    out << text;
    out.close();
    if (!out) refuse(path, std::strerror(errno));
  }
  for (const auto& [path, text] : texts) {
    std::error_code error;
    std::filesystem::rename(part_of(path), path, error);
    if (error) refuse(path, error.message());
  }
}

}  // namespace knead
