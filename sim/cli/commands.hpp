#pragma once
// The commands of `knead`, one a file. Each function adds its command to the program; what the command does runs when
// the command line has been read, and throws what it cannot do: ConfigError ends the program with 2.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "sim/config/study.hpp"

namespace knead {

void add_run(CLI::App& program);
void add_sweep(CLI::App& program);
void add_merge(CLI::App& program);
void add_check(CLI::App& program);
void add_compare(CLI::App& program);
void add_sensitivity(CLI::App& program);
void add_parameters(CLI::App& program);
void add_version(CLI::App& program);

/// The study in a YAML file, or the one that a results file keeps. Throws ConfigError and ResultsError.
Study study_of(const std::string& file, const std::vector<std::string>& settings);

/// `--set path.to.key=value`, any number of times.
void add_set_option(CLI::App& command, std::vector<std::string>& settings);

}  // namespace knead
