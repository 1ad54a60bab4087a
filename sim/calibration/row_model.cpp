#include "sim/calibration/row_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "sim/calibration/study_parts.hpp"
#include "sim/experiment/field_check.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/experiment/subject_setup.hpp"
#include "sim/experiment/traits.hpp"
#include "sim/inference/study_verdicts.hpp"
#include "sim/numerics/integration.hpp"
#include "sim/parallel/whole_pieces.hpp"

namespace knead {

namespace {

constexpr double peak_series_s = 3 * 3600.0;  // a peak of an enzyme in the blood lasts for days
// Of the fit alone: contrasts are within a few percent of those of finer steps, at two thirds of the time.
constexpr Coupling quick_coupling{.tolerance = 0.06, .max_step_s = 4 * 3600.0};
constexpr double quick_network_tolerance = 1e-3;
constexpr double voxel_margin = 1.1;  // between what a grid resolves and what draws may ask of it

bool drawn_start(const LoadEvent& load) { return !timing_of(load).start_s.fixed(); }

bool has_drawn_times(const Study& study) {
  const auto any = [](const std::vector<LoadEvent>& loads) {
    return std::any_of(loads.begin(), loads.end(), drawn_start);
  };
  return any(study.before) ||
         std::any_of(study.arms.begin(), study.arms.end(), [&](const Arm& arm) { return any(arm.loads); }) ||
         std::any_of(study.sampling.biopsies.begin(), study.sampling.biopsies.end(),
                     [](const BiopsyTime& biopsy) { return !biopsy.time_s.fixed(); });
}

}  // namespace

std::optional<LimbResponses> wide_responses(const std::vector<Study>& studies,
                                            const std::vector<DrawnParameters>& values) {
  std::vector<Study> asked;
  for (Study study : studies) {
    study.origins.clear();
    asked.push_back(study);
    for (const auto& [positions, there] : values) {
      ParameterSet parameters = study.parameters;
      for (std::size_t i = 0; i < positions.size(); ++i) parameters.values[positions[i]] = there[i];
      asked.push_back(with_parameters(study, parameters));
    }
  }
  std::optional<LimbResponses::Question> question = limb_question(asked);
  if (!question) return std::nullopt;
  const LogInterval median = limb_question(asked, 0.0)->muscle_modulus_kPa;
  LogInterval& modulus = question->muscle_modulus_kPa;
  modulus = {std::min(modulus.low, median.low), std::max(modulus.high, median.high)};
  return LimbResponses(*question);
}

Study at_fidelity(const Study& study, Fidelity fidelity, int people, bool peaks) {
  Study coarse = well_mixed(study, peaks);
  coarse.posterior = {};
  if (peaks) coarse.output.series_s = std::max(study.output.series_s, peak_series_s);
  if (fidelity == Fidelity::median_person) {
    coarse.coupling = quick_coupling;
    coarse.network.tolerance = quick_network_tolerance;
  }
  if (fidelity == Fidelity::block) {
    coarse.tissue = study.tissue;
    coarse.coupling = study.coupling;
    coarse.subjects.count = 1;
  } else {
    coarse.subjects.count = fidelity == Fidelity::people || has_drawn_times(study) ? people : 1;
  }
  if (study.tissue.kind == Tissue::Kind::culture) coarse.tissue = study.tissue;
  return coarse;
}

RowModel::RowModel(const std::vector<Study>& studies, const std::vector<Measurement>& rows, Fidelity fidelity,
                   int people, double spread_of_people, const std::vector<DrawnParameters>& values)
    : whole_(studies), fidelity_(fidelity) {
  if (fidelity != Fidelity::people) spread_.share_of_d = spread_of_people;
  for (std::size_t s = 0; s < studies.size(); ++s) {
    const StudyParts parts = parts_of(studies[s], rows_of(rows, studies[s].name));
    const std::size_t first = studies_.size();
    for (std::size_t part = 0; part < parts.studies.size(); ++part) {
      studies_.push_back(at_fidelity(parts.studies[part], fidelity, people, parts.has_peaks[part]));
      study_of_part_.push_back(s);
      empty_.push_back(empty_samples(studies_.back()));
    }
    for (std::size_t r = 0; r < parts.rows.size(); ++r) {
      const std::size_t part = first + parts.part_of_row[r];
      rows_.push_back(parts.rows[r]);
      study_of_row_.push_back(s);
      part_of_row_.push_back(part);
      places_.push_back(*find_row(parts.rows[r], studies_[part].rows, empty_[part]).place);
    }
    std::vector<Study> asked(studies_.begin() + static_cast<std::ptrdiff_t>(first), studies_.end());
    asked.push_back(studies[s]);  // all its arms, whatever rows they have, say whether its grid is fine enough
    asked.back().subjects.count = 1;
    responses_.push_back(wide_responses(asked, values));
  }
}

const LimbResponses* RowModel::responses_of(std::size_t study) const {
  return responses_[study] ? &*responses_[study] : nullptr;
}

Scale RowModel::scale(std::size_t row) const {
  return empty_[part_of_row_[row]].observables[places_[row].observable].scale;
}

int RowModel::participants(std::size_t row) const { return knead::participants(rows_[row], empty_[part_of_row_[row]]); }

RowLookup RowModel::lookup(const Measurement& row) const {
  for (const Study& study : whole_)
    if (study.name == row.study_file) return find_row(row, study.rows, empty_samples(study));
  return {{}, true, fmt::format("no study file '{}'", row.study_file)};
}

bool RowModel::resolves_fields(const DrawnParameters& parameters) const {
  for (std::size_t s = 0; s < whole_.size(); ++s) {
    if (whole_[s].tissue.kind != Tissue::Kind::block) continue;
    Study study = drawn(whole_[s], parameters);
    study.subjects.count = 1;
    for (const FieldLength& field : field_lengths(study, responses_of(s)))
      if (field.decay_length_um < 2 * voxel_margin * study.tissue.voxel_um) return false;
  }
  return true;
}

std::optional<std::vector<TrueSamples>> RowModel::simulate(const DrawnParameters& parameters) const {
  look_();
  if (!resolves_fields(parameters)) return std::nullopt;
  std::vector<TrueSamples> samples(studies_.size());
  std::atomic<bool> failed = false;
  do_whole_pieces(studies_.size(), [&](std::size_t s, const std::atomic<bool>&) {
    if (failed) return;
    try {
      samples[s] = run_study(drawn(studies_[s], parameters),
                             {.subject_cv = fidelity_ == Fidelity::people ? std::nullopt : std::optional(0.0),
                              .responses = responses_of(study_of_part_[s])});
    } catch (const NumericalFailure&) {
      failed = true;  // a corner of the prior in which a network cannot be integrated
    }
  });
  look_();
  if (failed) return std::nullopt;
  return samples;
}

std::optional<std::vector<RowPrediction>> RowModel::predict(const std::vector<TrueSamples>& samples) const {
  std::vector<RowPrediction> predictions;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    const Study& study = studies_[part_of_row_[r]];
    const auto predicted = knead::predict(rows_[r], places_[r], samples[part_of_row_[r]],
                                          values_of<LaboratoryParameters>(study.parameters), spread_);
    if (!predicted) return std::nullopt;
    predictions.push_back(*predicted);
  }
  return predictions;
}

}  // namespace knead
