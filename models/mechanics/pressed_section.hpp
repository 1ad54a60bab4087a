#pragma once
// The finite-element model of a limb section under one contact, ready to be pressed harder and harder.

#include "models/mechanics/biot_consolidation.hpp"
#include "models/mechanics/limb_section.hpp"
#include "models/mechanics/ogden_stiffening.hpp"

namespace knead {

/// A limb section with its mesh, stiffness and factorised pattern. Each pressure starts its search for the stiffness
/// from that of the one before, so a series of rising pressures costs least.
class PressedSection {
 public:
  /// Throws std::invalid_argument for a depth outside the muscle or a contact without width.
  PressedSection(const Limb& limb, double contact_radius_mm, double depth_mm, const SectionMesh& mesh);

  /// Before fluid moves.
  PressedTissue press(double pressure_kPa);

  /// The same pressure held, with the stiffness it finds when it is put on.
  Drainage hold(double pressure_kPa);

  /// The equations with the stiffness of the last pressure, and the load of any pressure.
  const BiotSystem& system() const { return system_; }
  BiotSystem::Vector load(double pressure_kPa) const;

 private:
  BiotSystem::Vector settle(const BiotSystem::Vector& load);

  double radius_m_, depth_m_, fibre_expansion_;
  std::vector<Stiffening> stiffening_;
  BiotSystem system_;
  BiotSolver solver_;
};

}  // namespace knead
