#pragma once
// On whom a load acts: all that a load may ask for to tell what it is to the tissue.

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "models/mechanics/limb_section.hpp"

namespace knead {

class ParameterSet;

/// A type of massage stroke, as in configs/massage_strokes.yaml.
struct StrokeType {
  double contact_radius_mm = 0;
  double pressure_factor = 1;
  double frequency_Hz = 0;
  std::optional<double> duty;  ///< share of strokes that pass over the sampled site; else the parameter massage.duty
  bool operator==(const StrokeType&) const = default;
};

/// How the limb responds to a contact at the depth of the block: solve_section, or a SectionTable.
using LimbResponse = std::function<SectionResponse(const SkinContact&)>;

struct LoadedPerson {
  const ParameterSet& parameters;
  const std::map<std::string, StrokeType>& stroke_types;
  LimbResponse limb;     ///< empty where nothing presses
  double depth_mm = 20;  ///< of the tissue below the skin
};

}  // namespace knead
