#pragma once
// The measurements a model is held against: a table of tab-separated columns, one measured contrast a row. What its
// columns and words mean stands in configs/data/README.md.

#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/parameter.hpp"
#include "sim/config/tsv_table.hpp"

namespace knead {

/// What the measurement is against.
enum class Contrast { paired, parallel, baseline, none };

enum class MeasurementKind { value, fold, ratio, percent, sign, half_time };

/// What the spread, or the word in its place, says about the measurement.
enum class SpreadKind {
  unknown,                 ///< nothing, a range's end, "reported" or an effect size: no standard error follows
  sd,                      ///< standard deviation between subjects
  se,                      ///< standard error
  range_half,              ///< half of a printed range, taken as 2 SE
  factor,                  ///< known within this factor
  sd_of_difference_bound,  ///< the largest SD of the differences that the printed P < 0.05 allows
  lower_bound,             ///< the number is a lower bound
  significant,             ///< P < 0.05
};

/// One row, every column of the source kept.
struct Measurement {
  enum class When { at, peak, whole };  ///< at time_h, at the observable's peak, or of the whole run (empty)

  std::string study, study_file, observable, as_printed, condition;
  Contrast contrast = Contrast::none;
  When when = When::at;
  double time_h = 0;
  MeasurementKind kind = MeasurementKind::sign;
  double value = 0;
  std::optional<double> spread;
  SpreadKind spread_kind = SpreadKind::unknown;
  std::string spread_is;
  std::optional<int> n;
  How how = How::assumed;
  std::string note;
  int line = 0;
};

/// Reads a table. Columns may stand in any order.
/// @throws ConfigError "file:line:column: error: ..." naming the column, at the first mistake
std::vector<Measurement> read_measurements(std::istream& in, const std::string& file);
std::vector<Measurement> read_measurements(const std::string& path);

/// The rows that the study of this name is to produce.
std::vector<Measurement> rows_of(const std::vector<Measurement>& table, const std::string& study_file);

/// What tells the rows of a table apart: their study, study_file, observable, condition, time_h and kind, as they stand
/// there, with tabs between.
inline constexpr std::string_view row_key_columns = "study\tstudy_file\tobservable\tcondition\ttime_h\tkind";
std::string row_key(const Measurement& row);
/// The same of a line of any table with these columns.
std::string row_key(const TsvLine& line);

std::string_view name_of(MeasurementKind kind);

}  // namespace knead
