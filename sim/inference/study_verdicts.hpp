#pragma once
// How a study that has been run stands against its rows of the measurement table.

#include <functional>
#include <optional>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/true_samples.hpp"
#include "sim/inference/measurement_table.hpp"
#include "sim/inference/row_table.hpp"

namespace knead {

/// The same study well mixed, of at most eight subjects, followed to its last biopsy, or to its end where some row asks
/// for a peak. What many draws of the parameters are held against, and what variants of the model are compared in.
Study well_mixed(const Study& study, bool peaks = false);

/// How many draws of the parameters a study can afford: 200 where its last biopsy is taken within 6 h, else 40, which
/// tell a share of a half to within 16 points.
int affordable_prior_draws(const Study& well_mixed_study);

struct VerdictOptions {
  std::vector<Measurement> measurements;               ///< of any study
  std::optional<int> prior_draws = {};                 ///< as many as are affordable if not said
  std::function<void(double fraction)> progress = {};  ///< share of the prior draws done; may throw Interrupted
};

/// Judges every measurement that names this study; empty if there is none. The verdicts are the block's. The
/// prior-predictive probabilities, the verdicts at a subject CV of 0.15 and 0.5 and the test for `by construction` are
/// made well mixed. In a prior draw no posterior is in force, an arm's traits keep their ratio to the study's values,
/// as a body's keep theirs to the declared ones, and the limb's parameters other than muscle stiffness and permeability
/// stay at their values.
RowTable study_verdicts(const Study& study, const TrueSamples& truth, const VerdictOptions& options);

}  // namespace knead
