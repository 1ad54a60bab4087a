#include "sim/design/draw_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "models/observable.hpp"
#include "sim/calibration/row_model.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/design/design_study.hpp"
#include "sim/experiment/run_study.hpp"
#include "sim/experiment/traits.hpp"
#include "sim/inference/row_prediction.hpp"
#include "sim/numerics/integration.hpp"

namespace knead {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::size_t position_of(const std::string& observable) {
  return static_cast<std::size_t>(find_observable(observable) - observables().data());
}

int arm_of(const Study& study, const std::string& name) {
  const auto found =
      std::find_if(study.arms.begin(), study.arms.end(), [&](const Arm& arm) { return arm.name == name; });
  return static_cast<int>(found - study.arms.begin());
}

/// The samples at baseline and at one other moment, as a study of one measurement has them: the background of a blot
/// is a share of the control's mean over all of them.
TrueSamples with_sample(const TrueSamples& all, std::size_t sample, int control_arm) {
  const std::size_t kept[] = {0, sample};
  TrueSamples some = all;
  some.control_arm = control_arm;
  for (std::size_t arm = 0; arm < all.arms.size(); ++arm)
    some.moments[arm] = {all.moments[arm][0], all.moments[arm][sample]};
  some.values.clear();
  some.allocate();
  for (int subject = 0; subject < all.subjects; ++subject)
    for (int arm = 0; arm < static_cast<int>(all.arms.size()); ++arm)
      for (int k = 0; k < 2; ++k)
        for (int o = 0; o < static_cast<int>(all.observables.size()); ++o)
          some.at(subject, arm, k, o) = all.at(subject, arm, static_cast<int>(kept[k]), o);
  return some;
}

}  // namespace

/// What there was in a study of one draw.
struct DrawModel::Simulated {
  Study study;
  TrueSamples truth;
  std::vector<double> time_h;
  std::vector<std::vector<std::vector<double>>> series;  ///< [subject][observable][arm, time]

  std::span<const double> course_of(int subject, const std::string& observable, int arm) const {
    const std::size_t times = time_h.size();
    return std::span(series[static_cast<std::size_t>(subject)][position_of(observable)])
        .subspan(static_cast<std::size_t>(arm) * times, times);
  }

  /// Mean over people of an outcome of an arm.
  double outcome(const Outcome& of, const std::string& arm_name) const {
    return mean(of, arm_name, [](int, int, std::span<double>) {});
  }

  /// The same had it stayed as it was at baseline.
  double outcome_at_rest(const Outcome& of, const std::string& arm_name) const {
    const int observable = static_cast<int>(position_of(of.observable));
    return mean(of, arm_name, [&](int subject, int arm, std::span<double> course) {
      std::fill(course.begin(), course.end(), truth.at(subject, arm, 0, observable).mean);
    });
  }

 private:
  template <class Change>
  double mean(const Outcome& of, const std::string& arm_name, Change change) const {
    const int arm = arm_of(study, arm_name);
    double sum = 0;
    for (int subject = 0; subject < study.subjects.count; ++subject) {
      const std::span<const double> there = course_of(subject, of.observable, arm);
      std::vector<double> course(there.begin(), there.end());
      change(subject, arm, std::span(course));
      const double bout_s = first_bout_end_s(study, study.arms[static_cast<std::size_t>(arm)],
                                             {study.seed, static_cast<std::uint64_t>(subject + 1)});
      sum += of.of(course, time_h, bout_s / 3600);
    }
    return sum / study.subjects.count;
  }
};

DrawModel::DrawModel(const MeasurementDesign& design) : design_(design) {
  std::vector<DrawnParameters> values = draws_of(design.posterior);
  for (const DesignQuestion& question : design.questions)
    if (question.kind == DesignQuestion::Kind::share) {
      share_studies_.push_back(of_one_arm(design.study, question.arm, design.people));
      for (const auto& [position, value] : question.parameters) values.push_back({{position}, {value}});
    }
  std::vector<Study> all{design.study};
  all.insert(all.end(), share_studies_.begin(), share_studies_.end());
  all.insert(all.end(), design.option_studies.begin(), design.option_studies.end());
  responses_ = wide_responses(all, values);
}

DrawModel::Simulated DrawModel::simulate(const Study& study, const std::vector<double>& values,
                                         const Traits& others) const {
  Simulated result;
  result.study = drawn(study, {design_.posterior.positions, values});
  ParameterSet changed = result.study.parameters;
  for (const auto& [position, value] : others) changed.values[position] = value;
  result.study = with_parameters(result.study, changed);
  for (const double t : reading_times(study).series_s) result.time_h.push_back(t / 3600);
  result.series.resize(static_cast<std::size_t>(study.subjects.count));
  RunOptions options;
  options.responses = responses_ ? &*responses_ : nullptr;
  options.record = [&](int subject, const SubjectRecord& record) {
    result.series[static_cast<std::size_t>(subject)] = record.series;
  };
  options.progress = [&](double) { look_(); };
  result.truth = run_study(result.study, options);
  return result;
}

