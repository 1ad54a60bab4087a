#include "sim/calibration/problem_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>

#include "models/observable.hpp"
#include "models/parameters.hpp"
#include "sim/config/posterior.hpp"
#include "sim/config/tsv_table.hpp"

namespace knead {
namespace {

std::ifstream open(const std::string& path) {
  std::ifstream in(path);
  if (!in || std::filesystem::is_directory(path)) throw ConfigError({Layer::study, path}, "cannot be read");
  return in;
}

/// Refuses a name that stands in the table already.
void expect_new(const TsvLine& line, std::string_view column, const std::string& name, std::set<std::string>& names) {
  if (!names.insert(name).second) line.fail(column, fmt::format("'{}' a second time", line.text(column)));
}

// Free parameters.

using Shape = Prior::Shape;

const std::vector<Column> parameter_columns{{"parameterId", ""},
                                            {"estimate", ""},
                                            {"parameterName", "", false},
                                            {"parameterScale", "", false},
                                            {"lowerBound", "", false},
                                            {"upperBound", "", false},
                                            {"objectivePriorType", "", false}};

const Words<bool> estimate_words{{"1", true}, {"0", false}};
const Words<Shape> scale_words{
    {"lin", Shape::uniform}, {"log", Shape::log_uniform}, {"log10", Shape::log_uniform}, {"", Shape::fixed}};
enum class PriorType { declared, natural, on_scale };
const Words<PriorType> prior_words{
    {"uniform", PriorType::natural}, {"parameterScaleUniform", PriorType::on_scale}, {"", PriorType::declared}};

std::size_t position_of(const TsvLine& line) {
  const std::string& id = line.required("parameterId");
  if (const auto position = find_parameter(id)) return *position;
  std::vector<std::string> names;
  for (const Parameter& p : all_parameters()) names.push_back(fmt::format("{}.{}", p.module, p.symbol));
  line.fail("parameterId", fmt::format("no parameter '{}'{}", id, did_you_mean(id, names)));
}

/// The shape of the prior: as declared, or as the table says where nothing is declared.
Shape shape_of(const TsvLine& line, const Prior& declared) {
  const Shape said = line.word("parameterScale", scale_words);
  const bool nothing_declared = declared.shape == Shape::fixed;
  const Shape shape = !nothing_declared ? declared.shape : said == Shape::fixed ? Shape::uniform : said;
  if (said != Shape::fixed && said != shape)
    line.fail("parameterScale",
              fmt::format("'{}' does not fit the declared prior, which is {}", line.text("parameterScale"),
                          shape == Shape::uniform ? "uniform: lin" : "log-uniform: log or log10"));
  if (line.word("objectivePriorType", prior_words) == PriorType::natural && shape != Shape::uniform)
    line.fail("objectivePriorType", "uniform on a logarithmic scale; expected parameterScaleUniform");
  return shape;
}

double bound_of(const TsvLine& line, std::string_view column, const Parameter& parameter, double declared) {
  if (line.text(column).empty()) {
    if (parameter.prior.shape == Shape::fixed)
      line.fail(column, "empty; a parameter without a declared prior needs both bounds");
    return declared;
  }
  const double bound = line.number(column);
  if (bound < parameter.range.low || bound > parameter.range.high)
    line.fail(column, fmt::format("{} is outside what is possible, {:g} to {:g}", line.text(column),
                                  parameter.range.low, parameter.range.high));
  return bound;
}

Prior prior_of(const TsvLine& line, const Parameter& parameter) {
  const Shape shape = shape_of(line, parameter.prior);
  const double low = bound_of(line, "lowerBound", parameter, parameter.prior.low);
  const double high = bound_of(line, "upperBound", parameter, parameter.prior.high);
  if (shape == Shape::log_uniform && low <= 0)
    line.fail("lowerBound", fmt::format("{:g} is not above 0, on a logarithmic scale", low));
  if (low >= high) line.fail("upperBound", fmt::format("{:g} is not above the lower bound {:g}", high, low));
  return {shape, low, high};
}

// Observables.

const std::vector<Column> observable_columns{
    {"observableId", ""},
    {"noiseFormula", ""},
    {"observableName", "", false},
    {"observableFormula", "", false},
    {"observableTransformation", "", false},
    {"noiseDistribution", "", false},
};

constexpr double normal_freedom = 1e6;  // of a Student's t that is as good as normal

const Observable& observable_of(const TsvLine& line) {
  const std::string& id = line.required("observableId");
  if (const Observable* known = find_observable(id)) return *known;
  std::vector<std::string> names;
  for (const Observable& observable : observables()) names.emplace_back(observable.id);
  line.fail("observableId", fmt::format("no observable '{}'{}", id, did_you_mean(id, names)));
}

void check_reading(const TsvLine& line, const Observable& observable) {
  const std::string& formula = line.text("observableFormula");
  if (!formula.empty() && formula != observable.id)
    line.fail("observableFormula", fmt::format("'{}' is not the observable itself, '{}'", formula, observable.id));
  enum class Transformation { declared, lin, log };
  const Words<Transformation> words{{"lin", Transformation::lin},
                                    {"log", Transformation::log},
                                    {"log10", Transformation::log},
                                    {"", Transformation::declared}};
  const Transformation said = line.word("observableTransformation", words);
  const bool logarithm = observable.scale == Scale::logarithm;
  if (said != Transformation::declared && (said == Transformation::log) != logarithm)
    line.fail("observableTransformation",
              fmt::format("'{}' does not fit '{}', which is compared by {}", line.text("observableTransformation"),
                          observable.id, logarithm ? "logarithms: log or log10" : "differences: lin"));
}

LikelihoodOptions noise_of(const TsvLine& line, LikelihoodOptions options) {
  if (!line.text("noiseFormula").empty()) options.discrepancy = line.number("noiseFormula");
  if (options.discrepancy < 0) line.fail("noiseFormula", fmt::format("{} is below 0", line.text("noiseFormula")));
  const Words<double> words{
      {"student_t", options.degrees_of_freedom}, {"normal", normal_freedom}, {"", options.degrees_of_freedom}};
  options.degrees_of_freedom = line.word("noiseDistribution", words);
  return options;
}

// Conditions.

const std::vector<Column> condition_columns{
    {"conditionId", ""}, {"study_file", ""}, {"treatment", ""}, {"use", ""}, {"conditionName", "", false}};
const Words<Condition::Treatment> treatment_words{{"none", Condition::Treatment::none},
                                                  {"massage", Condition::Treatment::massage},
                                                  {"cold", Condition::Treatment::cold},
                                                  {"drug", Condition::Treatment::drug}};
const Words<bool> use_words{{"fit", true}, {"predict", false}};

}  // namespace

std::vector<FreeParameter> read_free_parameters(std::istream& in, const std::string& file) {
  TsvTable table(in, file, parameter_columns);
  std::vector<FreeParameter> free;
  std::set<std::string> names;
  TsvLine line = table.header();
  while (table.next(line)) {
    const std::size_t position = position_of(line);
    expect_new(line, "parameterId", line.text("parameterId"), names);
    const Parameter& parameter = all_parameters()[position];
    if (line.word("estimate", estimate_words)) {
      if (belongs_to_study(parameter))
        line.fail("estimate", fmt::format("{} {}; expected 0", line.text("parameterId"), belongs_to_study_words));
      free.push_back({position, prior_of(line, parameter)});
    }
  }
  return free;
}

std::vector<FreeParameter> read_free_parameters(const std::string& path) {
  std::ifstream in = open(path);
  return read_free_parameters(in, path);
}

std::map<std::string, LikelihoodOptions> read_observable_noise(std::istream& in, const std::string& file,
                                                               const LikelihoodOptions& standard) {
  TsvTable table(in, file, observable_columns);
  std::map<std::string, LikelihoodOptions> noise;
  std::set<std::string> names;
  TsvLine line = table.header();
  while (table.next(line)) {
    const Observable& observable = observable_of(line);
    expect_new(line, "observableId", std::string(observable.id), names);
    check_reading(line, observable);
    noise[std::string(observable.id)] = noise_of(line, standard);
  }
  return noise;
}

std::map<std::string, LikelihoodOptions> read_observable_noise(const std::string& path,
                                                               const LikelihoodOptions& standard) {
  std::ifstream in = open(path);
  return read_observable_noise(in, path, standard);
}

std::vector<Condition> read_conditions(std::istream& in, const std::string& file) {
  TsvTable table(in, file, condition_columns);
  std::vector<Condition> conditions;
  std::set<std::string> names;
  TsvLine line = table.header();
  while (table.next(line)) {
    Condition condition;
    condition.id = line.required("conditionId");
    condition.name = line.text("conditionName");
    condition.study_file = line.required("study_file");
    expect_new(line, "conditionId", condition.study_file + '\t' + condition.id, names);
    condition.treatment = line.word("treatment", treatment_words);
    condition.fitted = line.word("use", use_words);
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

std::vector<Condition> read_conditions(const std::string& path) {
  std::ifstream in = open(path);
  return read_conditions(in, path);
}

const Condition* find_condition(const std::vector<Condition>& conditions, const Measurement& row) {
  const auto found = std::find_if(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    return condition.id == row.condition && condition.study_file == row.study_file;
  });
  return found == conditions.end() ? nullptr : &*found;
}

void expect_conditions_of(const std::vector<Measurement>& rows, const std::string& studies_folder,
                          const std::vector<Condition>& conditions, const std::string& file) {
  for (const Measurement& row : rows) {
    if (find_condition(conditions, row)) continue;
    const std::filesystem::path study = std::filesystem::path(studies_folder) / (row.study_file + ".yaml");
    if (!std::filesystem::exists(study)) continue;
    std::vector<std::string> names;
    for (const Condition& condition : conditions)
      if (condition.study_file == row.study_file) names.push_back(condition.id);
    throw ConfigError({Layer::study, file},
                      fmt::format("no condition '{}' of study '{}', which line {} of the measurements has{}",
                                  row.condition, row.study_file, row.line, did_you_mean(row.condition, names)));
  }
}

}  // namespace knead
