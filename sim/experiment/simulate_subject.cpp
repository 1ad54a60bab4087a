#include "sim/experiment/simulate_subject.hpp"

#include <algorithm>
#include <cmath>

namespace knead {

namespace {

constexpr double settling_s = 101 * 3600.0;

/// What acts on the tissue between two changes.
Acting acting_at(const ArmPlan& plan, bool superfused, double t_s, const TissueModel& model) {
  Acting acting;
  if (const Segment* segment = plan.loads.segment_at(t_s)) {
    acting.load = segment->load;
    acting.segment_s = segment->end_s - segment->begin_s;
  }
  if (!superfused) return acting;
  acting.held = medium_at_rest(values_of<CytokineParameters>(model.parameters()));
  for (const HeldMedium& hold : plan.held)
    if (hold.begin_s <= t_s && t_s < hold.end_s) acting.held = hold.medium;
  return acting;
}

/// Advances the branches of one person and reads them at their instants.
class Branch {
 public:
  Branch(const Study& study, const Person& person, const ReadingTimes& times, const Readers& readers)
      : person_(person), times_(times), readers_(readers), observer_(person.model) {
    for (const BiopsyTime& biopsy : study.sampling.biopsies)
      baseline_.push_back(biopsy.when == BiopsyTime::When::baseline);
  }

  /// Advances to until_s for the arms that share this branch; reads what lies in (state.time_s, until_s].
  void advance(TissueState& state, const ArmPlan& plan, double until_s, const std::vector<int>& arms) const {
    const std::vector<double> landings = landings_of(arms);
    person_.model.restart_steps(state);
    while (state.time_s < until_s) {
      const double from = state.time_s, change = plan.next_change_after(from);
      const double to = std::min({change, first_after(landings, from), until_s});
      const Acting acting = acting_at(plan, person_.plan.superfused, from, person_.model);
      person_.model.advance(state, acting, to);
      if (to == change) person_.model.restart_steps(state);
      read(state, acting.load, arms);
      if (readers_.progress) readers_.progress((to - from) * static_cast<double>(arms.size()));
    }
  }

  /// Reads whatever falls on the state's own time.
  void read(const TissueState& state, const Quantities& load, const std::vector<int>& arms) const {
    const double t = state.time_s;
    const auto series = std::lower_bound(times_.series_s.begin(), times_.series_s.end(), t);
    const bool in_series = series != times_.series_s.end() && *series == t;
    const auto sampled = [&](int arm) {
      const std::vector<double>& samples = person_.plan.sample_s[arm];
      return std::find(samples.begin(), samples.end(), t) != samples.end();
    };
    if (in_series || std::any_of(arms.begin(), arms.end(), sampled)) {
      const std::vector<Observed> observed = observer_.block(state);
      for (const int arm : arms) {
        if (in_series && readers_.series)
          readers_.series(arm, static_cast<std::size_t>(series - times_.series_s.begin()), observed, state, load);
        for (std::size_t i = 0; i < baseline_.size(); ++i)
          if (person_.plan.sample_s[arm][i] == t && readers_.sample) readers_.sample(arm, i, observed);
      }
    }
    if (readers_.snapshot && std::binary_search(times_.snapshots_s.begin(), times_.snapshots_s.end(), t))
      for (const int arm : arms) readers_.snapshot(arm, observer_, state);
  }

  void read_baseline(const TissueState& state, const std::vector<int>& arms) const {
    const std::vector<Observed> observed = observer_.block(state);
    for (std::size_t i = 0; i < baseline_.size(); ++i)
      if (baseline_[i] && readers_.sample)
        for (const int arm : arms) readers_.sample(arm, i, observed);
  }

 private:
  /// Every instant at which some of the arms are read, ascending.
  std::vector<double> landings_of(const std::vector<int>& arms) const {
    std::vector<double> landings = times_.series_s;
    landings.insert(landings.end(), times_.snapshots_s.begin(), times_.snapshots_s.end());
    for (const int arm : arms)
      for (const double t : person_.plan.sample_s[arm])
        if (!std::isnan(t)) landings.push_back(t);
    std::sort(landings.begin(), landings.end());
    return landings;
  }

  const Person& person_;
  const ReadingTimes& times_;
  const Readers& readers_;
  Observer observer_;
  std::vector<char> baseline_;
};

}  // namespace

ReadingTimes reading_times(const Study& study) {
  double longest_before = 0;
  for (const LoadEvent& event : study.before) longest_before += timing_of(event).start_s.high + span_s(event);
  const auto every = [&](double step_s) {
    std::vector<double> instants;
    if (step_s <= 0) return instants;
    for (auto k = static_cast<std::int64_t>(std::ceil(-longest_before / step_s));
         static_cast<double>(k) * step_s <= study.until_s; ++k)
      instants.push_back(static_cast<double>(k) * step_s);
    return instants;
  };
  return {every(study.output.series_s), every(study.output.snapshot_every_s)};
}

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

void simulate_subject(const Study& study, const SubjectSetup& subject, const ReadingTimes& times,
                      const Readers& readers) {
  for (const Person& person : subject.persons) {
    const Branch branch(study, person, times, readers);
    TissueState trunk = baseline_state(person.model, person.plan.begin_s);
    branch.read_baseline(trunk, person.arms);
    branch.read(trunk, {}, person.arms);
    branch.advance(trunk, person.plan.before, 0, person.arms);
    for (const int arm : person.arms) {
      TissueState state = trunk;
      branch.advance(state, person.plan.arms[arm], study.until_s, {arm});
    }
  }
}

}  // namespace knead
