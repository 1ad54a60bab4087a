#pragma once
// The small study well mixed, and questions about it.

#include "sim/sensitivity/question.hpp"
#include "tests/experiment/small_study.hpp"

namespace knead::test {

inline Study mixed_study() {
  Study study = small_study();
  study.tissue.kind = Tissue::Kind::well_mixed;
  return study;
}

/// What is asked of its massaged leg.
inline SensitivityWords words_about(const std::vector<std::string>& parameters) {
  SensitivityWords words;
  words.arm = "massage";
  words.outcomes = {"soreness.peak", "lactate.end"};
  words.parameters = parameters;
  words.rows = 4;
  return words;
}

inline SensitivityQuestion question_of(const Study& study, const SensitivityWords& words) {
  return read_question(study, words, "no such table");
}

}  // namespace knead::test
