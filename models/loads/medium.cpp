#include "models/loads/medium.hpp"

namespace knead {

std::vector<HeldMedium> held_by(const MediumEvent& event, double begin_s, const CytokineParameters<double>& p) {
  std::vector<HeldMedium> held;
  for (const MediumSegment& segment : event.segments) {
    HeldMedium hold{begin_s, begin_s + segment.duration_s, medium_at_rest(p)};
    auto named = segment.concentration.begin();
    hold.medium.each([&](double& concentration) { concentration = (named++)->value_or(concentration); });
    held.push_back(hold);
    begin_s = hold.end_s;
  }
  return held;
}

}  // namespace knead
