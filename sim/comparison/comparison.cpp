#include "sim/comparison/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <compare>
#include <map>
#include <numeric>
#include <utility>

#include "sim/numerics/quantile.hpp"

namespace knead {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Sorted, without NaN.
std::vector<double> known(const std::vector<double>& values) {
  std::vector<double> sorted;
  std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double x) { return !std::isnan(x); });
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

double median(const std::vector<double>& values) {
  const std::vector<double> sorted = known(values);
  return sorted.empty() ? std::numeric_limits<double>::quiet_NaN() : quantile(sorted, 0.5);
}

Estimate level_of(const std::vector<double>& values) {
  Estimate estimate;
  estimate.n = static_cast<int>(values.size());
  estimate.reached = static_cast<int>(known(values).size());
  estimate.median = median(values);
  return estimate;
}

Estimate estimate_of(const std::vector<double>& values, const std::vector<double>& reference) {
  Estimate estimate = level_of(values);
  estimate.reference_median = median(reference);
  std::vector<double> differences(values.size());
  std::transform(values.begin(), values.end(), reference.begin(), differences.begin(), std::minus<>());
  const std::vector<double> sorted = known(differences);
  if (sorted.empty()) return estimate;
  estimate.difference = quantile(sorted, 0.5);
  estimate.low = quantile(sorted, 0.025);
  estimate.high = quantile(sorted, 0.975);
  return estimate;
}

/// What one subject gains: over a reference that has a value by the difference, over one that has none by the value.
struct Gain {
  bool over_nothing = false;
  double amount = -infinity;
  auto operator<=>(const Gain&) const = default;
};

Gain gain_of(double value, double reference, Outcome::Better better) {
  if (std::isnan(value)) return {};
  const double sign = better == Outcome::Better::more ? 1 : -1;
  if (std::isnan(reference)) return {true, sign * value};
  return {false, sign * (value - reference)};
}

/// Adds to each option's `best` its part in one subject; `gains` are the candidates', then the reference's.
void share_out(const std::vector<Gain>& gains, std::vector<Estimate*>& options, double subject_share) {
  const Gain most = *std::max_element(gains.begin(), gains.end());
  if (most == Gain{}) return;
  const auto equal = static_cast<double>(std::count(gains.begin(), gains.end(), most));
  for (std::size_t i = 0; i < gains.size(); ++i)
    if (gains[i] == most) options[i]->best += subject_share / equal;
}

void add_shares_of_best(const OptionTable& table, std::size_t outcome, OptionGroup& group) {
  const Outcome::Better better = table.outcomes[outcome].better;
  std::vector<Estimate*> options;
  for (auto& estimates : group.estimates) options.push_back(&estimates[outcome]);
  options.push_back(&group.reference[outcome]);
  for (std::size_t subject = 0; subject < table.subjects(); ++subject) {
    std::vector<Gain> gains;
    Gain nothing{false, 0};
    for (const std::size_t c : group.candidates) {
      const Option& candidate = table.candidates[c];
      const double reference = table.references[candidate.against].values[outcome][subject];
      gains.push_back(gain_of(candidate.values[outcome][subject], reference, better));
      if (std::isnan(reference)) nothing = {};
    }
    gains.push_back(nothing);
    share_out(gains, options, 1.0 / static_cast<double>(table.subjects()));
  }
}

/// A leg left alone that is as well off in everything, on the scale of the largest value of each outcome.
bool alike(const Option& a, const Option& b) {
  for (std::size_t o = 0; o < a.values.size(); ++o) {
    double largest = 0;
    for (const double x : a.values[o]) largest = std::fmax(largest, std::abs(x));
    for (std::size_t s = 0; s < a.values[o].size(); ++s) {
      const double x = a.values[o][s], y = b.values[o][s];
      const bool both_none = std::isnan(x) && std::isnan(y);
      if (!both_none && !(std::abs(x - y) <= slight_difference * largest)) return false;
    }
  }
  return true;
}

