#include "models/mechanics/drainage.hpp"

#include <algorithm>

namespace knead {

namespace {

/// Straight lines between the samples in reach; the first value before them and the last behind.
double between(const std::vector<double>& reach, const std::vector<double>& value, double x) {
  if (x <= reach.front()) return value.front();
  if (x >= reach.back()) return value.back();
  const auto k = std::upper_bound(reach.begin(), reach.end(), x) - reach.begin();
  const double share = (x - reach[k - 1]) / (reach[k] - reach[k - 1]);
  return value[k - 1] + share * (value[k] - value[k - 1]);
}

}  // namespace

double Drainage::volume_lost_at(double permeability, double time_s) const {
  const double x = permeability * time_s;
  if (x < reach.front()) return volume_lost.front() * x / reach.front();
  return between(reach, volume_lost, x);
}

double Drainage::pore_pressure_at(double permeability, double time_s) const {
  return between(reach, pore_pressure_Pa, permeability * time_s);
}

double Drainage::velocity_at(double permeability, double time_s) const {
  return permeability * between(reach, gradient_Pa_per_m, permeability * time_s);
}

}  // namespace knead
