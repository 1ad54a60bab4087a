#include "sim/calibration/study_parts.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "sim/experiment/study_samples.hpp"
#include "sim/inference/simulated_trial.hpp"

namespace knead {

namespace {

/// Which arms stay together: each arm's lowest companion.
class Companions {
 public:
  explicit Companions(std::size_t arms) : lowest_(arms) { std::iota(lowest_.begin(), lowest_.end(), std::size_t{0}); }

  void join(std::size_t a, std::size_t b) {
    const std::size_t low = std::min(lowest_[a], lowest_[b]), high = std::max(lowest_[a], lowest_[b]);
    std::replace(lowest_.begin(), lowest_.end(), high, low);
  }
  std::size_t of(std::size_t arm) const { return lowest_[arm]; }

 private:
  std::vector<std::size_t> lowest_;
};

bool is_blot(const RowInSamples& place, const TrueSamples& truth) {
  return truth.observables[static_cast<std::size_t>(place.observable)].assay == Assay::blot;
}

/// The study with these of its arms, and its samples up to the last that the rows need.
Study part_with(const Study& study, const std::vector<bool>& kept, int last_sample) {
  Study part = study;
  part.arms.clear();
  for (std::size_t a = 0; a < kept.size(); ++a)
    if (kept[a]) part.arms.push_back(study.arms[a]);
  std::erase_if(part.rows, [&](const Row& row) {
    return !std::all_of(row.arms.begin(), row.arms.end(), [&](const std::string& name) {
      return std::any_of(part.arms.begin(), part.arms.end(), [&](const Arm& arm) { return arm.name == name; });
    });
  });
  if (last_sample >= 0) part.sampling.biopsies.resize(static_cast<std::size_t>(last_sample) + 1);
  return part;
}

}  // namespace

StudyParts parts_of(const Study& study, const std::vector<Measurement>& rows) {
  StudyParts parts;
  std::vector<RowInSamples> places;
  const TrueSamples empty = empty_samples(study);
  Companions companions(study.arms.size());
  for (const Measurement& row : rows)
    if (const RowLookup found = find_row(row, study.rows, empty); found.place) {
      parts.rows.push_back(row);
      places.push_back(*found.place);
      const auto arm = static_cast<std::size_t>(found.place->arm);
      if (found.place->control_arm >= 0) companions.join(arm, static_cast<std::size_t>(found.place->control_arm));
      if (is_blot(*found.place, empty)) companions.join(arm, static_cast<std::size_t>(empty.control_arm));
    }

  std::map<std::size_t, std::vector<std::size_t>> rows_of_part;  // by the lowest companion
  for (std::size_t r = 0; r < places.size(); ++r)
    rows_of_part[companions.of(static_cast<std::size_t>(places[r].arm))].push_back(r);
  parts.part_of_row.resize(places.size());
  for (const auto& [lowest, own] : rows_of_part) {
    std::vector<bool> kept(study.arms.size());
    for (std::size_t a = 0; a < kept.size(); ++a) kept[a] = companions.of(a) == lowest;
    int last_sample = -1;
    bool peaks = false, blots = false;
    for (const std::size_t r : own) {
      parts.part_of_row[r] = parts.studies.size();
      last_sample = std::max({last_sample, places[r].sample, places[r].baseline_sample});
      peaks = peaks || parts.rows[r].when != Measurement::When::at;
      blots = blots || is_blot(places[r], empty);
    }
    parts.studies.push_back(part_with(study, kept, peaks || blots ? -1 : last_sample));
    parts.has_peaks.push_back(peaks);
  }
  return parts;
}

}  // namespace knead
