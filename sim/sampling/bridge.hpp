#pragma once
// From draws of one posterior to draws of another over the same prior, as a better likelihood takes the place of a
// quick one: the exponent of their ratio rises from 0 to 1, each time as far as leaves enough draws worth something;
// then draws are taken by their weights, and moved by steps of chains that keep the posterior of the moment (a
// sequential Monte Carlo sampler: Del Moral, Doucet & Jasra 2006, doi:10.1111/j.1467-9868.2006.00553.x).

#include "sim/sampling/chains.hpp"

namespace knead {

struct BridgeSettings {
  std::uint64_t seed = 0;
  int particles = 128;  ///< that are moved; an exponent rises as far as leaves draws worth half of that
  int steps = 6;        ///< of every particle at each exponent, and as many again at the end
  Steps first_steps{0.3, 0.3};
  std::vector<std::size_t> untold = {};  ///< coordinates of which `to` seems to say nothing
};

/// One exponent.
struct BridgeStage {
  double exponent = 0;
  double effective = 0;  ///< what the draws were worth when it was reached
  double accepted = 0;   ///< of the steps that followed
};

struct Bridge {
  std::vector<Point> arrived, moved_on;  ///< the particles at the end, and after as many steps again
  std::vector<BridgeStage> stages;
  double effective_at_once = 0;  ///< what the first draws would be worth, weighed in one go
  int ancestors = 0;             ///< of the first draws, from which the particles descend
  double redrawn = 0;            ///< share of the particles whose untold coordinates were drawn anew
};

/// Both targets are asked for every proposal until the exponent is 1, `to` alone from there on; its pull steers. A draw
/// that `from` or `to` has no likelihood for is not taken. Throws std::invalid_argument where none is left.
Bridge bridge(const Target& from, const Target& to, const std::vector<Point>& draws,
              const InformedDirections& directions, const BridgeSettings& settings,
              const std::function<void(double exponent, double share_of_steps)>& progress = {});

}  // namespace knead
