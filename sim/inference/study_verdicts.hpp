#pragma once
// How a study that has been run stands against its rows of the measurement table.

#include <functional>
#include <string>

#include "sim/config/study.hpp"
#include "sim/experiment/true_samples.hpp"
#include "sim/inference/row_table.hpp"

namespace knead {

/// The same study without space, followed to its last biopsy: domains of all types in perfused wells of their own. What
/// many draws of the parameters are held against, and what variants of the model are compared in.
Study in_culture(const Study& study);

struct VerdictOptions {
  std::string measurements;  ///< path of the table
  int prior_draws = 200;
  std::function<void(double fraction)> progress = {};  ///< share of the prior draws done; may throw Interrupted
};

/// Judges every row of the table that names this study; empty if there is none. The verdicts are the block's. The
/// prior-predictive probabilities, the verdicts at a subject CV of 0.15 and 0.5 and the test for `by construction` are
/// made in culture. Draws of the limb's parameters other than muscle stiffness and permeability stay at their values.
RowTable study_verdicts(const Study& study, const TrueSamples& truth, const VerdictOptions& options);

}  // namespace knead
