#pragma once
// Everything that can be read off the tissue, said once: id, unit, how it is measured and compared, what it sums over,
// and its value in one member. Over fibre domains, or a homogenate of domains, pericytes and macrophages, it is the
// mean of the members' values weighted by their volume; over cells, of their mean numbers; over the muscle, of the
// states of the whole. Concentrations in interstitial fluid are the members' medium, which the reader sets from the
// fields first.

#include <span>
#include <string_view>

#include "models/assay.hpp"
#include "models/cells/expected_cells.hpp"
#include "models/cells/nfkb_cell.hpp"
#include "models/fibre/domain.hpp"
#include "models/function/muscle.hpp"

namespace knead {

struct Observable {
  /// What it sums over: fibre domains alone, all NF-kB cells, the medium around domains, counted cells, or the whole,
  /// of which one has the temperature.
  enum class Over { fibres, homogenate, interstitium, cells, muscle, temperature };

  std::string_view id, unit;
  Assay assay;
  Specimen specimen;
  Scale scale;
  Over over;
  double (*in_fibre)(const FibreState<double>&, const FibreParameters<double>&);  ///< null over cells and the whole
  double (*in_cell)(const NfkbCellState<double>&, const NfkbCellParameters<double>&);  ///< homogenates only
  double (*of_cells)(const CellNumbers<double>&, const CellParameters<double>&);       ///< over cells only
  double (*of_muscle)(const MuscleState<double>&, const MuscleParameters<double>&);    ///< over the muscle only
  std::string_view meaning;
  double (*of_temperature)(double change_K) = nullptr;  ///< over the temperature only, of its change from rest
};

/// All observables, in the order in which results list them.
std::span<const Observable> observables();

/// The observable of an id, or null if the model has none.
const Observable* find_observable(std::string_view id);

}  // namespace knead
