#pragma once
// Gathers what is read of one subject into its record for the results file and its true samples.

#include <optional>
#include <vector>

#include "sim/experiment/simulate_subject.hpp"
#include "sim/experiment/true_samples.hpp"
#include "sim/results/results_writer.hpp"

namespace knead {

/// The series of every study: all observables, the quantities of the load, and for cultures the network's states.
std::vector<SeriesDescription> series_of(const Study& study);

/// Puts what is read at one instant into its column of every series of series_of.
void read_column(Tissue::Kind kind, const std::vector<Observed>& observed, const TissueState& state,
                 const Quantities& load, std::size_t column, std::vector<std::vector<double>>& series);

class SubjectRecorder {
 public:
  SubjectRecorder(const Study& study, const SubjectSetup& subject, const ReadingTimes& times);

  /// What to hand to simulate_subject. Snapshots go to `snapshots` where it is given.
  Readers readers(SnapshotWriter* snapshots);

  /// Series and the true values and moments of biopsies; what the laboratory reports is not filled in.
  const SubjectRecord& record() const { return record_; }
  SubjectRecord& record() { return record_; }

  /// The true biopsies, [arm, biopsy, observable].
  const std::vector<TrueSample>& samples() const { return samples_; }

 private:
  void read_series(int arm, std::size_t at, const std::vector<Observed>& observed, const TissueState& state,
                   const Quantities& load);
  void read_sample(int arm, std::size_t sample, const std::vector<Observed>& observed);

  const Study& study_;
  const SubjectSetup& subject_;
  std::size_t times_, biopsies_;
  SubjectRecord record_;
  std::vector<TrueSample> samples_;
};

}  // namespace knead
