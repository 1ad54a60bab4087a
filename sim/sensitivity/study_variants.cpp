#include "sim/sensitivity/study_variants.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <memory>
#include <stdexcept>

#include "models/observable.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/experiment/free_pressure.hpp"
#include "sim/experiment/prior_draw.hpp"
#include "sim/experiment/simulate_subject.hpp"
#include "sim/experiment/study_samples.hpp"
#include "sim/experiment/traits.hpp"
#include "sim/inference/study_verdicts.hpp"
#include "sim/numerics/integration.hpp"

namespace knead {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double no_spread = 0;  // of subjects

void to_the_middle(Drawn& drawn) { drawn = {drawn.at(0.5), drawn.at(0.5)}; }

/// The study of one subject in whom nothing is left to the draw of a moment.
Study of_one_subject(const Study& study, bool study_tissue) {
  const bool mix = study.tissue.kind == Tissue::Kind::block && !study_tissue;
  Study one = mix ? well_mixed(study, true) : study;
  one.subjects.count = 1;
  one.origins.clear();
  one.output.snapshot_every_s = 0;
  one.output.snapshot_subjects.clear();
  const auto start_in_the_middle = [](std::vector<LoadEvent>& loads) {
    for (LoadEvent& load : loads) std::visit([](auto& event) { to_the_middle(event.timing.start_s); }, load);
  };
  start_in_the_middle(one.before);
  for (Arm& arm : one.arms) start_in_the_middle(arm.loads);
  for (BiopsyTime& biopsy : one.sampling.biopsies) to_the_middle(biopsy.time_s);
  return one;
}

std::size_t position_of(const std::string& observable) {
  const auto all = observables();
  return static_cast<std::size_t>(
      std::find_if(all.begin(), all.end(), [&](const Observable& each) { return each.id == observable; }) -
      all.begin());
}

}  // namespace

StudyVariants::StudyVariants(const Study& study, const SensitivityQuestion& question)
    : question_(question), base_(of_one_subject(study, question.study_tissue)) {
  const auto& chosen = question.parameters.chosen;
  const auto pressure = find_parameter("massage.pressure");
  pressure_freed_ = std::find(chosen.begin(), chosen.end(), *pressure) != chosen.end() && free_pressure(base_);
  times_ = reading_times(base_);
  for (const double t : times_.series_s) time_h_.push_back(t / 3600);
  for (const Outcome& outcome : question.outcomes) observable_of_.push_back(position_of(outcome.observable));
  // Pressure and stiffness are largest and least at the ends of their priors; the rest of the limb is the study's.
  const std::vector<Study> ends{base_, at(std::vector<double>(chosen.size(), 0.0)),
                                at(std::vector<double>(chosen.size(), 1.0))};
  limbs_ = limb_responses(ends, no_spread);
}

std::vector<std::size_t> StudyVariants::arms() const {
  std::vector<std::size_t> arms{question_.arm};
  if (question_.against) arms.push_back(*question_.against);
  return arms;
}

double StudyVariants::simulated_s() const {
  const double begin_s = times_.series_s.empty() ? 0 : times_.series_s.front();
  return (base_.until_s - begin_s) * static_cast<double>(arms().size());
}

Study StudyVariants::at(const std::vector<double>& shares) const {
  ParameterSet parameters = base_.parameters;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::size_t position = question_.parameters.chosen[i];
    parameters.values[position] = prior_quantile(all_parameters()[position], shares[i]);
  }
  return with_parameters(base_, parameters);
}

std::vector<double> StudyVariants::evaluate(const std::vector<double>& shares,
                                            const std::function<void(double)>& progress) const {
  const Study study = at(shares);
  const std::vector<std::size_t> wanted = arms();
  const std::size_t outcomes = question_.outcomes.size();
  std::vector<double> failure(1 + outcomes, nan);
  failure.front() = 1;

  // [wanted arm][outcome][time]
  std::vector<std::vector<std::vector<double>>> courses(
      wanted.size(), std::vector<std::vector<double>>(outcomes, std::vector<double>(time_h_.size(), nan)));
  std::atomic<bool> failed = false;
  Readers readers;
  readers.series = [&](int life, std::size_t at, const std::vector<Observed>& observed, const TissueState&,
                       const Quantities&) {
    for (std::size_t o = 0; o < outcomes; ++o) courses[life][o][at] = observed[observable_of_[o]].mean;
  };
  readers.failed = [&](int, const std::string&) { failed = true; };
  readers.progress = progress;
  try {
    const SubjectSetup subject = set_up_subject(study, 1, limbs_ ? &*limbs_ : nullptr, no_spread);
    const auto times = std::make_shared<const ReadingTimes>(times_);
    for (const Person& person : subject.persons) {
      std::vector<Life> lives;
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        const int arm = static_cast<int>(wanted[i]);
        if (!std::binary_search(person.arms.begin(), person.arms.end(), arm)) continue;
        lives.push_back(life_of(study, person.model.parameters(), person.plan, arm, times));
        lives.back().arm = static_cast<int>(i);
      }
      if (!lives.empty()) simulate_lives(person.model, lives, readers);
    }
  } catch (const NumericalFailure&) {
    return failure;
  } catch (const std::invalid_argument&) {  // a tissue that cannot be built
    return failure;
  }
  if (failed) return failure;

  const DrawKey key{study.seed, 1};
  std::vector<double> answer{0};
  for (std::size_t o = 0; o < outcomes; ++o) {
    const auto value_of = [&](std::size_t i) {
      const double bout_h = first_bout_end_s(study, study.arms[wanted[i]], key) / 3600;
      return question_.outcomes[o].of(courses[i][o], time_h_, bout_h);
    };
    answer.push_back(question_.against ? value_of(0) - value_of(1) : value_of(0));
  }
  return answer;
}

}  // namespace knead
