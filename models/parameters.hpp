#pragma once
// The registry of all declared parameters: one flat list over modules, and the sets of values made from it. A new
// module adds its record to the list below; nothing else changes.

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "models/cells/expected_cells.hpp"
#include "models/cells/pericyte.hpp"
#include "models/cytokines.hpp"
#include "models/fibre/domain.hpp"
#include "models/fibre/fibre_type.hpp"
#include "models/function/muscle.hpp"
#include "models/laboratory_parameters.hpp"
#include "models/loads/biopsy.hpp"
#include "models/loads/exercise.hpp"
#include "models/loads/ibuprofen.hpp"
#include "models/loads/massage.hpp"
#include "models/mechanics/limb_heat.hpp"
#include "models/mechanics/limb_section.hpp"
#include "models/parameter.hpp"
#include "models/records.hpp"
#include "models/tissue_parameters.hpp"

namespace knead {

/// Every module that declares parameters, in the order of the documentation.
// clang-format off
#define KNEAD_REGISTERED_PARAMETERS(X)                      \
  X(NfkbParameters, nfkb)                                   \
  X(IkkActivationParameters, ikk_activation)                \
  X(CytokineExpressionParameters, cytokine_expression)      \
  X(MechanotransductionParameters, mechanotransduction)     \
  X(EnergeticsParameters, energetics)                       \
  X(BiogenesisParameters, biogenesis)                       \
  X(DamageParameters, damage)                               \
  X(JunctionParameters, junction)                           \
  X(FatigueParameters, fatigue)                             \
  X(ContractileParameters, contractile)                     \
  X(NecrosisParameters, necrosis)                           \
  X(MediatorParameters, mediator)                           \
  X(FibreTypeParameters, fibre_type)                        \
  X(PericyteParameters, pericyte)                           \
  X(DangerParameters, danger)                               \
  X(NeutrophilParameters, neutrophil)                       \
  X(MacrophageParameters, macrophage)                       \
  X(FibroblastParameters, fibroblast)                       \
  X(SatelliteCellParameters, satellite_cell)                \
  X(SorenessParameters, soreness)                           \
  X(SwellingParameters, swelling)                           \
  X(CreatineKinaseParameters, creatine_kinase)              \
  X(FibrosisParameters, fibrosis)                           \
  X(CytokineParameters, cytokine)                           \
  X(ExerciseParameters, exercise)                           \
  X(MassageParameters, massage)                             \
  X(DrugParameters, drug)                                   \
  X(IbuprofenParameters, ibuprofen)                         \
  X(BiopsyParameters, biopsy)                               \
  X(LimbParameters, limb)                                   \
  X(HeatParameters, heat)                                   \
  X(TissueParameters, tissue)                               \
  X(LaboratoryParameters, laboratory)
// clang-format on

KNEAD_RECORD_OF_RECORDS(AllParameters, Parameter, KNEAD_REGISTERED_PARAMETERS)

/// All declared parameters, grouped by module.
inline std::span<const Parameter> all_parameters() { return AllParameters<double>::entries; }

/// Position of "module.symbol" in `all_parameters`, if there is one.
inline std::optional<std::size_t> find_parameter(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto all = all_parameters();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].module == name.substr(0, dot) && all[i].symbol == name.substr(dot + 1)) return i;
  return std::nullopt;
}

/// One value for every declared parameter, in the order of `all_parameters`; the defaults unless changed.
class ParameterSet {
 public:
  ParameterSet() {
    for (const Parameter& parameter : all_parameters()) values.push_back(parameter.value);
  }

  double& operator[](std::string_view name) { return values[position(name)]; }
  double operator[](std::string_view name) const { return values[position(name)]; }
  bool operator==(const ParameterSet&) const = default;

  std::vector<double> values;

 private:
  static std::size_t position(std::string_view name) {
    const auto found = find_parameter(name);
    if (!found) throw std::out_of_range("no parameter is called '" + std::string(name) + "'");
    return *found;
  }
};

/// The values of a record of parameters, such as NfkbParameters or FibreParameters, looked up by module and symbol.
template <template <class> class Record>
Record<double> values_of(const ParameterSet& set) {
  Record<double> record{};
  auto entry = std::begin(Record<double>::entries);
  record.each([&](double& member) {
    member = set[std::string(entry->module) + "." + std::string(entry->symbol)];
    ++entry;
  });
  return record;
}

/// Tables of all parameters in Markdown, one a module.
std::string parameters_markdown();

}  // namespace knead
