#pragma once
// The tables that, beside the measurements, say what a calibration is: which parameters are free, how far the model may
// be from each observable, and which conditions are fitted. Their columns are those of PEtab (Schmiester et al. 2021,
// doi:10.1371/journal.pcbi.1008646); what they mean here stands in configs/calibration/README.md.
//
// Every reader takes columns in any order and throws ConfigError "file:line:column: error: column 'NAME': ..." at the
// first mistake.

#include <istream>
#include <map>
#include <string>
#include <vector>

#include "models/parameter.hpp"
#include "sim/inference/measurement_table.hpp"
#include "sim/inference/row_likelihood.hpp"

namespace knead {

struct FreeParameter {
  std::size_t position;  ///< in all_parameters()
  Prior prior;           ///< the declared one, or that of the table's bounds
};

/// The parameters with `estimate` 1, in the order of the table.
std::vector<FreeParameter> read_free_parameters(std::istream& in, const std::string& file);
std::vector<FreeParameter> read_free_parameters(const std::string& path);

/// By observable, how a row of it is judged; a blank field leaves what `standard` says.
std::map<std::string, LikelihoodOptions> read_observable_noise(std::istream& in, const std::string& file,
                                                               const LikelihoodOptions& standard);
std::map<std::string, LikelihoodOptions> read_observable_noise(const std::string& path,
                                                               const LikelihoodOptions& standard);

struct Condition {
  std::string id, name, study_file;
  enum class Treatment { none, massage, cold, drug };
  Treatment treatment = Treatment::none;
  bool fitted = true;  ///< else only predicted

  bool treated() const { return treatment != Treatment::none; }
};

std::vector<Condition> read_conditions(std::istream& in, const std::string& file);
std::vector<Condition> read_conditions(const std::string& path);

/// The condition of a row, or null if there is none.
const Condition* find_condition(const std::vector<Condition>& conditions, const Measurement& row);

/// Throws ConfigError unless every row whose study stands in the folder as STUDY.yaml has its condition.
/// @param file of the conditions
void expect_conditions_of(const std::vector<Measurement>& rows, const std::string& studies_folder,
                          const std::vector<Condition>& conditions, const std::string& file);

}  // namespace knead
