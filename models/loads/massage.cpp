#include "models/loads/massage.hpp"

#include <algorithm>

#include "models/parameters.hpp"

namespace knead {

TimeCourse massage_course(const MassageSettings& settings, const std::vector<MassageStroke>& strokes, double begin_s,
                          const Limb& limb, const Interstitium& interstitium, const LimbResponse& response) {
  TimeCourse course;
  double elapsed_s = 0;
  double lost = 0, squeezed = 0;  // fractions of the tissue's volume: net so far, and the most that net has been
  for (const MassageStroke& stroke : strokes) {
    const double from_s = elapsed_s, to_s = elapsed_s += stroke.duration_s;
    Segment segment{begin_s + from_s, begin_s + to_s, {}};
    const double duty = stroke.duty.value_or(settings.duty);
    if (stroke.pressure_kPa > 0 && duty > 0 && stroke.duration_s > 0) {
      const SectionResponse limb_at = response({stroke.contact_radius_mm, stroke.pressure_kPa});
      const Drainage& held = limb_at.held;
      const double middle_s = 0.5 * (from_s + to_s);
      lost += duty * (held.volume_lost_at(limb.permeability, to_s) - held.volume_lost_at(limb.permeability, from_s));
      const double moved = std::max(0.0, std::min(lost, settings.volume_cap) - squeezed);
      squeezed += moved;
      Quantities& load = segment.load;
      load.fibre_strain = limb_at.peak.fibre_stretch;
      load.frequency = duty * stroke.frequency_Hz;
      load.tissue_stress = duty * limb_at.peak.compressive_stress_Pa;
      load.interstitial_pressure = duty * held.pore_pressure_at(limb.permeability, middle_s);
      load.interstitial_flow = duty * held.velocity_at(limb.permeability, middle_s);
      load.interstitial_clearance = duty * interstitium.lymph_per_s * (settings.lymph_fold - 1) +
                                    moved / (interstitium.volume_fraction * stroke.duration_s);
    }
    course.push_back(segment);
  }
  return course;
}

double MassageEvent::duration_s() const { return total_s(strokes); }

double stroke_pressure_kPa(const MassageEvent& massage, const StrokeType& type, const ParameterSet& parameters) {
  const double of_factor_1 = massage.force_N       ? peak_pressure_kPa(*massage.force_N, type.contact_radius_mm)
                             : massage.pressure_Pa ? *massage.pressure_Pa * 1e-3
                                                   : parameters["massage.pressure"];
  return of_factor_1 * type.pressure_factor;
}

TimeCourse MassageEvent::course(double begin_s, const LoadedPerson& person) const {
  const auto limb = values_of<LimbParameters>(person.parameters);
  const auto settings = values_of<MassageParameters>(person.parameters);
  std::vector<MassageStroke> parts;
  for (const Stroke& stroke : strokes) {
    const StrokeType& type = person.stroke_types.at(stroke.type);
    parts.push_back({type.contact_radius_mm, stroke_pressure_kPa(*this, type, person.parameters), type.frequency_Hz,
                     type.duty, stroke.duration_s});
  }
  const auto cytokine = values_of<CytokineParameters>(person.parameters);
  return massage_course(settings, parts, begin_s, limb, {cytokine.lymph_rest, cytokine.interstitial_fraction},
                        person.limb);
}

}  // namespace knead
