#pragma once
// Which parameters the data identify: the likelihood maximised over all others, along each (Raue et al. 2009,
// doi:10.1093/bioinformatics/btp358).

#include <string_view>
#include <vector>

#include "sim/parallel/ranks.hpp"
#include "sim/sampling/multistart.hpp"

namespace knead {

/// identified: at both ends the profile lies below its largest value by more than the threshold; bounded below: at its
/// low end alone, so that the data exclude small values; bounded above: at its high end alone, so that they exclude
/// large ones; not identifiable: at neither.
enum class Identifiability { identified, bounded_below, bounded_above, not_identifiable };
std::string_view name_of(Identifiability identifiability);

/// The profile of one coordinate.
struct Profile {
  std::vector<double> at,
      value;  ///< ascending, the optimum's own place among them; the objective maximised over all others
  Identifiability identifiability = Identifiability::not_identifiable;
};

struct ProfileOptions {
  std::vector<double> at = {-1.64, -0.84, 0.0, 0.84, 1.64};  ///< coordinates: 5, 20, 50, 80 and 95 % of the prior
  int evaluations = 60;                                      ///< at most so many a point of the profile
  double threshold = 1.92;  ///< half of the 95 % point of chi-squared with 1 degree of freedom
  double bound = 3;
};

/// Profiles of every coordinate, from an optimum outwards: each point's search begins where its neighbour's ended.
/// The objective should be a log likelihood without prior, and the optimum one of it: its value is the profile's there.
/// Spread over threads and ranks.
std::vector<Profile> profiles(const Ranks& ranks, const Optimum& optimum, const Objective& objective,
                              const ProfileOptions& options = {});

/// What a profile says; NaN counts as minus infinity.
Identifiability identifiability_of(const std::vector<double>& at, const std::vector<double>& value, double threshold);

}  // namespace knead
