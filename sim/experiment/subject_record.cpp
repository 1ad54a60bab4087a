#include "sim/experiment/subject_record.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "sim/experiment/describe.hpp"
#include "sim/experiment/take_snapshot.hpp"

namespace knead {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double seconds_an_hour = 3600;

}  // namespace

std::vector<SeriesDescription> series_of(const Study& study) {
  std::vector<SeriesDescription> series;
  for (const Observable& observable : observables()) series.push_back(described(observable));
  for (const InputEntry& quantity : Quantities::entries)
    series.push_back(
        {"load_" + std::string(quantity.symbol), std::string(quantity.unit), std::string(quantity.meaning)});
  if (study.tissue.kind == Tissue::Kind::culture)
    for (const StateEntry& state : FibreState<double>::entries)
      series.push_back({std::string(state.module) + "_" + std::string(state.symbol), std::string(state.unit),
                        std::string(state.meaning)});
  return series;
}

void read_column(Tissue::Kind kind, const std::vector<Observed>& observed, const TissueState& state,
                 const Quantities& load, std::size_t column, std::vector<std::vector<double>>& series) {
  std::size_t row = 0;
  for (const Observed& value : observed) series[row++][column] = value.mean;
  load.each([&](double quantity) { series[row++][column] = quantity; });
  if (kind != Tissue::Kind::culture) return;
  const Batch& batch = state.domains;
  for (std::size_t s = 0; s < batch.states; ++s) {
    double sum = 0;
    for (std::size_t i = 0; i < batch.members; ++i) sum += batch.row(s)[i];
    series[row++][column] = sum / static_cast<double>(batch.members);
  }
}

SubjectRecorder::SubjectRecorder(const Study& study, const SubjectSetup& subject, const ReadingTimes& times)
    : study_(study), subject_(subject), times_(times.series_s.size()), biopsies_(study.sampling.biopsies.size()) {
  const std::size_t arms = study.arms.size(), ids = observables().size();
  record_.series.assign(series_of(study).size(), std::vector<double>(arms * times_, missing));
  record_.biopsy_true.assign(ids, std::vector<double>(arms * biopsies_, missing));
  record_.biopsy_measured = record_.biopsy_sampling = record_.biopsy_true;
  samples_.resize(arms * biopsies_ * ids);
  for (std::size_t arm = 0; arm < arms; ++arm)
    for (const double t : subject.plan_of(static_cast<int>(arm)).sample_s[arm])
      record_.biopsy_time_h.push_back(t / seconds_an_hour);
}

void SubjectRecorder::read_series(int arm, std::size_t at, const std::vector<Observed>& observed,
                                  const TissueState& state, const Quantities& load) {
  read_column(study_.tissue.kind, observed, state, load, static_cast<std::size_t>(arm) * times_ + at, record_.series);
}

void SubjectRecorder::read_sample(int arm, std::size_t sample, const std::vector<Observed>& observed) {
  const std::size_t place = static_cast<std::size_t>(arm) * biopsies_ + sample;
  const int fibres = static_cast<int>(subject_.model_of(arm).geometry().fibres.size());
  for (std::size_t o = 0; o < observed.size(); ++o) {
    const auto& [mean, variance, counted] = observed[o];
    const bool cells = observables()[o].specimen == Specimen::cells;
    record_.biopsy_true[o][place] = mean;
    record_.biopsy_sampling[o][place] = cells ? counted : std::sqrt(variance);
    samples_[place * observed.size() + o] =
        cells ? TrueSample{mean, 0, 0, counted} : TrueSample{mean, variance, fibres, 0};
  }
}

Readers SubjectRecorder::readers(SnapshotWriter* snapshots) {
  Readers readers;
  readers.series = [this](int arm, std::size_t at, const std::vector<Observed>& observed, const TissueState& state,
                          const Quantities& load) { read_series(arm, at, observed, state, load); };
  readers.sample = [this](int arm, std::size_t sample, const std::vector<Observed>& observed) {
    read_sample(arm, sample, observed);
  };
  if (snapshots)
    readers.snapshot = [this, snapshots](int arm, const Observer& observer, const TissueState& state) {
      snapshots->append(arm, take_snapshot(subject_.model_of(arm).geometry(), observer, state));
    };
  return readers;
}

}  // namespace knead
