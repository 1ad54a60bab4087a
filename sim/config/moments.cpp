#include "sim/config/moments.hpp"

#include <algorithm>
#include <stdexcept>

namespace knead {
namespace {

/// Every time that a load of this name ends, in order of time.
std::vector<Bout> ends_of(const Arm& arm, const std::string& name) {
  std::vector<Bout> ends;
  for (std::size_t event = 0; event < arm.loads.size(); ++event) {
    const LoadEvent& load = arm.loads[event];
    if (name_of(load) != name) continue;
    const Timing& timing = timing_of(load);
    for (int i = 0; i < occurrences(timing); ++i) ends.push_back({event, offset_s(timing, i) + duration_s(load)});
  }
  std::sort(ends.begin(), ends.end(),
            [&](const Bout& a, const Bout& b) { return a.end_s(arm).low < b.end_s(arm).low; });
  return ends;
}

Drawn shifted(const Drawn& drawn, double by_s) { return {drawn.low + by_s, drawn.high + by_s}; }

}  // namespace

std::optional<std::size_t> last_load(const Arm& arm, const std::string& name) {
  const std::vector<Bout> ends = ends_of(arm, name);
  return ends.empty() ? std::nullopt : ends.back().event;
}

LoadPlace load_before_sample(const Study& study, const BiopsyTime& after, const Arm& arm) {
  if (const auto own = last_load(arm, after.load)) return {&arm, *own};
  const auto has_one = [&](const Arm& other) { return last_load(other, after.load).has_value(); };
  const auto other = std::find_if(study.arms.begin(), study.arms.end(), has_one);
  if (other == study.arms.end()) throw std::invalid_argument("no arm has a load '" + after.load + "'");
  return {&*other, *last_load(*other, after.load)};
}

Drawn sample_window_s(const Study& study, const BiopsyTime& biopsy, const Arm& arm) {
  if (biopsy.when == BiopsyTime::When::baseline) return {0, 0};
  if (biopsy.when == BiopsyTime::When::at) return biopsy.time_s;
  const LoadEvent& load = load_before_sample(study, biopsy, arm).load();
  const Drawn& start = timing_of(load).start_s;
  return shifted({start.low + biopsy.time_s.low, start.high + biopsy.time_s.high}, span_s(load));
}

Drawn Bout::end_s(const Arm& arm) const {
  return event ? shifted(timing_of(arm.loads[*event]).start_s, after_start_s) : Drawn{0, 0};
}

std::vector<Bout> bouts_of(const Study& study, const Arm& arm) {
  std::vector<Bout> bouts = ends_of(arm, "exercise");
  if (!study.before.empty()) {
    bouts.insert(bouts.begin(), Bout{});
  } else if (bouts.empty()) {
    bouts = ends_of(arm, "prescribed");
  }
  if (bouts.empty()) bouts.push_back({});
  return bouts;
}

Drawn sample_window_after_bout_s(const Study& study, const BiopsyTime& biopsy, const Arm& arm) {
  if (biopsy.when == BiopsyTime::When::baseline) return {0, 0};
  const Bout bout = bouts_of(study, arm).front();
  if (biopsy.when == BiopsyTime::When::after && bout.event) {
    const LoadPlace place = load_before_sample(study, biopsy, arm);
    if (place.arm == &arm && place.event == *bout.event)
      return shifted(biopsy.time_s, span_s(place.load()) - bout.after_start_s);
  }
  const Drawn sample = sample_window_s(study, biopsy, arm), end = bout.end_s(arm);
  return {sample.low - end.high, sample.high - end.low};
}

}  // namespace knead
