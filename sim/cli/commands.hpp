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
void add_design(CLI::App& program);
void add_parameters(CLI::App& program);
void add_calibrate(CLI::App& program);
void add_validate(CLI::App& program);
void add_version(CLI::App& program);

/// How the command line changes a study.
struct StudyOptions {
  std::vector<std::string> settings;  ///< `--set`
  std::string posterior;              ///< `--posterior`; empty if not said
};

/// The study in a YAML file, or the one that a results file keeps, with its posterior: the one asked for, else the
/// study's own, else `calibrated` once there is one. Throws ConfigError and ResultsError.
Study study_of(const std::string& file, const StudyOptions& options);

/// Throws where this process is one of several that could not know of each other: started by mpirun, but built without
/// MPI. `otherwise` is what could be done in place of a new build.
void expect_ranks_to_meet(const std::string& command, const std::string& otherwise = "");

/// `--set path.to.key=value`, any number of times.
void add_set_option(CLI::App& command, std::vector<std::string>& settings);

/// That, and `--posterior NAME`.
void add_study_options(CLI::App& command, StudyOptions& options);

}  // namespace knead
