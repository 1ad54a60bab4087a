#pragma once
// Draws of the model's parameters that agree with what was measured, from a file of configs/posterior.
//
// The file is text: lines "# key: value" (command, version, date-free facts of how it was made, `effective draws`), of
// which there is one "# fitted row: KEY" for every measured row that it was fitted to (sim/inference), then a table
// with tabs: a header "weight" and names of parameters, one draw a line, values in the unit of each parameter's
// declaration. Columns that begin with "log_likelihood." hold a draw's log likelihood of the rows of one study: by them
// a study can be left out afterwards. What says how a limb, a tissue or a laboratory is made belongs to a study and is
// no part of a posterior.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/parameters.hpp"

namespace knead {

struct Posterior {
  std::string name;                                 ///< of the file, without .tsv
  std::string path;                                 ///< where it was read; no part of what it is
  std::map<std::string, std::string> facts;         ///< of its other "# key: value" lines
  std::vector<std::string> fitted_rows;             ///< keys of the measured rows it was fitted to, in their order
  std::vector<std::size_t> positions;               ///< of its parameters in all_parameters()
  std::vector<std::vector<double>> values;          ///< [draw][parameter of positions]
  std::vector<double> weights;                      ///< of the draws, adding up to 1
  std::vector<std::string> studies;                 ///< whose rows were fitted
  std::vector<std::vector<double>> log_likelihood;  ///< [draw][study]
  std::string checksum;                             ///< FNV-1a of the file's bytes, 16 hexadecimal digits
  std::size_t draws() const { return values.size(); }
  bool operator==(const Posterior& other) const { return name == other.name && checksum == other.checksum; }
};

/// Whether a parameter says how a limb, a tissue or a laboratory is made, and so is no part of a posterior.
bool belongs_to_study(const Parameter& parameter);
inline constexpr const char* belongs_to_study_words =
    "belongs to the study (how a limb, a tissue or a laboratory is made is no part of a posterior)";

/// Throws ConfigError "FILE:LINE:COLUMN: error: ..." naming the column, at the first mistake: an unknown
/// parameter (with the nearest name), one that belongs to a study, a value that is no number or outside the parameter's
/// range, weights that are negative or all 0, a row of another length.
Posterior read_posterior(const std::string& path);

/// The same; a file that has been read already and has the same bytes still is not read again. From any thread.
std::shared_ptr<const Posterior> shared_posterior(const std::string& path);

/// The file's text: what read_posterior reads back to the same draws, values with 6 digits.
std::string text_of(const Posterior& posterior);

/// The draw that subject number `subject` (from 1) of a seeded study has: by inversion of the weights at one uniform
/// draw keyed by seed and subject.
std::size_t draw_of_subject(const Posterior& posterior, std::uint64_t seed, int subject);

/// The posterior of a study, as far as the study's own values leave it in force.
struct PosteriorInForce {
  std::shared_ptr<const Posterior> of;  ///< null without one
  std::vector<std::size_t> positions;   ///< in all_parameters() of what is drawn, ascending; some unless `of` is null

  bool covers(std::size_t position) const;
  /// Takes parameters out; with the last of them the posterior itself.
  void take_out(const std::vector<std::size_t>& others);
  /// Puts the values of a subject's draw (from 1) in their places.
  void put_draw(std::uint64_t seed, int subject, ParameterSet& parameters) const;

  explicit operator bool() const { return of != nullptr; }
  /// By content.
  bool operator==(const PosteriorInForce& other) const;
};

}  // namespace knead
