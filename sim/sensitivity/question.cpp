#include "sim/sensitivity/question.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/config/study_schema.hpp"

namespace knead {
namespace {

std::size_t arm_named(const Study& study, const std::string& option, const std::string& name) {
  std::vector<std::string> names;
  for (const Arm& arm : study.arms) names.push_back(arm.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw ConfigError({Layer::set, name.empty() ? option : option + " " + name},
                    fmt::format("{}expected one of {}{}", name.empty() ? "" : "no arm of this name; ",
                                fmt::join(names, ", "), did_you_mean(name, names)));
}

std::vector<Outcome> outcomes_of(const Study& study, const SensitivityWords& words) {
  std::vector<Outcome> outcomes;
  for (const std::string& text : words.outcomes)
    outcomes.push_back(read_outcome(text, {Layer::set, "--outcome " + text}));
  return outcomes.empty() ? usual_outcomes(study.until_s / 3600) : outcomes;
}

}  // namespace

SensitivityQuestion read_question(const Study& study, const SensitivityWords& words,
                                  const std::string& estimated_table) {
  SensitivityQuestion question;
  question.arm = words.arm.empty() && study.arms.size() == 1 ? 0 : arm_named(study, "--arm", words.arm);
  if (!words.against.empty()) question.against = arm_named(study, "--against", words.against);
  if (question.against == question.arm)
    throw ConfigError({Layer::set, "--against " + words.against}, "is the arm itself; expected another");
  question.outcomes = outcomes_of(study, words);
  question.parameters =
      words.parameters.empty() ? estimated_parameters(estimated_table) : choose_parameters(words.parameters);
  question.rows = words.rows;
  question.seed = words.seed.value_or(study.seed);
  question.study_tissue = words.study_tissue;
  return question;
}

std::string text_of(const SensitivityQuestion& question) {
  std::string text = fmt::format("arm {} against {} rows {} seed {} tissue {}\n", question.arm,
                                 question.against ? static_cast<int>(*question.against) : -1, question.rows,
                                 question.seed, question.study_tissue);
  for (const Outcome& outcome : question.outcomes) text += outcome.text + "\n";
  for (const std::size_t i : question.parameters.chosen) {
    const Parameter& parameter = all_parameters()[i];
    text += fmt::format("{} {} {} {}\n", full_name(parameter), static_cast<int>(parameter.prior.shape),
                        parameter.prior.low, parameter.prior.high);
  }
  return text;
}

}  // namespace knead
