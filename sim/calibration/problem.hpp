#pragma once
// A calibration with everything its file names, read and checked.

#include <map>
#include <string>
#include <vector>

#include "sim/calibration/calibration.hpp"
#include "sim/calibration/coordinates.hpp"
#include "sim/calibration/problem_tables.hpp"
#include "sim/config/study.hpp"
#include "sim/inference/measurement_table.hpp"

namespace knead {

struct Problem {
  Calibration settings;
  std::vector<Study> studies;     ///< without posterior
  std::vector<Measurement> rows;  ///< to be fitted, that these studies model
  std::vector<Condition> conditions;
  Coordinates coordinates{{}};  ///< the free ones first
  std::size_t free = 0;
  std::map<std::string, LikelihoodOptions> likelihood;  ///< by observable, where the table says so
  std::string identity;                                 ///< all that its answers follow from

  /// A row of a treated leg is left out of an exercise-only fit.
  bool is_treated(const Measurement& row) const { return find_condition(conditions, row)->treated(); }

  /// Of the likelihood, for a row.
  LikelihoodOptions likelihood_of(const Measurement& row) const;
};

/// Throws ConfigError at the first mistake in any of its files.
Problem read_problem(const std::string& path);

}  // namespace knead