PredictedMeasurement DrawModel::predicted(std::size_t candidate, const Simulated& base) const {
  const DesignCandidate& what = design_.candidates[candidate];
  const Measurement row = what.measurement();
  RowInSamples place;
  place.observable = static_cast<int>(position_of(what.observable));
  place.arm = arm_of(base.study, what.arm);
  place.sample = 1;
  if (row.contrast == Contrast::baseline) place.baseline_sample = 0;
  if (row.contrast == Contrast::paired) place.control_arm = arm_of(base.study, what.against);
  const TrueSamples samples = with_sample(base.truth, design_.sample_of[candidate],
                                          place.control_arm < 0 ? base.truth.control_arm : place.control_arm);
  const auto prediction =
      predict(row, place, samples, values_of<LaboratoryParameters>(base.study.parameters), PeopleSpread{});
  if (!prediction) return {nan, nan};
  const ContrastMoments& middle = prediction->at[static_cast<std::size_t>(prediction->nodes) / 2];
  return {middle.mean,
          std::hypot(middle.sd / std::sqrt(what.people), design_.discrepancy_of(what.observable) * prediction->unit)};
}

DrawAnswer DrawModel::answer_all(const std::vector<double>& values) const {
  using Kind = DesignQuestion::Kind;
  const Simulated base = simulate(design_.study, values, {});
  DrawAnswer answer;
  auto option_study = design_.option_studies.begin();
  auto share_study = share_studies_.begin();
  for (const DesignQuestion& question : design_.questions) {
    std::vector<double>& numbers = answer.questions.emplace_back();
    if (question.kind == Kind::choice) {
      for (std::size_t o = 0; o < question.options.size(); ++o)
        numbers.push_back(simulate(*option_study++, values, {}).outcome(question.outcome, question.arm));
      continue;
    }
    const double outcome = base.outcome(question.outcome, question.arm);
    if (question.kind == Kind::share) {
      const Simulated other = simulate(*share_study++, values, question.parameters);
      const double change = base.outcome_at_rest(question.outcome, question.arm) - outcome;
      numbers.push_back(100 * (other.outcome(question.outcome, question.arm) - outcome) / change);
    } else {
      numbers.push_back(question.against.empty() ? outcome
                                                 : outcome - base.outcome(question.outcome, question.against));
    }
  }
  for (std::size_t c = 0; c < design_.candidates.size(); ++c) answer.candidates.push_back(predicted(c, base));
  return answer;
}

DrawAnswer DrawModel::answer(const std::vector<double>& values) const {
  look_();
  try {
    return answer_all(values);
  } catch (const NumericalFailure&) {  // a corner of the posterior in which a network cannot be integrated
    return answer_of(std::vector(width(), nan));
  }
}

std::size_t DrawModel::numbers_of_question(const DesignQuestion& question) const {
  return std::max<std::size_t>(1, question.options.size());
}

std::size_t DrawModel::width() const {
  std::size_t sum = 2 * design_.candidates.size();
  for (const DesignQuestion& question : design_.questions) sum += numbers_of_question(question);
  return sum;
}

std::vector<double> DrawModel::numbers_of(const DrawAnswer& answer) const {
  std::vector<double> numbers;
  for (const auto& question : answer.questions) numbers.insert(numbers.end(), question.begin(), question.end());
  for (const PredictedMeasurement& candidate : answer.candidates) {
    numbers.push_back(candidate.mean);
    numbers.push_back(candidate.se);
  }
  return numbers;
}

DrawAnswer DrawModel::answer_of(const std::vector<double>& numbers) const {
  DrawAnswer answer;
  auto next = numbers.begin();
  for (const DesignQuestion& question : design_.questions) {
    const auto end = next + static_cast<std::ptrdiff_t>(numbers_of_question(question));
    answer.questions.emplace_back(next, end);
    next = end;
  }
  for (; next != numbers.end(); next += 2) answer.candidates.push_back({next[0], next[1]});
  return answer;
}

std::string DrawModel::identity() const {
  std::string all = fmt::format("{}\n{}", design_.posterior.checksum, design_.text);
  all += resolved_yaml(design_.study);
  for (const Study& study : design_.option_studies) all += resolved_yaml(study);
  for (const auto& [observable, noise] : design_.noise) all += fmt::format("{} {}\n", observable, noise.discrepancy);
  return all;
}

}  // namespace knead
