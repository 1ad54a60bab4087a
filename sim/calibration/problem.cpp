#include "sim/calibration/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/config/configs_folder.hpp"
#include "sim/config/read_study.hpp"
#include "sim/config/study_posterior.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/experiment/study_samples.hpp"
#include "sim/inference/simulated_trial.hpp"

namespace knead {

namespace {

namespace fs = std::filesystem;

/// The studies that the settings name, or of the fitted conditions those that there are.
std::vector<Study> studies_of(const Calibration& settings, const std::vector<Condition>& conditions) {
  std::vector<std::string> paths = settings.studies;
  if (paths.empty())
    for (const Condition& condition : conditions) {
      const std::string path = configs_folder() + "/studies/" + condition.study_file + ".yaml";
      const bool known = std::find(paths.begin(), paths.end(), path) != paths.end();
      if (condition.fitted && !known && fs::is_regular_file(path)) paths.push_back(path);
    }
  std::vector<Study> studies;
  for (const std::string& path : paths) {
    studies.push_back(read_study(path));
    const auto same = [&](const Study& other) { return other.name == studies.back().name; };
    if (std::count_if(studies.begin(), studies.end(), same) > 1)
      throw ConfigError({Layer::study, path},
                        fmt::format("a second study '{}'; expected each once", studies.back().name));
  }
  return studies;
}

std::vector<Coordinate> coordinates_of(const std::vector<FreeParameter>& free,
                                       const std::vector<std::string>& carried) {
  std::vector<Coordinate> coordinates;
  for (const FreeParameter& parameter : free) coordinates.push_back({parameter.position, parameter.prior});
  const auto all = all_parameters();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_free = std::any_of(free.begin(), free.end(), [i](const FreeParameter& f) { return f.position == i; });
    const bool is_carried = std::find(carried.begin(), carried.end(), all[i].module) != carried.end();
    if (!is_free && is_carried && all[i].prior.shape != Prior::Shape::fixed) coordinates.push_back({i, all[i].prior});
  }
  return coordinates;
}

/// All that a prediction follows from; how a posterior is made of predictions is no part of it, so that longer chains,
/// or another likelihood, find what was simulated before.
std::string identity_of(const Problem& problem) {
  const Calibration& settings = problem.settings;
  std::string identity = fmt::format("{} {} {}\n", settings.people, settings.people_spread, settings.reweight.people);
  for (std::size_t i = 0; i < problem.coordinates.size(); ++i)
    identity +=
        fmt::format("{} {} {} {}\n", problem.coordinates.name(i), static_cast<int>(problem.coordinates[i].prior.shape),
                    problem.coordinates[i].prior.low, problem.coordinates[i].prior.high);
  for (const Study& study : problem.studies) {
    identity += resolved_yaml(study);
    for (const Parameter& parameter : all_parameters())  // which of those values no draw replaces
      if (is_set(study, full_name(parameter))) identity += full_name(parameter) + '\n';
  }
  for (const Measurement& row : problem.rows)
    identity += fmt::format("{} {} {} {} {} {} {} {}\n", row.study, row.study_file, row.observable, row.condition,
                            row.time_h, static_cast<int>(row.when), static_cast<int>(row.contrast), name_of(row.kind));
  return identity;
}

/// The rows of fitted conditions that the studies model.
std::vector<Measurement> fitted_rows(const std::vector<Measurement>& measurements, const Problem& problem) {
  std::vector<Measurement> rows;
  Origin first{Layer::study, problem.settings.tables.measurements};  // of those that are not modelled
  std::string why;
  for (const Measurement& row : measurements) {
    const auto study = std::find_if(problem.studies.begin(), problem.studies.end(),
                                    [&](const Study& each) { return each.name == row.study_file; });
    const Condition* condition = find_condition(problem.conditions, row);
    if (study == problem.studies.end() || !condition || !condition->fitted) continue;
    const RowLookup found = find_row(row, study->rows, empty_samples(*study));
    if (found.place) {
      rows.push_back(row);
    } else if (why.empty()) {
      why = found.why;
      first = {first.layer, first.file, row.line, 1};
    }
  }
  if (!rows.empty()) return rows;
  if (why.empty()) throw ConfigError(first, "no row is fitted; expected some of the studies");
  throw ConfigError(first, fmt::format("no row is modelled by its study (this one: {}); expected some", why));
}

}  // namespace

LikelihoodOptions Problem::likelihood_of(const Measurement& row) const {
  const auto known = likelihood.find(row.observable);
  return known == likelihood.end() ? settings.likelihood : known->second;
}

Problem read_problem(const std::string& path) {
  constexpr std::size_t most_free = 20;
  Problem problem;
  problem.settings = read_calibration(path);
  const CalibrationTables& tables = problem.settings.tables;
  const std::vector<FreeParameter> free = read_free_parameters(tables.parameters);
  if (free.empty() || free.size() > most_free)
    throw ConfigError(
        {Layer::study, tables.parameters},
        fmt::format("{} free parameters; expected 1 to {}: the others are carried along", free.size(), most_free));
  problem.likelihood = read_observable_noise(tables.observables, problem.settings.likelihood);
  problem.conditions = read_conditions(tables.conditions);
  const std::vector<Measurement> measurements = read_measurements(tables.measurements);
  expect_conditions_of(measurements, configs_folder() + "/studies", problem.conditions, tables.conditions);

  problem.studies = studies_of(problem.settings, problem.conditions);
  problem.rows = fitted_rows(measurements, problem);
  problem.coordinates = Coordinates(coordinates_of(free, problem.settings.carried));
  problem.free = free.size();

  problem.identity = identity_of(problem);
  return problem;
}

}  // namespace knead
