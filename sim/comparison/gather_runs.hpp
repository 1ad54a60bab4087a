#pragma once
// The arms of one study, from its results files, as things to compare.

#include <filesystem>
#include <vector>

#include "sim/comparison/comparison.hpp"
#include "sim/comparison/question.hpp"

namespace knead {

/// The arms of results files of one study, over the subjects that are finished in all of them. Arms of several files
/// are labelled file:arm; one that has the same bits in several keeps its name and appears once. The reference is the
/// question's, else the arm that a row of the study names second, else the first that is not treated, else the first.
/// Throws ResultsError for files that cannot be read, that differ in study, seed, subjects or times, or that do not
/// hold an outcome's observable; ConfigError for the question.
OptionTable gather_runs(const std::vector<std::filesystem::path>& files, const Question& question);

}  // namespace knead
