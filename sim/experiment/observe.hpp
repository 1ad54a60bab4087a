#pragma once
// Reads observables off a tissue: their mean over its members by volume, how much its fibres differ, and the value in
// each member for pictures.

#include <vector>

#include "models/observable.hpp"
#include "sim/experiment/coupling.hpp"

namespace knead {

struct Observed {
  double mean = 0;
  double between_fibre_variance = 0;  ///< of the fibres' own means, each over its domains
  double counted = 0;                 ///< number in the block, of cells
};

/// Reads every observable at once, in the order of `observables()`.
class Observer {
 public:
  explicit Observer(const TissueModel& model);

  std::vector<Observed> block(const TissueState& state) const;

  /// [observable][domain]: the value in each fibre domain; empty for an observable that domains do not carry.
  std::vector<std::vector<double>> domains(const TissueState& state) const;

  /// [observable][pericyte]; empty for an observable that pericytes do not carry.
  std::vector<std::vector<double>> pericytes(const TissueState& state) const;

  /// [observable][macrophage]; the same.
  std::vector<std::vector<double>> macrophages(const TissueState& state) const;

 private:
  std::vector<std::vector<double>> in_cells(const Batch& cells, const Means& medium) const;
  Observed over_fibres(const std::vector<double>& in_domains) const;

  const TissueModel& model_;
  FibreParameters<double> fibre_;
  NfkbCellParameters<double> cell_;
  CellParameters<double> rules_;
  MuscleParameters<double> muscle_;
  double macrophage_volume_um3_, pericyte_volume_um3_;  ///< the latter of all that one pericyte stands for
};

}  // namespace knead
