#pragma once
// Chains of a sampler that moves by turns in the few directions on which the data inform, by a random walk or where the
// target can tell about its slope by a step of Langevin's, and in the many others, by a preconditioned Crank-Nicolson
// step: its acceptance does not fall with the number of dimensions on which the data are silent (Cotter et al. 2013,
// doi:10.1214/13-STS421; the split: Cui, Law & Marzouk 2016).

#include <cstdint>
#include <vector>

#include "sim/sampling/informed_directions.hpp"
#include "sim/sampling/target.hpp"

namespace knead {

/// Where all chains stand. Draws of step n of chain c are keyed by (seed, c, n), so that a state that was written down
/// and read back goes on with the same bits.
struct Chains {
  std::uint64_t seed = 0, steps_done = 0;
  Steps steps{0.5, 0.5};  ///< of the proposals; shared by all chains
  std::vector<Point> points;
  std::vector<double> log_likelihoods;
  std::vector<Point> pulls = {};  ///< of the points, where they are known
};

struct ChainRound {
  std::vector<std::vector<Point>> points;            ///< [chain][step], after each step
  std::vector<std::vector<double>> log_likelihoods;  ///< [chain][step]
  double accepted = 0;                               ///< share of all proposals
  Steps accepted_each{0, 0};                         ///< of the moves in the informed directions, and in the rest
};

/// Advances every chain by `steps` steps with a fixed step size; one batch of the target a step, and one before the
/// first where the likelihoods of the points are not filled in. A likelihood that is minus infinity or NaN is never
/// moved to.
ChainRound advance(Chains& chains, const Target& target, const InformedDirections& directions, int steps);

/// The share of proposals that a well-chosen step has accepted: of a random walk, and of one that a slope steers.
inline constexpr double wanted_of_walk = 0.3, wanted_of_steered = 0.4;

/// The step size for the next round of warm-up: larger after a round that accepted more than was wanted, smaller after
/// one that accepted less; within [0.01, 1].
double tuned_step(double step, double accepted, double wanted = wanted_of_walk);

}  // namespace knead
