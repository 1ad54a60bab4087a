#pragma once
// What a sweep's file holds, as things to compare.

#include <filesystem>

#include "sim/comparison/comparison.hpp"
#include "sim/comparison/question.hpp"

namespace knead {

/// The points and arms of a sweep (options_of). Its outcomes are the question's, else all that the file keeps; one that
/// it does not keep is made of the series where it keeps those. Throws ResultsError for a file that cannot be read or
/// that does not hold an outcome; ConfigError for the question.
OptionTable gather_sweep(const std::filesystem::path& file, const Question& question);

}  // namespace knead
