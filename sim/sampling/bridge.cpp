#include "sim/sampling/bridge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "sim/numerics/random.hpp"
#include "sim/sampling/diagnostics.hpp"

namespace knead {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// from^(1 - exponent) to^exponent.
Target between(const Target& from, const Target& to, double exponent) {
  if (exponent >= 1) return to;
  Target target = to;
  target.log_likelihoods = [&from, &to, exponent](const std::vector<Point>& points) {
    std::vector<double> values = from.log_likelihoods(points);
    const std::vector<double> better = to.log_likelihoods(points);
    for (std::size_t k = 0; k < values.size(); ++k) values[k] += exponent * (better[k] - values[k]);
    return values;
  };
  return target;
}

/// ln(to / from) of each point; minus infinity where either has no answer.
std::vector<double> log_ratios(const Target& from, const Target& to, const std::vector<Point>& points) {
  std::vector<double> ratios = to.log_likelihoods(points);
  const std::vector<double> quick = from.log_likelihoods(points);
  for (std::size_t k = 0; k < ratios.size(); ++k) {
    ratios[k] -= quick[k];
    if (!std::isfinite(ratios[k])) ratios[k] = -infinity;
  }
  return ratios;
}

std::vector<double> raised(std::vector<double> log_ratios, double by) {
  for (double& ratio : log_ratios)
    if (ratio > -infinity) ratio *= by;
  return log_ratios;
}

/// How far the exponent can rise, at most `most`, while the draws are worth `wanted`; never less than a thousandth.
double rise(const std::vector<double>& log_ratios, double most, double wanted) {
  if (effective_size(raised(log_ratios, most)) >= wanted) return most;
  double low = 0, high = most;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (effective_size(raised(log_ratios, middle)) >= wanted ? low : high) = middle;
  }
  return std::min(most, std::max(low, 1e-3));
}

/// Draws these coordinates of every point anew from the prior; the share that took them.
double redraw(Chains& chains, const Target& target, const std::vector<std::size_t>& coordinates) {
  std::vector<Point> proposals = chains.points;
  for (std::size_t k = 0; k < proposals.size(); ++k)
    for (const std::size_t i : coordinates) proposals[k][i] = draw_normal({chains.seed, k}, Purpose::chain_redraw, i);
  const std::vector<double> here = target.log_likelihoods(chains.points), there = target.log_likelihoods(proposals);
  double taken = 0;
  for (std::size_t k = 0; k < proposals.size(); ++k) {
    const double u = draw_uniform({chains.seed, k}, Purpose::chain_redraw, chains.points[k].size());
    if (!std::isfinite(there[k]) || !(std::log(u) < there[k] - here[k])) continue;
    chains.points[k] = proposals[k];
    taken += 1;
  }
  return taken / static_cast<double>(proposals.size());
}

}  // namespace

Bridge bridge(const Target& from, const Target& to, const std::vector<Point>& draws,
              const InformedDirections& directions, const BridgeSettings& settings,
              const std::function<void(double, double)>& progress) {
  Bridge result;
  std::vector<Point> points = draws;
  std::vector<std::size_t> ancestor(draws.size());
  std::iota(ancestor.begin(), ancestor.end(), 0);
  Chains chains{.seed = settings.seed, .steps = settings.first_steps, .points = {}, .log_likelihoods = {}};
  double exponent = 0;

  // In pairs, so that moves in both kinds of directions are told and tuned together.
  const auto move = [&](const Target& target) {
    double accepted = 0;
    chains.log_likelihoods.clear();
    for (int done = 0; done < settings.steps; done += 2) {
      if (progress) progress(exponent, static_cast<double>(done) / settings.steps);
      const int now = std::min(2, settings.steps - done);
      const ChainRound round = advance(chains, target, directions, now);
      accepted += round.accepted * now / settings.steps;
      if (now < 2) continue;
      chains.steps = {tuned_step(chains.steps.informed, round.accepted_each.informed,
                                 target.pull ? wanted_of_steered : wanted_of_walk),
                      tuned_step(chains.steps.rest, round.accepted_each.rest)};
    }
    return accepted;
  };

  while (exponent < 1) {
    const std::vector<double> ratios = log_ratios(from, to, points);
    if (result.stages.empty()) result.effective_at_once = effective_size(ratios);
    const double by = rise(ratios, 1 - exponent, settings.particles / 2.0);
    const std::vector<double> log_weights = raised(ratios, by);
    const std::vector<int> taken = systematic_counts(normalised(log_weights), settings.particles);
    exponent = by < 1 - exponent ? exponent + by : 1;

    std::vector<std::size_t> from_whom;
    chains.points.clear();
    for (std::size_t k = 0; k < points.size(); ++k)
      for (int i = 0; i < taken[k]; ++i) {
        chains.points.push_back(points[k]);
        from_whom.push_back(ancestor[k]);
      }
    ancestor = from_whom;
    result.stages.push_back({exponent, effective_size(log_weights), move(between(from, to, exponent))});
    points = chains.points;
  }
  if (!settings.untold.empty()) result.redrawn = redraw(chains, to, settings.untold);
  result.arrived = chains.points;
  move(to);
  result.moved_on = chains.points;
  result.ancestors = static_cast<int>(std::set<std::size_t>(ancestor.begin(), ancestor.end()).size());
  return result;
}

}  // namespace knead
