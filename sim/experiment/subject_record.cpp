#include "sim/experiment/subject_record.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace knead {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double seconds_an_hour = 3600;

std::vector<float> narrowed(const std::vector<double>& values) { return {values.begin(), values.end()}; }

SeriesDescription description_of(const Observable& observable) {
  return {std::string(observable.id), std::string(observable.unit), std::string(observable.meaning)};
}

}  // namespace

std::vector<SeriesDescription> series_of(const Study& study) {
  std::vector<SeriesDescription> series;
  for (const Observable& observable : observables()) series.push_back(description_of(observable));
  for (const InputEntry& quantity : Quantities::entries)
    series.push_back(
        {"load_" + std::string(quantity.symbol), std::string(quantity.unit), std::string(quantity.meaning)});
  if (study.tissue.kind == Tissue::Kind::culture)
    for (const StateEntry& state : FibreState<double>::entries)
      series.push_back({std::string(state.module) + "_" + std::string(state.symbol), std::string(state.unit),
                        std::string(state.meaning)});
  return series;
}

SubjectRecorder::SubjectRecorder(const Study& study, const SubjectSetup& subject, const ReadingTimes& times)
    : study_(study), subject_(subject), times_(times.series_s.size()), biopsies_(study.sampling.biopsies.size()) {
  const std::size_t arms = study.arms.size(), ids = observables().size();
  record_.series.assign(series_of(study).size(), std::vector<double>(arms * times_, missing));
  record_.biopsy_true.assign(ids, std::vector<double>(arms * biopsies_, missing));
  record_.biopsy_measured = record_.biopsy_fibre_sd = record_.biopsy_true;
  samples_.resize(arms * biopsies_ * ids);
  for (std::size_t arm = 0; arm < arms; ++arm)
    for (const double t : subject.plan.sample_s) record_.biopsy_time_h.push_back(t / seconds_an_hour);
}

void SubjectRecorder::read_series(int arm, std::size_t at, const std::vector<Observed>& observed,
                                  const TissueState& state, const Quantities& load) {
  const std::size_t column = static_cast<std::size_t>(arm) * times_ + at;
  std::size_t row = 0;
  for (const Observed& value : observed) record_.series[row++][column] = value.mean;
  load.each([&](double quantity) { record_.series[row++][column] = quantity; });
  if (study_.tissue.kind != Tissue::Kind::culture) return;
  const Batch& batch = state.domains;
  for (std::size_t s = 0; s < batch.states; ++s) {
    double sum = 0;
    for (std::size_t i = 0; i < batch.members; ++i) sum += batch.row(s)[i];
    record_.series[row++][column] = sum / static_cast<double>(batch.members);
  }
}

void SubjectRecorder::read_sample(int arm, std::size_t sample, const std::vector<Observed>& observed) {
  const std::size_t place = static_cast<std::size_t>(arm) * biopsies_ + sample;
  const int fibres = static_cast<int>(subject_.model.geometry().fibres.size());
  for (std::size_t o = 0; o < observed.size(); ++o) {
    record_.biopsy_true[o][place] = observed[o].mean;
    record_.biopsy_fibre_sd[o][place] = std::sqrt(observed[o].between_fibre_variance);
    samples_[place * observed.size() + o] = {observed[o].mean, observed[o].between_fibre_variance, fibres, 0};
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
    readers.snapshot = [snapshots](int arm, double time_s, const Observer& observer, const TissueState& state) {
      snapshots->append(arm, take_snapshot(time_s, observer, state));
    };
  return readers;
}

SnapshotGeometry snapshot_geometry(const Geometry& geometry) {
  SnapshotGeometry flat;
  flat.nx = geometry.grid.nx, flat.ny = geometry.grid.ny, flat.nz = geometry.grid.nz;
  flat.hx_um = geometry.grid.hx_um, flat.hy_um = geometry.grid.hy_um, flat.hz_um = geometry.grid.hz_um;
  flat.domains_per_fibre = geometry.domains_per_fibre;
  const auto add = [](std::vector<float>& to, Point2 p) {
    to.push_back(static_cast<float>(p.x_um));
    to.push_back(static_cast<float>(p.y_um));
  };
  flat.outline_begin.push_back(0);
  for (const Fibre& fibre : geometry.fibres) {
    flat.fibre_type.push_back(static_cast<std::uint8_t>(fibre.type));
    add(flat.fibre_centre_um, fibre.centre);
    for (const Point2& corner : fibre.outline) add(flat.outline_um, corner);
    flat.outline_begin.push_back(static_cast<std::int32_t>(flat.outline_um.size() / 2));
  }
  for (const Capillary& capillary : geometry.capillaries) add(flat.capillary_um, capillary.at);
  for (const Pericyte& pericyte : geometry.pericytes) {
    add(flat.pericyte_um, geometry.capillaries[pericyte.capillary].at);
    flat.pericyte_um.push_back(static_cast<float>(pericyte.z_um));
  }
  return flat;
}

SnapshotContents snapshot_contents() {
  SnapshotContents contents;
  for (const StateEntry& species : Medium<double>::entries)
    contents.fields.push_back({std::string(species.symbol), std::string(species.unit), std::string(species.meaning)});
  for (const Observable& observable : observables()) {
    contents.domains.push_back(description_of(observable));
    if (observable.in_pericyte) contents.pericytes.push_back(description_of(observable));
  }
  return contents;
}

Snapshot take_snapshot(double time_s, const Observer& observer, const TissueState& state) {
  Snapshot snapshot;
  snapshot.time_h = time_s / seconds_an_hour;
  for (const std::vector<double>& field : state.fields) snapshot.fields.push_back(narrowed(field));
  for (const std::vector<double>& values : observer.domains(state)) snapshot.domains.push_back(narrowed(values));
  const auto in_pericytes = observer.pericytes(state);
  for (std::size_t o = 0; o < in_pericytes.size(); ++o)
    if (observables()[o].in_pericyte) snapshot.pericytes.push_back(narrowed(in_pericytes[o]));
  return snapshot;
}

}  // namespace knead
