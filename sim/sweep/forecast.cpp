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

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

/// Wall time at each point of a life's series; as far as it comes within `most_s`.
std::vector<double> wall_s_of(const TissueModel& model, const Life& life, double most_s) {
  const Clock::time_point begun = Clock::now();
  std::vector<double> wall_s;
  Readers readers;
  readers.series = [&](int, std::size_t, const std::vector<Observed>&, const TissueState&, const Quantities&) {
    wall_s.push_back(seconds_since(begun));
    if (wall_s.back() > most_s) throw Interrupted("long enough to tell");
  };
  readers.failed = [](int, const std::string&) {};  // the run itself will tell
  try {
    simulate_lives(model, {life}, readers);
  } catch (const Interrupted&) {
  }
  return wall_s;
}

/// About what a second of simulated life costs, in seconds of one core: the time of the group's first point well mixed,
/// times what its own tissue takes longer over its first few seconds of wall time.
double core_s_per_s(const ModelGroup& group, int subject) {
  constexpr double well_spent_s = 8;
  Study mixed = group.study;
  if (mixed.tissue.kind == Tissue::Kind::block) mixed.tissue.kind = Tissue::Kind::well_mixed;
  const TissueModel model = SubjectTissue(mixed, subject).with(group.parameters);
  double simulated_s = 0, wall_s = 0, slower = 1;
  for (std::size_t i = 0; i < group.lives.size() && group.of[i].point == group.of.front().point; ++i) {
    const Timeline& timeline = group.lives[i].timeline;
    const std::vector<double> whole = wall_s_of(model, group.lives[i], std::numeric_limits<double>::infinity());
    simulated_s += timeline.until_s - timeline.begin_s;
    if (whole.empty()) continue;
    wall_s += whole.back();
    if (mixed.tissue.kind == group.study.tissue.kind || i > 0) continue;
    const TissueModel own = SubjectTissue(group.study, subject).with(group.parameters);
    const std::vector<double> begun = wall_s_of(own, group.lives[i], well_spent_s);
    if (!begun.empty()) slower = begun.back() / whole[begun.size() - 1];
  }
  return simulated_s > 0 ? wall_s / simulated_s * slower : 0;
}

}  // namespace

Forecast forecast(SweepJob& job, const std::vector<Shard>& shards) {
  Forecast expected;
  const SweepDescription& sweep = job.description;
  const std::uint64_t numbers = sweep.series.size() * sweep.series_size() + sweep.outcomes_size();
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
      for (const ModelGroup& group : model_groups(job.sweep, points, sweep.subjects.front(), job.limbs)) {
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
