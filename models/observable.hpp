#pragma once
// Everything that can be read off the tissue, said once: id, unit, how it is measured and compared, what it sums over,
// and its value in one member. An observable is the mean of its members' values weighted by their volume: over fibre
// domains, or over a homogenate of domains and pericytes. Concentrations in interstitial fluid are the members' medium,
// which the reader sets from the fields first.

#include <span>
#include <string_view>

#include "models/assay.hpp"
#include "models/cells/pericyte.hpp"
#include "models/fibre/domain.hpp"

namespace knead {

struct Observable {
  /// What it sums over: fibre domains alone, domains and pericytes, or the medium around domains.
  enum class Over { fibres, homogenate, interstitium };

  std::string_view id, unit;
  Assay assay;
  Specimen specimen;
  Scale scale;
  Over over;
  double (*in_fibre)(const FibreState<double>&, const FibreParameters<double>&);
  double (*in_pericyte)(const PericyteState<double>&, const PericyteParameters<double>&);  ///< homogenates only
  std::string_view meaning;
};

/// All observables, in the order in which results list them.
std::span<const Observable> observables();

/// The observable of an id, or null if the model has none.
const Observable* find_observable(std::string_view id);

}  // namespace knead
