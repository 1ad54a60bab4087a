#include "models/mechanics/limb_section.hpp"

#include "models/mechanics/pressed_section.hpp"

namespace knead {

SectionResponse solve_section(const Limb& limb, const SkinContact& contact, double depth_mm, const SectionMesh& mesh) {
  PressedSection section(limb, contact.radius_mm, depth_mm, mesh);
  Drainage held = section.hold(0.5 * contact.pressure_kPa);
  return {section.press(contact.pressure_kPa), std::move(held)};
}

}  // namespace knead
