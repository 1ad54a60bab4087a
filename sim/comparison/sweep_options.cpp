#include "sim/comparison/sweep_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/comparison/posterior_names.hpp"
#include "sim/comparison/question.hpp"

namespace knead {
namespace {

/// Points that differ in nothing but the people.
struct Pool {
  std::vector<SweepValue> at;
  std::map<std::string, std::size_t> points;  ///< by replicate

  std::size_t first() const {
    return std::min_element(points.begin(), points.end(), [](auto& a, auto& b) { return a.second < b.second; })->second;
  }
};

SweepValue value_at(const SweepColumn& column, std::size_t point) {
  return {column.labels[point], column.numbers.empty() ? std::nullopt : std::optional(column.numbers[point])};
}

/// In the order of their first points. Throws ResultsError unless each has the same replicates.
std::vector<Pool> pools_of(const SweepDescription& sweep, const std::string& file) {
  std::vector<Pool> pools;
  std::map<std::vector<std::string>, std::size_t> known;
  for (std::size_t point = 0; point < sweep.points.size(); ++point) {
    Pool pool;
    std::vector<std::string> labels;
    std::string replicate;
    for (const SweepColumn& column : sweep.columns) {
      if (column.name == replicate_axis) {
        replicate = column.labels[point];
        continue;
      }
      pool.at.push_back(value_at(column, point));
      labels.push_back(column.labels[point]);
    }
    const auto [found, is_new] = known.try_emplace(labels, pools.size());
    if (is_new) pools.push_back(std::move(pool));
    pools[found->second].points.try_emplace(replicate, point);  // a point said twice counts once
  }
  for (const Pool& pool : pools)
    if (!std::equal(pool.points.begin(), pool.points.end(), pools[0].points.begin(), pools[0].points.end(),
                    [](auto& a, auto& b) { return a.first == b.first; }))
      throw ResultsError(fmt::format("{}: error: '{}' has not the replicates of '{}'; expected the same of each point",
                                     file, sweep.points[pool.first()], sweep.points[pools[0].first()]));
  return pools;
}

std::string label_of(const SweepDescription& sweep, const Pool& pool) {
  std::vector<std::string> said;
  for (const SweepColumn& column : sweep.columns)
    if (column.name != replicate_axis) said.push_back(column.name + "=" + pool.at[said.size()].label);
  return said.empty() ? "base" : fmt::format("{}", fmt::join(said, ", "));
}

/// Leaves out pools that lack a subject, and says how many.
std::vector<Pool> finished_pools(const SweepDescription& sweep, const std::vector<bool>& finished,
                                 const std::string& file, std::vector<std::string>& notes) {
  const std::vector<Pool> all = pools_of(sweep, file);
  const std::size_t subjects = sweep.subjects.size();
  std::vector<Pool> whole;
  std::copy_if(all.begin(), all.end(), std::back_inserter(whole), [&](const Pool& pool) {
    return std::all_of(pool.points.begin(), pool.points.end(), [&](const auto& replicate) {
      const auto first = finished.begin() + static_cast<std::ptrdiff_t>(replicate.second * subjects);
      return std::all_of(first, first + static_cast<std::ptrdiff_t>(subjects), [](bool x) { return x; });
    });
  });
  if (whole.empty())
    throw ResultsError(
        fmt::format("{}: error: no point in it is finished (the sweep goes on with the same command)", file));
  if (whole.size() < all.size())
    notes.push_back(fmt::format("{} of {} points are finished: only they are compared", whole.size(), all.size()));
  return whole;
}

Option option_of(const SweepDescription& sweep, const SweepNumbers& numbers, const Pool& pool, std::size_t arm) {
  const std::size_t arms = sweep.arms.size(), subjects = sweep.subjects.size(), outcomes = numbers.outcomes.size();
  const std::size_t first = pool.first(), leg = first * arms + arm;
  Option option{.label = label_of(sweep, pool),
                .point = first,
                .arm = sweep.arms[arm],
                .at = pool.at,
                .dose = {sweep.sessions[leg], sweep.treated_min[leg]},
                .values = std::vector<std::vector<double>>(outcomes)};
  for (const auto& [replicate, point] : pool.points)
    for (std::size_t subject = 0; subject < subjects; ++subject)
      for (std::size_t o = 0; o < outcomes; ++o)
        option.values[o].push_back(numbers.values[((point * subjects + subject) * arms + arm) * outcomes + o]);
  return option;
}

std::size_t control_arm(const SweepDescription& sweep, const std::string& against) {
  const std::string& said = against.empty() ? sweep.against : against;
  if (!said.empty()) return reference_among(sweep.arms, said);
  for (std::size_t arm = 0; arm < sweep.arms.size(); ++arm) {
    int sessions = 0;
    for (std::size_t point = 0; point < sweep.points.size(); ++point)
      sessions += sweep.sessions[point * sweep.arms.size() + arm];
    if (sessions == 0) return arm;
  }
  return 0;
}

void add_arms(const SweepDescription& sweep, const SweepNumbers& numbers, const std::vector<Pool>& pools,
              std::size_t control, OptionTable& table) {
  table.reference = sweep.arms[control];
  for (const Pool& pool : pools) {
    table.references.push_back(option_of(sweep, numbers, pool, control));
    for (std::size_t arm = 0; arm < sweep.arms.size(); ++arm) {
      if (arm == control) continue;
      Option candidate = option_of(sweep, numbers, pool, arm);
      candidate.against = table.references.size() - 1;
      if (table.axes.empty()) {
        candidate.label = candidate.arm;
      } else if (sweep.arms.size() > 2) {
        candidate.label += ": " + candidate.arm;
      }
      table.candidates.push_back(std::move(candidate));
    }
    table.references.back().label = table.reference;
  }
}

void add_points(const SweepDescription& sweep, const SweepNumbers& numbers, const std::vector<Pool>& pools,
                const std::string& against, OptionTable& table) {
  std::vector<std::string> labels;
  for (const Pool& pool : pools) labels.push_back(label_of(sweep, pool));
  const std::size_t reference = against.empty() ? 0 : reference_among(labels, against);
  table.reference = labels[reference];
  for (std::size_t i = 0; i < pools.size(); ++i)
    (i == reference ? table.references : table.candidates).push_back(option_of(sweep, numbers, pools[i], 0));
}

}  // namespace

OptionTable options_of(const SweepDescription& sweep, const SweepNumbers& numbers, const std::string& against,
                       const std::string& file) {
  OptionTable table;
  table.name = sweep.sweep;
  table.sweep = true;
  table.outcomes = numbers.outcomes;
  table.posteriors = posterior_names(sweep.config);
  for (const SweepColumn& column : sweep.columns)
    if (column.name != replicate_axis) table.axes.push_back({column.name, column.unit});
  const std::vector<Pool> pools = finished_pools(sweep, numbers.finished, file, table.notes);
  if (sweep.arms.size() > 1) {
    add_arms(sweep, numbers, pools, control_arm(sweep, against), table);
  } else {
    add_points(sweep, numbers, pools, against, table);
  }
  if (table.candidates.empty())
    throw ResultsError(
        fmt::format("{}: error: one option alone ({}); expected another to compare it with", file, table.reference));
  return table;
}

}  // namespace knead
