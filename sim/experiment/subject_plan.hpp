#pragma once
// What happens to one subject, and when: the study's loads with this subject's draws, as physical quantities in time.

#include <vector>

#include "models/cytokines.hpp"
#include "models/parameters.hpp"
#include "sim/config/study.hpp"
#include "sim/experiment/limb_response.hpp"
#include "sim/experiment/schedule.hpp"
#include "sim/numerics/random.hpp"

namespace knead {

/// The loads of `before`, or of one arm.
struct ArmPlan {
  Schedule loads;
  std::vector<HeldMedium> held;

  /// The first start or end of anything after t; infinity if there is none.
  double next_change_after(double t_s) const;
};

struct SubjectPlan {
  double begin_s = 0;       ///< start of `before`, and of the baseline's wounds; 0 without either
  bool superfused = false;  ///< the study prescribes the medium: where it says nothing, the medium is at rest
  ArmPlan before;
  std::vector<ArmPlan> arms;
  /// [arm][biopsy of the study]; NaN for a baseline, which is not simulated.
  std::vector<std::vector<double>> sample_s;
};

/// First start of the load at a position of its list in one subject. The same number wherever a load of this name
/// stands at this position, so that arms share it.
double first_start_s(const LoadEvent& event, std::size_t position, DrawKey subject);

/// Draws what the study leaves to the subject (starts, moments of biopsies) and turns every load into its quantities.
/// Where biopsies wound, each is followed by ten seconds in which biopsy.cut_fraction of the domains are severed: a
/// baseline's before anything else, another's as soon as no one else handles the limb. What of `before` lasts beyond
/// time zero acts on every arm.
/// @param responses may be null for a study without massage
SubjectPlan plan_subject(const Study& study, const ParameterSet& parameters, DrawKey subject,
                         const LimbResponses* responses);

}  // namespace knead
