#pragma once
// What part of a load's effect is due to the strain of cells and what part to the clearance of solutes: the treated
// arms are run again with each alone.

#include <functional>
#include <string>
#include <vector>

#include "sim/config/study.hpp"
#include "sim/experiment/limb_response.hpp"

namespace knead {

/// Median over subjects of an effect, ln(treated / control) or for scores and damage treated - control.
struct Attribution {
  std::string arm, observable;
  std::size_t sample = 0;
  double whole = 0;      ///< the load as it is
  double strain = 0;     ///< strain, frequency and stress alone
  double clearance = 0;  ///< interstitial clearance and perfusion alone
  double interaction() const { return whole - strain - clearance; }
};

/// A temperature is in neither part, so that what it does shows as interaction; a drug beside a treatment is in both.
/// Every observable in every biopsy of every arm with a load that acts on the limb, against the first arm without any
/// load (without one there is nothing to compare with, and the result is empty).
/// @param responses the study's own, as its run was given
std::vector<Attribution> attribute(const Study& study, const LimbResponses* responses,
                                   const std::function<void(double fraction)>& progress);

/// A table of those whose whole effect or one of whose parts is at least `smallest`.
std::string format(const std::vector<Attribution>& attributions, const std::vector<std::string>& sample_names,
                   double smallest = 0.005);

}  // namespace knead
