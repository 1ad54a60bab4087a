#pragma once
// The table that says how the model stands against the measured rows, as plain text for a terminal or a log.

#include <string>
#include <vector>

#include "sim/inference/agreement.hpp"
#include "sim/inference/fitted_rows.hpp"

namespace knead {

struct RowTable {
  std::string title;
  std::vector<RowVerdict> rows;
  std::vector<RowVerdict> at_low_spread, at_high_spread;  ///< the same rows with subject CV 0.15 and 0.5; or empty
  std::vector<FittedRow> fitted = {};                     ///< what the posterior was fitted to; or empty
};

/// One line a row, a heading a condition: observable, time, what was measured and how it is known, the model's
/// contrast (median and 95 % range; why where there is none), the share of trials that satisfy the row, its
/// prior-predictive probability and the verdict, where the posterior's rows are known its verdict with its study left
/// out, if it was fitted: whether it agrees (and no longer how it is known); then the count of agreements and disagreements. Plain text, about
/// 120 columns wide.
std::string format(const RowTable& table);

}  // namespace knead
