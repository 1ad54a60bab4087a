#pragma once
// A state on disk, bit for bit: named arrays, whatever they mean.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sim/results/results_file.hpp"

namespace knead {

/// Everything that must survive a restart, under names of the caller's choice (without `/`). A scalar is an array of
/// one.
struct Checkpoint {
  std::map<std::string, std::vector<double>> reals;
  std::map<std::string, std::vector<std::int64_t>> integers;
  std::map<std::string, std::string> texts;
};

/// Writes a checkpoint so that `path` holds either the old one or the new one, never half of one. Throws ResultsError.
void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint);

/// Reads a checkpoint back, every bit as written: NaN payloads, signed zeros and denormals too. Throws ResultsError if
/// the file is missing, damaged, or no checkpoint.
Checkpoint read_checkpoint(const std::filesystem::path& path);

}  // namespace knead
