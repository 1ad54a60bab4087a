#pragma once
// A design as its file says it: what is asked, and what could be measured to know it better.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/posterior.hpp"
#include "sim/config/setting.hpp"
#include "sim/config/study.hpp"
#include "sim/experiment/outcome.hpp"
#include "sim/inference/measurement_table.hpp"
#include "sim/inference/row_likelihood.hpp"

namespace knead {

/// One of the possibilities that a choice is between.
struct DesignOption {
  std::string label;  ///< "start=2 h"
  std::vector<Setting> settings;
};

struct DesignQuestion {
  enum class Kind {
    difference,  ///< of an outcome between two arms, or the outcome itself
    share,       ///< of the change of an outcome from rest that is gone when some parameters have other values
    choice,      ///< which option has the best outcome
  };

  std::string name;
  Kind kind = Kind::difference;
  Outcome outcome;
  std::string arm, against;           ///< against: empty for the outcome itself
  Traits parameters;                  ///< of a share: the other values
  std::vector<DesignOption> options;  ///< of a choice

  /// Of the answer: the outcome's, or %.
  std::string unit() const;
};

/// A measurement that could be made.
struct DesignCandidate {
  std::string name, observable, arm;
  std::string against;  ///< another arm, `baseline`, or nothing for the level
  double at_s = 0;      ///< from the end of the arm's first bout
  int people = 0;

  /// As a row of a measurement table; without what was measured.
  Measurement measurement() const;
  /// "p65_nuclear of massage against rest, 2.6 h, 11 people".
  std::string words() const;
};

struct MeasurementDesign {
  std::string name, about;
  std::uint64_t seed = 1;
  std::string posterior_name;
  std::string study_path;
  int people = 2;            ///< simulated a draw
  double discrepancy = 0.1;  ///< of the model from any measurement: SD, of a logarithm, of a score over 10, or a share
  std::map<std::string, LikelihoodOptions> noise;  ///< of the observables that a calibration's table has
  std::vector<DesignQuestion> questions;
  std::vector<DesignCandidate> candidates;
  Study study;                         ///< well mixed, samples at every candidate's time after one at baseline
  std::vector<std::size_t> sample_of;  ///< one a candidate: its sample in that study
  /// One a choice's option, in the order of questions: the study with its settings, of the question's arm alone.
  std::vector<Study> option_studies;
  Posterior posterior;
  std::string text;  ///< of the file, for identity

  /// How far the model may be from a measurement of this observable.
  double discrepancy_of(const std::string& observable) const;
};

/// Reads a design, its study and its posterior.
/// @param posterior in place of the one that the file names; empty: that one
/// @throws ConfigError "file:line:column: error: ..." at the first mistake
MeasurementDesign read_design(const std::string& path, const std::string& posterior = {});

}  // namespace knead
