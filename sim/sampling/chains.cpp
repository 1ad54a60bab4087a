#include "sim/sampling/chains.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/numerics/random.hpp"

namespace knead {
namespace {

constexpr double least_step = 0.01, largest_step = 1;

std::vector<double> evaluated(const Target& target, const std::vector<Point>& points) {
  std::vector<double> values = target.log_likelihoods(points);
  if (values.size() != points.size()) throw std::logic_error("a target has not answered for every point");
  return values;
}

void check(const Chains& chains, const Target& target, const InformedDirections& directions) {
  for (const double step : {chains.steps.informed, chains.steps.rest})
    if (!(step > 0 && step <= 1)) throw std::invalid_argument("the step of chains lies within (0, 1]");
  if (directions.dimension() != target.dimension)
    throw std::invalid_argument("the directions have another dimension than the target");
  for (const Point& point : chains.points)
    if (point.size() != target.dimension) throw std::invalid_argument("a chain has another dimension than the target");
}

/// The draws of one chain in one step: a normal for each coordinate, then a uniform that decides.
class StepDraws {
 public:
  StepDraws(const Chains& chains, std::size_t chain) : key_{chains.seed, chain}, step_(chains.steps_done) {}

  Point normals(std::size_t dimension) const {
    Point drawn(dimension);
    for (std::size_t i = 0; i < dimension; ++i) drawn[i] = draw_normal(key_, Purpose::chain_step, step_, i);
    return drawn;
  }
  double log_uniform(std::size_t dimension) const {
    return std::log(draw_uniform(key_, Purpose::chain_step, step_, dimension));
  }

 private:
  DrawKey key_;
  std::uint64_t step_;
};

/// Whether the next step moves in the informed directions: they and the rest take turns, where there are both.
bool next_is_informed(const Chains& chains, const InformedDirections& directions) {
  if (directions.informed() == 0 || directions.informed() == directions.dimension()) return directions.informed() > 0;
  return chains.steps_done % 2 == 0;
}

/// One step of every chain; returns how many moved.
std::size_t step_all(Chains& chains, const Target& target, const InformedDirections& directions) {
  const Steps steps =
      next_is_informed(chains, directions) ? Steps{chains.steps.informed, 0} : Steps{0, chains.steps.rest};
  const bool steered = target.pull && steps.informed > 0;
  chains.pulls.resize(chains.points.size());
  std::vector<Point> proposals;
  for (std::size_t c = 0; c < chains.points.size(); ++c) {
    if (steered && chains.pulls[c].empty()) chains.pulls[c] = target.pull(chains.points[c]);
    const Point normals = StepDraws(chains, c).normals(target.dimension);
    proposals.push_back(directions.propose(chains.points[c], chains.pulls[c], normals, steps));
  }
  const std::vector<double> proposed = evaluated(target, proposals);

  std::size_t moved = 0;
  for (std::size_t c = 0; c < chains.points.size(); ++c) {
    if (!std::isfinite(proposed[c])) continue;
    // The proposal keeps the prior outside the informed directions, and is even-handed within them unless steered. A
    // NaN is not above the logarithm of a draw.
    double log_ratio =
        proposed[c] - chains.log_likelihoods[c] +
        (directions.log_prior_of_informed(proposals[c]) - directions.log_prior_of_informed(chains.points[c]));
    Point pull;
    if (steered) {
      pull = target.pull(proposals[c]);
      log_ratio += directions.log_proposal(proposals[c], pull, chains.points[c], steps.informed) -
                   directions.log_proposal(chains.points[c], chains.pulls[c], proposals[c], steps.informed);
    }
    if (!(StepDraws(chains, c).log_uniform(target.dimension) < log_ratio)) continue;
    chains.points[c] = proposals[c];
    chains.pulls[c] = std::move(pull);
    chains.log_likelihoods[c] = proposed[c];
    ++moved;
  }
  ++chains.steps_done;
  return moved;
}

}  // namespace

ChainRound advance(Chains& chains, const Target& target, const InformedDirections& directions, int steps) {
  check(chains, target, directions);
  if (chains.log_likelihoods.empty()) {
    chains.log_likelihoods = evaluated(target, chains.points);
    chains.pulls.clear();  // the target may be another, too
  }
  const std::size_t count = chains.points.size();
  if (chains.log_likelihoods.size() != count)
    throw std::invalid_argument("chains have another number of likelihoods than of points");

  ChainRound round{.points = std::vector<std::vector<Point>>(count),
                   .log_likelihoods = std::vector<std::vector<double>>(count)};
  Steps moved{0, 0}, proposed{0, 0};
  for (int step = 0; step < steps; ++step) {
    const bool informed = next_is_informed(chains, directions);
    (informed ? proposed.informed : proposed.rest) += static_cast<double>(count);
    (informed ? moved.informed : moved.rest) += static_cast<double>(step_all(chains, target, directions));
    for (std::size_t c = 0; c < count; ++c) {
      round.points[c].push_back(chains.points[c]);
      round.log_likelihoods[c].push_back(chains.log_likelihoods[c]);
    }
  }
  const auto share = [](double of, double all) { return all > 0 ? of / all : 0; };
  round.accepted = share(moved.informed + moved.rest, proposed.informed + proposed.rest);
  round.accepted_each = {share(moved.informed, proposed.informed), share(moved.rest, proposed.rest)};
  return round;
}

double tuned_step(double step, double accepted, double wanted) {
  return std::clamp(step * std::exp(2 * (accepted - wanted)), least_step, largest_step);
}

}  // namespace knead
