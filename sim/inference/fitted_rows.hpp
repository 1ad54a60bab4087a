#pragma once
// Which rows of the measurement table a posterior was fitted to, and how each would be judged with its study left out:
// the file NAME.rows.tsv beside a posterior NAME.tsv.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/inference/measurement_table.hpp"

namespace knead {

/// What the model says of a row when the row's whole study is left out of the fit.
enum class LeftOut { agrees, disagrees, by_construction, unknown };

/// What tells the rows of the measurement table apart.
struct RowKey {
  std::string study, study_file, observable, condition;
  Measurement::When when = Measurement::When::at;
  double time_h = 0;  ///< of When::at
  bool operator==(const RowKey&) const = default;
};
RowKey key_of(const Measurement& row);

struct FittedRow {
  RowKey key;
  bool fitted = false;
  LeftOut left_out = LeftOut::unknown;
};

/// Reads a table with the columns study, study_file, observable, condition and time_h, as in the measurement table, and
/// fitted (yes or no) and left_out (agrees, disagrees, by construction or unknown).
/// @throws ConfigError "file:line:column: error: ..." naming the column, at the first mistake
std::vector<FittedRow> read_fitted_rows(const std::string& path);

/// Those beside a posterior's file; none if there are none.
std::vector<FittedRow> fitted_rows_beside(const std::string& posterior_path);

std::optional<FittedRow> find_row(const std::vector<FittedRow>& rows, const RowKey& key);

/// "agrees"; "" where unknown.
std::string_view name_of(LeftOut verdict);

}  // namespace knead
