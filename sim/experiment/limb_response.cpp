#include "sim/experiment/limb_response.hpp"

#include <tbb/parallel_for.h>

#include <optional>
#include <utility>

namespace knead {

LimbResponses::LimbResponses(const Question& question) {
  const auto& [limb, contact_radii_mm, depth_mm, pressure_kPa, muscle_modulus_kPa] = question;
  std::vector<std::optional<SectionTable>> made(contact_radii_mm.size());
  tbb::parallel_for(std::size_t{0}, made.size(), [&](std::size_t i) {
    made[i].emplace(limb, contact_radii_mm[i], depth_mm, pressure_kPa, muscle_modulus_kPa);
  });
  for (std::size_t i = 0; i < made.size(); ++i) tables_.emplace(contact_radii_mm[i], std::move(*made[i]));
}

LimbResponse LimbResponses::of(const Limb& limb) const {
  return [this, modulus = limb.muscle_modulus](const SkinContact& contact) {
    return tables_.at(contact.radius_mm).at(contact.pressure_kPa, modulus);
  };
}

}  // namespace knead
