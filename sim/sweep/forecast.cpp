#include "sim/sweep/forecast.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <map>
#include <numeric>

#include "sim/config/schema.hpp"
#include "sim/sweep/model_groups.hpp"

namespace knead {

namespace {

constexpr std::size_t most_lines = 60;

/// Draws a branch and those that it parts into.
class TreeText {
 public:
  TreeText(const SweepDescription& sweep, const ModelGroup& group) : sweep_(sweep), group_(group) {}

  void draw(const Branch& branch, double from_s, std::size_t depth) {
    double end_s = 0;
    for (const int life : branch.lives) end_s = std::max(end_s, group_.lives[life].timeline.until_s);
    const double to_s = std::min(branch.parting_s, end_s);
    lines_.push_back(fmt::format("{:{}}{} to {}: {}", "", 2 * depth, hours(from_s), hours(to_s), who(branch)));
    for (const Branch& child : branch.children) draw(child, to_s, depth + 1);
  }

  const std::vector<std::string>& lines() const { return lines_; }

 private:
  static std::string hours(double s) { return fmt::format("{:.4g} h", s / 3600); }

  std::string who(const Branch& branch) const {
    const auto [point, arm] = group_.of[branch.lives.front()];
    const std::string first = fmt::format("{} of point {}", sweep_.arms[arm], point + 1);
    const std::size_t others = branch.lives.size() - 1;
    return others == 0 ? first : fmt::format("{} and {} more", first, others);
  }

  const SweepDescription& sweep_;
  const ModelGroup& group_;
  std::vector<std::string> lines_;
};

std::vector<Timeline> timelines_of(const ModelGroup& group) {
  std::vector<Timeline> timelines;
  for (const Life& life : group.lives) timelines.push_back(life.timeline);
  return timelines;
}

/// About what a second of simulated life costs, in seconds of one core: the steps that a well-mixed tissue takes
/// through the group's first life, each at the cost of a step of the group's own tissue.
double core_s_per_s(const ModelGroup& group, int subject) {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
  };
  const Timeline& timeline = group.lives.front().timeline;
  const std::vector<Life> one{group.lives.front()};
  const double length_s = timeline.until_s - timeline.begin_s;

  Study mixed = group.study;
  if (mixed.tissue.kind == Tissue::Kind::block) mixed.tissue.kind = Tissue::Kind::well_mixed;
  const Clock::time_point begun = Clock::now();
  std::int64_t steps = 1;
  Readers readers;
  readers.series = [&](int, std::size_t, const std::vector<Observed>&, const TissueState& state, const Quantities&) {
    steps = std::max(steps, state.coupling_steps);
  };
  simulate_lives(SubjectTissue(mixed, subject).with(group.parameters), one, readers);
  if (mixed.tissue.kind == group.study.tissue.kind) return seconds_since(begun) / length_s;

  constexpr int timed_steps = 10;
  const TissueModel model = SubjectTissue(group.study, subject).with(group.parameters);
  TissueState state = model.at_rest(0);
  model.place_cells(state);
  model.step(state, {}, 60);
  const Clock::time_point first = Clock::now();
  for (int i = 0; i < timed_steps; ++i) model.step(state, {}, 60);
  return seconds_since(first) / timed_steps * static_cast<double>(steps) / length_s;
}

}  // namespace

Forecast forecast(SweepJob& job, const std::vector<Shard>& shards) {
  Forecast expected;
  const SweepDescription& sweep = job.description;
  const std::uint64_t numbers =
      sweep.series.size() * sweep.series_size() + sweep.outcomes_size();
  for (const Shard& shard : shards)
    expected.disk_bytes += static_cast<std::uint64_t>(shard.records()) * (8 * numbers + 1);

  std::map<int, SimulatedTime> by_block;  // shards of other subjects have the same points
  std::vector<std::string> lines;
  double per_s = 0;
  for (const Shard& shard : shards) {
    if (!by_block.contains(shard.first_point)) {
      std::vector<int> points(static_cast<std::size_t>(shard.points));
      std::iota(points.begin(), points.end(), shard.first_point);
      SimulatedTime time;
      for (const ModelGroup& group : model_groups(job.sweep, points, sweep.subjects.front(), job.limbs, job.times)) {
        const auto timelines = timelines_of(group);
        const auto branches = branches_of(timelines);
        const SimulatedTime of_group = simulated_time(timelines, branches);
        time.branched_s += of_group.branched_s;
        time.separate_s += of_group.separate_s;
        if (per_s == 0) per_s = core_s_per_s(group, sweep.subjects.front());
        if (lines.size() > most_lines) continue;
        TreeText text(sweep, group);
        for (const Branch& branch : branches) text.draw(branch, group.lives[branch.lives.front()].timeline.begin_s, 1);
        lines.insert(lines.end(), text.lines().begin(), text.lines().end());
      }
      by_block[shard.first_point] = time;
    }
    const SimulatedTime& time = by_block[shard.first_point];
    expected.simulated.branched_s += time.branched_s * shard.subjects;
    expected.simulated.separate_s += time.separate_s * shard.subjects;
  }
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) expected.tree += lines[i] + "\n";
  if (lines.size() > most_lines) expected.tree += "  ...\n";
  expected.core_s = per_s * expected.simulated.branched_s;
  return expected;
}

}  // namespace knead
