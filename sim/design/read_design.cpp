#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "models/observable.hpp"
#include "sim/calibration/problem_tables.hpp"
#include "sim/config/configs_folder.hpp"
#include "sim/config/read_study.hpp"
#include "sim/config/study_reader.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/design/design.hpp"
#include "sim/design/design_study.hpp"

namespace knead {

namespace {

constexpr std::size_t most_options = 64;

/// A map of settings, each with the values it may have.
struct OverSettings {
  std::vector<DesignOption> options;
};

/// An outcome or a name with its place.
struct Placed {
  std::string text;
  Origin origin;
};

void read_form(const YamlNode& node, const Spot& spot, const char*, Placed& placed, Origins&) {
  placed = {read_text(node, spot.name), node.origin};
}

/// Every combination of the values.
void read_form(const YamlNode& node, const Spot& spot, const char* example, OverSettings& over, Origins&) {
  expect_map(node, spot.name, example);
  over.options = {{}};
  for (const YamlEntry& entry : node.entries) {
    expect_list(entry.value, entry.key, "[0 h, 2 h]");
    std::vector<DesignOption> more;
    for (const DesignOption& option : over.options)
      for (const YamlNode& value : entry.value.items) {
        more.push_back(option);
        more.back().settings.push_back({entry.key, value, entry.origin});
        if (!more.back().label.empty()) more.back().label += ", ";
        more.back().label += fmt::format("{}={}", last_key(entry.key), read_text(value, entry.key));
      }
    over.options = std::move(more);
  }
  if (over.options.size() < 2 || over.options.size() > most_options)
    throw ConfigError(node.origin, fmt::format("{} gives {} options; expected 2 to {}", spot.name, over.options.size(),
                                               most_options));
}

void check_arm(const Study& study, const Placed& arm, std::vector<std::string> more = {}) {
  std::vector<std::string> arms = std::move(more);
  for (const Arm& each : study.arms) arms.push_back(each.name);
  if (std::find(arms.begin(), arms.end(), arm.text) == arms.end())
    throw ConfigError(arm.origin, fmt::format("unknown arm '{}' (arms: {}){}", arm.text, fmt::join(arms, ", "),
                                              did_you_mean(arm.text, arms)));
}

DesignQuestion read_question(const YamlEntry& entry, const Study& study) {
  DesignQuestion question;
  question.name = read_key(entry, "the name of a question");
  Placed outcome, arm, against;
  OverSettings over;
  Origins origins;
  StudyReader reader(entry.value, {entry.key, ""}, origins);
  reader.form(required("outcome", "what is asked for, as `knead compare` names it"), "soreness.area", outcome);
  reader.form(required("arm", "of the study"), "massage", arm);
  reader.form({"against", "an arm to take the difference from"}, "rest", against);
  reader.form({"parameters", "other values: which share of the change from rest is gone with them"}, "{damage.kox: 0}",
              question.parameters);
  reader.form({"over", "settings and their values: which is the best"}, "{arms.massage.0.massage.start: [0 h, 2 h]}",
              over);
  reader.finish();
  question.outcome = read_outcome(outcome.text, outcome.origin);
  check_arm(study, arm);
  question.arm = arm.text;
  if (!against.text.empty()) check_arm(study, against);
  question.against = against.text;
  if (!question.parameters.empty() + !over.options.empty() + !against.text.empty() > 1)
    throw ConfigError(entry.origin, fmt::format("{} has more than one of against, parameters and over", entry.key));
  if (!question.parameters.empty()) {
    question.kind = DesignQuestion::Kind::share;
    if (question.outcome.reducer == Outcome::Reducer::days_to)
      throw ConfigError(outcome.origin, "a share of days_to is none; expected a level, as in force.at(24 h)");
  }
  if (!over.options.empty()) question.kind = DesignQuestion::Kind::choice;
  question.options = over.options;
  const double until_h = study.until_s / 3600;
  if (question.outcome.reducer == Outcome::Reducer::at && question.outcome.argument > until_h)
    throw ConfigError(outcome.origin, fmt::format("{}: the study ends after {:g} h", outcome.text, until_h));
  return question;
}

DesignCandidate read_candidate(const YamlEntry& entry, const Study& study) {
  DesignCandidate candidate;
  candidate.name = read_key(entry, "the name of a candidate");
  Placed observable, arm, against;
  Origins origins;
  StudyReader reader(entry.value, {entry.key, ""}, origins);
  reader.form(required("observable", "what is measured"), "p65_nuclear", observable);
  reader.form(required("arm", "of the study"), "massage", arm);
  reader.form({"against", "another arm of the same people, or baseline; else the level is measured"}, "rest", against);
  reader.quantity(required("at", "when, from the end of the bout"), candidate.at_s, "s", since_zero_s);
  reader.whole(required("people", "how many are measured"), candidate.people, Range{2, 1e6});
  reader.finish();
  if (!find_observable(observable.text)) {
    std::vector<std::string> ids;
    for (const Observable& each : observables()) ids.emplace_back(each.id);
    throw ConfigError(observable.origin,
                      fmt::format("unknown observable '{}'{}", observable.text, did_you_mean(observable.text, ids)));
  }
  candidate.observable = observable.text;
  check_arm(study, arm);
  candidate.arm = arm.text;
  if (!against.text.empty()) check_arm(study, against, {"baseline"});
  candidate.against = against.text;
  if (candidate.against == candidate.arm)
    throw ConfigError(against.origin, fmt::format("{} is measured against itself", candidate.arm));
  if (sample_time_s(study, candidate) > study.until_s)
    throw ConfigError(origins["at"], fmt::format("at {} is after the end of the study; expected at most {}",
                                                 written(candidate.at_s, "s"), written(study.until_s, "s")));
  return candidate;
}

const YamlNode& map_of(const YamlNode& tree, const char* key, const char* example) {
  const YamlNode& node = *tree.find(key);
  expect_map(node, key, example);
  if (node.entries.empty())
    throw ConfigError(node.origin, fmt::format("{} is empty; expected a map such as {}", key, example));
  return node;
}

std::string text_of_file(const std::string& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Read where it stands in the tree, once the study is known.
struct Later {};
void read_form(const YamlNode&, const Spot&, const char*, Later&, Origins&) {}

}  // namespace

MeasurementDesign read_design(const std::string& path, const std::string& posterior) {
  const YamlNode tree = parse_yaml_file(path, Layer::study);
  MeasurementDesign design;
  Placed study, posterior_said, observables_said;
  Later later;
  Origins origins;
  StudyReader reader(tree, {"design", ""}, origins);
  reader.name(required("design", "name of the results"), design.name);
  reader.text({"about", "what it is, in a sentence"}, design.about);
  reader.whole({"seed", "of the simulated measurements"}, design.seed, Range{0, 1e15});
  reader.form(required("posterior", "whose draws are asked: a file of configs/posterior, or beside this one"),
              "calibrated", posterior_said);
  reader.form(required("study", "path from the folder of this file"), "../studies/x.yaml", study);
  reader.whole({"people", "simulated a draw, the same in every draw"}, design.people, Range{1, 1000});
  reader.quantity(
      {"discrepancy", "of the model from any measurement: SD of a logarithm, of a score over 10, or a share"},
      design.discrepancy, "1", Range{0, 10});
  reader.form({"observables", "table of how far the model may be from each, as a calibration has it"},
              "../calibration/observables.tsv", observables_said);
  reader.form(required("questions", "what one would know"), "", later);
  reader.form(required("candidates", "what could be measured"), "", later);
  reader.finish();
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  design.study_path = (folder / study.text).string();
  if (!std::filesystem::is_regular_file(design.study_path))
    throw ConfigError(study.origin, fmt::format("no study {}", design.study_path));
  design.text = text_of_file(path);
  LikelihoodOptions standard;
  standard.discrepancy = design.discrepancy;
  if (!observables_said.text.empty())
    design.noise = read_observable_noise((folder / observables_said.text).string(), standard);

  const YamlNode study_tree = parse_yaml_file(design.study_path, Layer::study);
  const Study base = study_of_tree(study_tree, design.study_path);
  for (const YamlEntry& entry : map_of(tree, "questions", "{effect: {outcome: soreness.area, arm: massage}}").entries)
    design.questions.push_back(read_question(entry, base));
  for (const YamlEntry& entry :
       map_of(tree, "candidates", "{force_24h: {observable: force, arm: rest, at: 24 h, people: 11}}").entries)
    design.candidates.push_back(read_candidate(entry, base));

  std::tie(design.study, design.sample_of) = with_candidates(base, design.candidates, design.people);
  for (const DesignQuestion& question : design.questions)
    for (const DesignOption& option : question.options) {
      YamlNode changed = study_tree;
      change_study(changed, option.settings);
      design.option_studies.push_back(
          of_one_arm(study_of_tree(std::move(changed), design.study_path), question.arm, design.people));
    }
  design.posterior_name = posterior.empty() ? posterior_said.text : posterior;
  const Origin place = posterior.empty() ? posterior_said.origin : Origin{Layer::set, "--posterior " + posterior};
  design.posterior = read_posterior(find_named(posterior_file, design.posterior_name, path, place));
  return design;
}

}  // namespace knead
