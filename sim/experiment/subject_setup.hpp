#pragma once
// One subject of a study, ready to be simulated: parameters, tissue and plan, with every draw that makes a person.

#include <optional>

#include "sim/config/study.hpp"
#include "sim/experiment/coupling.hpp"
#include "sim/experiment/subject_plan.hpp"

namespace knead {

/// The parameters of subject number `subject` (from 1): those that vary by subject are drawn, with the spread declared
/// or with `cv`.
ParameterSet subject_parameters(const Study& study, int subject, std::optional<double> cv = {});

/// Section tables for every massage of a study over the stiffness of its subjects' muscles, or null without massage.
std::optional<LimbResponses> limb_responses(const Study& study, std::optional<double> cv = {});

/// The same over the priors of pressure and stiffness, for studies whose parameters are drawn from them.
std::optional<LimbResponses> limb_responses_of_priors(const Study& study);

struct SubjectSetup {
  DrawKey key;
  TissueModel model;
  SubjectPlan plan;
};

/// Builds subject number `subject` (from 1).
SubjectSetup set_up_subject(const Study& study, int subject, const LimbResponses* responses,
                            std::optional<double> cv = {});

}  // namespace knead
