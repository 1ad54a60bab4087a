#pragma once
// One subject of a study, ready to be simulated: parameters, tissue and plan, with every draw that makes a person.

#include <optional>
#include <span>

#include "sim/config/study.hpp"
#include "sim/experiment/coupling.hpp"
#include "sim/experiment/subject_plan.hpp"
#include "sim/experiment/traits.hpp"

namespace knead {

/// What the parameters of subject number `subject` (from 1) are drawn around: the study's values, in their place the
/// subject's draw of the posterior where one is in force, then an arm's traits. A trait of a parameter that is so drawn
/// keeps its ratio to the study's value.
ParameterSet person_parameters(const Study& study, int subject, const Traits& traits = {});

/// The parameters of subject number `subject` (from 1): those that vary by subject are drawn around these, with the
/// spread declared or with `cv`.
ParameterSet subject_parameters(const Study& study, int subject, std::optional<double> cv = {},
                                const Traits& traits = {});

/// What is to be known of the limbs for every massage of some studies, over the stiffness of their subjects' muscles;
/// nothing without massage. Of the limb's other parameters and the depth the first study's are taken.
std::optional<LimbResponses::Question> limb_question(std::span<const Study> studies, std::optional<double> cv = {});

/// The section tables that answer it.
std::optional<LimbResponses> limb_responses(std::span<const Study> studies, std::optional<double> cv = {});
inline std::optional<LimbResponses> limb_responses(const Study& study, std::optional<double> cv = {}) {
  return limb_responses(std::span(&study, 1), cv);
}

/// The tissue of subject number `subject` (from 1). Throws std::invalid_argument if it cannot be built.
Geometry subject_geometry(const Study& study, int subject);

/// How susceptible to damage each domain is, over the mean of its type: log-normal with the spread that
/// fibre_type.susceptibility declares. Drawn; but in a well-mixed tissue domain i of the n of a type has the
/// (i + 1/2) / n quantile, scaled to mean 1 over the type.
std::vector<double> susceptibilities(const Study& study, const Geometry& geometry, DrawKey key);

/// All of one subject's tissue but its parameters: the same for every person that its arms stand for.
class SubjectTissue {
 public:
  /// Throws std::invalid_argument if it cannot be built.
  SubjectTissue(const Study& study, int subject, std::optional<double> cv = {});

  TissueModel with(const ParameterSet& parameters) const {
    return TissueModel(geometry_, susceptibility_, parameters, coupling_, key_);
  }

 private:
  DrawKey key_;
  Geometry geometry_;
  std::vector<double> susceptibility_;
  CouplingSettings coupling_;
};

/// One of the people that a subject's arms stand for: the same draws, other traits.
struct Person {
  TissueModel model;
  SubjectPlan plan;       ///< of all arms, though only those below are lived by this person
  std::vector<int> arms;  ///< ascending
};

struct SubjectSetup {
  DrawKey key;
  std::vector<Person> persons;  ///< one without traits in the study; all have the same geometry

  const Person& person_of(int arm) const;
  const TissueModel& model_of(int arm) const { return person_of(arm).model; }
  const SubjectPlan& plan_of(int arm) const { return person_of(arm).plan; }
};

/// Builds subject number `subject` (from 1).
SubjectSetup set_up_subject(const Study& study, int subject, const LimbResponses* responses,
                            std::optional<double> cv = {});

}  // namespace knead
