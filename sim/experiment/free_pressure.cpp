#include "sim/experiment/free_pressure.hpp"

namespace knead {

bool free_pressure(Study& study) {
  bool given = false;
  const auto free = [&given](std::vector<LoadEvent>& loads) {
    for (LoadEvent& load : loads)
      if (auto* massage = std::get_if<MassageEvent>(&load)) {
        given = given || massage->pressure_Pa;
        massage->pressure_Pa.reset();
      }
  };
  free(study.before);
  for (Arm& arm : study.arms) free(arm.loads);
  return given;
}

}  // namespace knead
