#pragma once
// What the model says to every row of a calibration, for any set of parameters.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/calibration/drawn_parameters.hpp"
#include "sim/config/study.hpp"
#include "sim/experiment/limb_response.hpp"
#include "sim/inference/row_prediction.hpp"

namespace knead {

/// How closely a study is simulated.
enum class Fidelity {
  median_person,  ///< well mixed, the median person; drawn times of loads and biopsies as in a few subjects
  people,         ///< well mixed, several people drawn from the population
  block,          ///< the study's own tissue, the median person
};

/// The study at this fidelity, followed to its last biopsy, or to its end where a row asks for a peak.
Study at_fidelity(const Study& study, Fidelity fidelity, int people, bool peaks);

/// The predictions of all rows of some studies.
class RowModel {
 public:
  /// @param rows of these studies; those that a study does not model are left out (see rows())
  /// @param people of a study, except where one and the same person is enough
  /// @param spread_of_people of the median person's contrasts, as a share of them
  /// @param values between which lie those of all parameters it will simulate with (see wide_responses)
  RowModel(const std::vector<Study>& studies, const std::vector<Measurement>& rows, Fidelity fidelity, int people,
           double spread_of_people, const std::vector<DrawnParameters>& values);

  /// The rows that are modelled, in the order of the studies, then of the table.
  const std::vector<Measurement>& rows() const { return rows_; }
  /// Which of the studies it was given answers each row, and which of those that it simulates (see study_parts.hpp).
  const std::vector<std::size_t>& study_of_row() const { return study_of_row_; }
  const std::vector<std::size_t>& part_of_row() const { return part_of_row_; }
  const std::vector<Study>& parts() const { return studies_; }
  const RowInSamples& place(std::size_t row) const { return places_[row]; }
  Scale scale(std::size_t row) const;
  /// How many take part in a trial of a row.
  int participants(std::size_t row) const;
  /// Why a row of the table is not among the rows.
  RowLookup lookup(const Measurement& row) const;

  /// Samples of each part under these parameters; nothing where the model fails numerically, or where the studies' own
  /// grids would not resolve a field.
  std::optional<std::vector<TrueSamples>> simulate(const DrawnParameters& parameters) const;

  /// What these samples say to each row; nothing where a row has no contrast.
  std::optional<std::vector<RowPrediction>> predict(const std::vector<TrueSamples>& samples) const;

  /// Called now and then while it simulates; may throw Interrupted.
  void set_look(std::function<void()> look) { look_ = std::move(look); }

 private:
  bool resolves_fields(const DrawnParameters& parameters) const;
  const LimbResponses* responses_of(std::size_t study) const;

  std::vector<Study> studies_, whole_;  ///< as simulated, and as the files have them
  std::vector<std::size_t> study_of_part_;
  std::vector<std::optional<LimbResponses>> responses_;  ///< one a study: limbs and depths may differ
  std::vector<Measurement> rows_;
  std::vector<std::size_t> study_of_row_, part_of_row_;
  std::vector<TrueSamples> empty_;  ///< one a part: arms, moments and observables
  std::vector<RowInSamples> places_;
  Fidelity fidelity_;
  PeopleSpread spread_;
  std::function<void()> look_ = [] {};
};

/// A table of the limb for the pressures and stiffnesses of these studies, as they are and with each of these values in
/// their parameters' places, and for all between; of the median person and of all others. Nothing without contacts.
std::optional<LimbResponses> wide_responses(const std::vector<Study>& studies,
                                            const std::vector<DrawnParameters>& values);

}  // namespace knead
