#pragma once
// How the limbs of a study's subjects respond to its contacts: one table a contact, made once and read by all.

#include <map>

#include "models/loads/massage.hpp"
#include "models/mechanics/section_table.hpp"
#include "models/parameters.hpp"

namespace knead {

/// Tables over pressure and muscle stiffness for every contact radius that is asked for, of one limb otherwise.
class LimbResponses {
 public:
  /// All that they follow from. The intervals are those that will be asked for; pressures include stroke factors.
  struct Question {
    Limb limb;
    std::vector<double> contact_radii_mm;
    double depth_mm;
    LogInterval pressure_kPa, muscle_modulus_kPa;
    bool operator==(const Question&) const = default;
  };

  /// Solves the sections.
  explicit LimbResponses(const Question& question);

  /// The response of a subject's limb, which may differ in the stiffness of its muscle alone.
  LimbResponse of(const Limb& limb) const;

 private:
  std::map<double, SectionTable> tables_;
};

}  // namespace knead
