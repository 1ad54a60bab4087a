#pragma once
// What is asked: of which legs, which outcomes, over which parameters, and how carefully.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/outcome.hpp"
#include "sim/sensitivity/parameter_choice.hpp"

namespace knead {

/// As the user writes it.
struct SensitivityWords {
  std::string arm, against;           ///< names; no arm: the study's only one
  std::vector<std::string> outcomes;  ///< "ID.REDUCER"; none: the usual ones
  std::vector<std::string> parameters;
  std::size_t rows = 128;
  std::optional<std::uint64_t> seed = {};  ///< the study's if not said
  bool study_tissue = false;               ///< in the study's own tissue, where a block is otherwise well mixed
};

struct SensitivityQuestion {
  std::size_t arm = 0;
  std::optional<std::size_t> against = {};  ///< the outcomes are differences from this arm
  std::vector<Outcome> outcomes;
  ParameterChoice parameters;
  std::size_t rows = 0;  ///< of Saltelli's design, in which each parameter and two more take a simulation
  std::uint64_t seed = 0;
  bool study_tissue = false;

  std::size_t points() const { return rows * (parameters.chosen.size() + 2); }
};

/// @param estimated_table what is varied where no parameter is named: see estimated_parameters
/// Throws ConfigError.
SensitivityQuestion read_question(const Study& study, const SensitivityWords& words,
                                  const std::string& estimated_table);

/// All of it in a text: equal questions of one study have equal texts.
std::string text_of(const SensitivityQuestion& question);

}  // namespace knead