/// For each reference the first that it is like.
std::vector<std::size_t> first_alike(const std::vector<Option>& references) {
  std::vector<std::size_t> first(references.size());
  for (std::size_t r = 0; r < references.size(); ++r) {
    while (first[r] < r && !(first[first[r]] == first[r] && alike(references[first[r]], references[r]))) ++first[r];
  }
  return first;
}

/// The values of axes that all of a group share and not all candidates do: "contractions=30".
std::string in_common(const OptionTable& table, const std::vector<std::size_t>& group) {
  std::string text;
  for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
    const SweepValue& value = table.candidates[group.front()].at[axis];
    const auto shares = [&](const Option& option) { return option.at[axis] == value; };
    if (std::all_of(table.candidates.begin(), table.candidates.end(), shares) ||
        !std::all_of(group.begin(), group.end(), [&](std::size_t c) { return shares(table.candidates[c]); }))
      continue;
    text += (text.empty() ? "" : ", ") + table.axes[axis].name + "=" + value.label;
  }
  return text;
}

OptionGroup compared(const OptionTable& table, std::vector<std::size_t> candidates) {
  OptionGroup group{.title = {}, .candidates = std::move(candidates), .reference = {}, .estimates = {}};
  group.shown_reference = table.references.size() - 1;
  for (const std::size_t c : group.candidates)
    group.shown_reference = std::min(group.shown_reference, table.candidates[c].against);
  for (const auto& values : table.references[group.shown_reference].values) group.reference.push_back(level_of(values));
  for (const std::size_t c : group.candidates) {
    const Option& candidate = table.candidates[c];
    auto& estimates = group.estimates.emplace_back();
    for (std::size_t o = 0; o < table.outcomes.size(); ++o)
      estimates.push_back(estimate_of(candidate.values[o], table.references[candidate.against].values[o]));
  }
  for (std::size_t o = 0; o < table.outcomes.size(); ++o) add_shares_of_best(table, o, group);
  return group;
}

}  // namespace

std::string count_of_sessions(int sessions) {
  return std::to_string(sessions) + (sessions == 1 ? " session" : " sessions");
}

Comparison compare(OptionTable table, bool equal_sessions) {
  const std::vector<std::size_t> like = first_alike(table.references);
  std::map<std::pair<std::size_t, int>, std::vector<std::size_t>> groups;
  std::map<std::size_t, std::vector<std::size_t>> hurt_alike;
  for (std::size_t c = 0; c < table.candidates.size(); ++c) {
    const Option& candidate = table.candidates[c];
    groups[{like[candidate.against], equal_sessions ? candidate.dose.sessions : 0}].push_back(c);
    hurt_alike[like[candidate.against]].push_back(c);
  }
  Comparison comparison;
  for (auto& [key, candidates] : groups) {
    OptionGroup group = compared(table, std::move(candidates));
    if (hurt_alike.size() > 1) {
      const std::vector<std::size_t>& others = hurt_alike[key.first];
      group.title = in_common(table, others);
      if (group.title.empty()) group.title = "as at " + table.candidates[others.front()].label;
    }
    if (equal_sessions) group.title += (group.title.empty() ? "" : ", ") + count_of_sessions(key.second);
    comparison.groups.push_back(std::move(group));
  }
  comparison.table = std::move(table);
  return comparison;
}

std::vector<std::size_t> ranking(const OptionGroup& group, const Outcome& outcome, std::size_t outcome_index) {
  const auto key = [&](std::size_t i) {
    const Estimate& e = group.estimates[i][outcome_index];
    const double gain = outcome.better == Outcome::Better::more ? e.difference : -e.difference;
    return std::tuple(e.reached, std::isnan(gain) ? -infinity : gain, e.best);
  };
  std::vector<std::size_t> order(group.candidates.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) > key(b); });
  return order;
}

}  // namespace knead
