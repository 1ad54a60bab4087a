#pragma once
// Which rows of the measurement table a posterior was fitted to, and how each would be judged with its study left out:
// the file NAME.rows.tsv beside a posterior NAME.tsv.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/inference/measurement_table.hpp"

namespace knead {

/// What the model says of a row when the row's whole study is left out of the fit; where too few draws are left to say
/// so, of a row of a treated leg what it says by exercise alone.
enum class LeftOut { agrees, disagrees, by_construction, unknown };

struct FittedRow {
  std::string key;  ///< row_key()
  bool fitted = false;
  LeftOut left_out = LeftOut::unknown;
};

/// Reads a table with the columns of a row's key, as in the measurement table, and fitted (yes or no), left_out and, if
/// it is there, exercise_only (agrees, disagrees, by construction or unknown; the latter may be empty).
/// @throws ConfigError "file:line:column: error: ..." naming the column, at the first mistake
std::vector<FittedRow> read_fitted_rows(const std::string& path);

/// Those beside a posterior's file; none if there are none.
std::vector<FittedRow> fitted_rows_beside(const std::string& posterior_path);

std::optional<FittedRow> find_row(const std::vector<FittedRow>& rows, const std::string& key);

std::string_view name_of(LeftOut verdict);

}  // namespace knead
