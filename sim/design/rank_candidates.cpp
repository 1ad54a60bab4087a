#include "sim/design/rank_candidates.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

namespace knead {
namespace {

bool is_choice(const DesignQuestion& question) { return question.kind == DesignQuestion::Kind::choice; }

/// The draws' answers to one question, [option][draw], and the draws' weights: 0 where an answer is missing.
struct Answered {
  std::vector<std::vector<double>> numbers;
  std::vector<double> weights;
  std::size_t draws = 0;
};

Answered answered(const MeasurementDesign& design, std::size_t question, const std::vector<DrawAnswer>& answers) {
  Answered result;
  result.numbers.resize(answers.front().questions[question].size());
  double sum = 0;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    const std::vector<double>& of_draw = answers[k].questions[question];
    const bool whole = std::all_of(of_draw.begin(), of_draw.end(), [](double x) { return std::isfinite(x); });
    result.weights.push_back(whole ? design.posterior.weights[k] : 0);
    sum += result.weights.back();
    if (result.weights.back() > 0) ++result.draws;
    for (std::size_t o = 0; o < of_draw.size(); ++o) result.numbers[o].push_back(of_draw[o]);
  }
  for (double& weight : result.weights)
    if (sum > 0) weight /= sum;
  return result;
}

double mean_of(const std::vector<double>& numbers, const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t k = 0; k < numbers.size(); ++k)
    if (weights[k] > 0) sum += weights[k] * numbers[k];
  return sum;
}

/// A measurement that tells nothing.
std::vector<double> constant(const Answered& of, double value) { return std::vector(of.weights.size(), value); }

std::vector<std::vector<double>> utilities(const DesignQuestion& question, Answered of) {
  if (question.outcome.better == Outcome::Better::less)
    for (auto& option : of.numbers)
      for (double& number : option) number = -number;
  return of.numbers;
}

void describe_now(const DesignQuestion& question, const Answered& of, QuestionResult& result) {
  for (const auto& option : of.numbers) result.means.push_back(mean_of(option, of.weights));
  const Preposterior nothing(of.weights, constant(of, 0), constant(of, 1), {.measurements = 1});
  if (is_choice(question)) {
    result.now = nothing.of_choice(utilities(question, of));
  } else {
    result.mean = result.means.front();
    result.sd = std::sqrt(nothing.of_number(of.numbers.front()).present_variance);
  }
}

RankedCandidate worth_of(const MeasurementDesign& design, const DesignQuestion& question, const Answered& of,
                         std::size_t candidate, const std::vector<DrawAnswer>& answers) {
  RankedCandidate result;
  result.candidate = candidate;
  std::vector<double> mean, se;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    mean.push_back(answers[k].candidates[candidate].mean);
    se.push_back(answers[k].candidates[candidate].se);
    if (of.weights[k] > 0 && std::isfinite(mean.back()) && std::isfinite(se.back())) ++result.draws;
  }
  if (!result.known()) return result;
  const Preposterior measured(of.weights, mean, se, {.seed = design.seed});
  result.effective_draws = measured.effective_draws();
  if (is_choice(question)) {
    const ExpectedChoice expected = measured.of_choice(utilities(question, of));
    result.worth = expected.sample_information;
    result.overstated = expected.overstated_information;
  } else {
    const ExpectedReduction expected = measured.of_number(of.numbers.front());
    result.worth = expected.percent;
    result.overstated = expected.overstated_percent;
  }
  return result;
}

}  // namespace

DesignDraws::DesignDraws(const MeasurementDesign& design, const std::filesystem::path& folder, const Ranks& ranks,
                         const std::function<void()>& look)
    : design_(design),
      model_(design),
      evaluations_(folder / (design.name + ".design.part"), model_.identity(), model_.width(), ranks,
                   [this](const Point& values) { return model_.numbers_of(model_.answer(values)); }) {
  model_.set_look(look);
}

std::vector<DrawAnswer> DesignDraws::answers(const std::function<void(double)>& progress) {
  std::vector<DrawAnswer> all;
  for (const std::vector<double>& numbers : evaluations_.at(design_.posterior.values, progress))
    all.push_back(model_.answer_of(numbers));
  return all;
}

std::vector<QuestionResult> rank_candidates(const MeasurementDesign& design, const std::vector<DrawAnswer>& answers) {
  std::vector<QuestionResult> results;
  for (std::size_t q = 0; q < design.questions.size(); ++q) {
    const DesignQuestion& question = design.questions[q];
    const Answered of = answered(design, q, answers);
    QuestionResult& result = results.emplace_back();
    result.question = q;
    result.draws = of.draws;
    if (of.draws < 2) continue;
    describe_now(question, of, result);
    result.ranked.resize(design.candidates.size());
    tbb::parallel_for(std::size_t{0}, design.candidates.size(),
                      [&](std::size_t c) { result.ranked[c] = worth_of(design, question, of, c, answers); });
    std::stable_sort(result.ranked.begin(), result.ranked.end(), [](const auto& a, const auto& b) {
      return a.known() != b.known() ? a.known() : a.known() && a.worth.value > b.worth.value;
    });
    for (RankedCandidate& candidate : result.ranked)
      if (candidate.known()) candidate.behind = result.ranked.front().worth - candidate.worth;
  }
  return results;
}

}  // namespace knead
