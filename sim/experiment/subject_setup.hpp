#pragma once
// One subject of a study, ready to be simulated: parameters, tissue and plan, with every draw that makes a person.

#include <optional>
#include <span>

#include "sim/config/study.hpp"
#include "sim/experiment/coupling.hpp"
#include "sim/experiment/subject_plan.hpp"

namespace knead {

/// The parameters of subject number `subject` (from 1): those that vary by subject are drawn, with the spread declared
/// or with `cv`.
ParameterSet subject_parameters(const Study& study, int subject, std::optional<double> cv = {});

/// Section tables for every massage of some studies over the stiffness of their subjects' muscles, or none without
/// massage. Of the limb's other parameters and the depth the first study's are taken.
std::optional<LimbResponses> limb_responses(std::span<const Study> studies, std::optional<double> cv = {});
inline std::optional<LimbResponses> limb_responses(const Study& study, std::optional<double> cv = {}) {
  return limb_responses(std::span(&study, 1), cv);
}

/// The tissue of subject number `subject` (from 1). Throws std::invalid_argument if it cannot be built.
Geometry subject_geometry(const Study& study, int subject);

struct SubjectSetup {
  DrawKey key;
  TissueModel model;
  SubjectPlan plan;
};

/// Builds subject number `subject` (from 1).
SubjectSetup set_up_subject(const Study& study, int subject, const LimbResponses* responses,
                            std::optional<double> cv = {});

}  // namespace knead
