#pragma once
// Which parameters the data identify: the likelihood maximised over all others, along each (Raue et al. 2009,
// doi:10.1093/bioinformatics/btp358).

#include <string_view>
#include <vector>

#include "sim/parallel/ranks.hpp"
#include "sim/sampling/multistart.hpp"

namespace knead {

/// identified: the profile falls by more than the threshold on either side of its largest value, within the prior;
/// bounded below or above: on that side alone; not identifiable: on neither.
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
/// The objective should be a log likelihood without prior. Spread over threads and ranks.
std::vector<Profile> profiles(const Ranks& ranks, const Optimum& optimum, const Objective& objective,
                              const ProfileOptions& options = {});

/// What a profile says.
Identifiability identifiability_of(const std::vector<double>& at, const std::vector<double>& value, double threshold);

}  // namespace knead
