#pragma once
// What a load that is held drives out of the tissue at one depth.

#include <vector>

namespace knead {

/// Means over the disc under a contact against reach, permeability times time. Quasi-static poroelasticity knows time
/// only in that product, so one curve serves every permeability. Between samples the curves are straight; before the
/// first the loss is proportional to reach.
struct Drainage {
  std::vector<double> reach;              ///< K t of the samples, m4/N, ascending
  std::vector<double> volume_lost;        ///< fraction of the tissue's volume; negative where fluid gathers
  std::vector<double> pore_pressure_Pa;   ///< falls as fluid leaves
  std::vector<double> gradient_Pa_per_m;  ///< magnitude of the gradient of pore pressure

  /// Fraction of tissue volume lost after holding the load for some time; not capped.
  double volume_lost_at(double permeability, double time_s) const;

  double pore_pressure_at(double permeability, double time_s) const;

  /// Net Darcy velocity, m/s.
  double velocity_at(double permeability, double time_s) const;
};

}  // namespace knead
