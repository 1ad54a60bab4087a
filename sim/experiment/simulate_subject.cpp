#include "sim/experiment/simulate_subject.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <cmath>

#include "sim/experiment/branches.hpp"
#include "sim/numerics/integration.hpp"

namespace knead {

namespace {

constexpr double settling_s = 101 * 3600.0;

/// Where something was thrown elsewhere TBB skips the loops of this task, too: what they left is no state.
void give_up_if_canceled() {
  if (tbb::is_current_task_group_canceling()) throw Interrupted("stopped, as another task has failed");
}

/// More than a segment of what only drifts differs from the next one.
bool jumps(const Quantities& from, const Quantities& to) {
  return std::abs(to.temperature_change - from.temperature_change) > 0.5 ||
         std::abs(to.perfusion_loss - from.perfusion_loss) > 0.1 ||
         std::abs(std::log1p(to.cox_inhibitor) - std::log1p(from.cox_inhibitor)) > 0.2;
}

bool changes_at_once(const Acting& from, const Acting& to) {
  return handled(from.load) || handled(to.load) || jumps(from.load, to.load) || from.held != to.held;
}

/// Advances the branches of one person and reads them at their instants.
class Simulation {
 public:
  Simulation(const TissueModel& model, const std::vector<Life>& lives, const Readers& readers)
      : model_(model), lives_(lives), readers_(readers), observer_(model) {}

  void run_from_baseline(const Branch& branch) const {
    TissueState state;
    const bool settled = succeeds(branch, [&] {
      state = baseline_state(model_, first_of(branch).timeline.begin_s);
      give_up_if_canceled();
      read_baseline(state, branch);
      read(state, {}, branch);
      model_.restart_steps(state);
    });
    if (settled) run(branch, std::move(state));
  }

 private:
  const Life& first_of(const Branch& branch) const { return lives_[branch.lives.front()]; }

  void run(const Branch& branch, TissueState state) const {
    if (!succeeds(branch, [&] { advance(branch, state); })) return;
    if (branch.children.empty() && readers_.end)
      for (const int life : branch.lives) readers_.end(lives_[life].arm);
    tbb::parallel_for(
        std::size_t{0}, branch.children.size(), [&](std::size_t child) { run(branch.children[child], state); },
        tbb::simple_partitioner());
    give_up_if_canceled();
  }

  /// Does some work for all lives of a branch; false if it failed and they were told.
  template <class Work>
  bool succeeds(const Branch& branch, const Work& work) const {
    try {
      work();
      return true;
    } catch (const NumericalFailure& failure) {
      if (!readers_.failed) throw;
      for (const int life : branch.lives) readers_.failed(lives_[life].arm, failure.what());
      return false;
    }
  }

  /// Advances until the lives part or end, and reads what lies on the way.
  void advance(const Branch& branch, TissueState& state) const {
    const Timeline& timeline = first_of(branch).timeline;
    while (state.time_s < timeline.until_s) {
      const double from = state.time_s, change = timeline.next_change_after(from);
      const double to = std::min(change, first_after(timeline.landings, from));
      const Acting& acting = timeline.acting_at(from);
      const std::int64_t steps_before = state.coupling_steps;
      model_.advance(state, acting, to, branch.parting_s);
      give_up_if_canceled();
      if (readers_.steps)
        for (const int life : branch.lives)
          readers_.steps(lives_[life].arm, from, state.time_s, acts(acting.load), state.coupling_steps - steps_before);
      if (readers_.progress) readers_.progress((state.time_s - from) * static_cast<double>(branch.lives.size()));
      if (state.time_s < to) return;  // they part before the next instant
      if (to == change && changes_at_once(acting, timeline.acting_at(to))) model_.restart_steps(state);
      read(state, acting.load, branch);
    }
  }

  /// Reads whatever falls on the state's own time.
  void read(const TissueState& state, const Quantities& load, const Branch& branch) const {
    const double t = state.time_s;
    std::vector<Observed> observed;
    const auto observe = [&]() -> const std::vector<Observed>& {
      if (observed.empty()) observed = observer_.block(state);
      return observed;
    };
    for (const int each : branch.lives) {
      const Life& life = lives_[each];
      const std::vector<double>& series_s = life.times->series_s;
      const auto series = std::lower_bound(series_s.begin(), series_s.end(), t);
      if (readers_.series && series != series_s.end() && *series == t)
        readers_.series(life.arm, static_cast<std::size_t>(series - series_s.begin()), observe(), state, load);
      for (std::size_t i = 0; i < life.sample_s.size(); ++i)
        if (readers_.sample && life.sample_s[i] == t) readers_.sample(life.arm, i, observe());
      const std::vector<double>& snapshots_s = life.times->snapshots_s;
      if (readers_.snapshot && std::binary_search(snapshots_s.begin(), snapshots_s.end(), t))
        readers_.snapshot(life.arm, observer_, state);
    }
  }

  void read_baseline(const TissueState& state, const Branch& branch) const {
    if (!readers_.sample) return;
    const std::vector<Observed> observed = observer_.block(state);
    for (const int each : branch.lives)
      for (std::size_t i = 0; i < lives_[each].sample_s.size(); ++i)
        if (std::isnan(lives_[each].sample_s[i])) readers_.sample(lives_[each].arm, i, observed);
  }

  const TissueModel& model_;
  const std::vector<Life>& lives_;
  const Readers& readers_;
  Observer observer_;
};

}  // namespace

TissueState baseline_state(const TissueModel& model, double begin_s) {
  TissueState state = model.at_rest(0);
  const Acting nothing{};
  for (double t = 0, h = 60; t < settling_s; t += h, h = std::min({2 * h, 4 * 3600.0, settling_s - t}))
    model.step(state, nothing, h);
  state.time_s = begin_s;
  state.coupling_steps = 0;
  model.place_cells(state);
  return state;
}

void simulate_lives(const TissueModel& model, const std::vector<Life>& lives, const Readers& readers) {
  std::vector<Timeline> timelines;
  for (const Life& life : lives) timelines.push_back(life.timeline);
  const Simulation simulation(model, lives, readers);
  for (const Branch& branch : branches_of(timelines)) simulation.run_from_baseline(branch);
}

Life life_of(const Study& study, const ParameterSet& parameters, const SubjectPlan& plan, int arm,
             std::shared_ptr<const ReadingTimes> times) {
  const Medium<double> medium = medium_at_rest(values_of<CytokineParameters>(parameters));
  Timeline timeline = timeline_of(plan, arm, *times, study.until_s, medium);
  return {arm, std::move(timeline), std::move(times), plan.sample_s[arm]};
}

void simulate_subject(const Study& study, const SubjectSetup& subject, const ReadingTimes& times,
                      const Readers& readers) {
  const auto shared_times = std::make_shared<const ReadingTimes>(times);
  for (const Person& person : subject.persons) {
    std::vector<Life> lives;
    for (const int arm : person.arms)
      lives.push_back(life_of(study, person.model.parameters(), person.plan, arm, shared_times));
    simulate_lives(person.model, lives, readers);
  }
}

}  // namespace knead
