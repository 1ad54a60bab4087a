#include "sim/experiment/subject_draw.hpp"

#include <algorithm>

#include "sim/experiment/draw_name.hpp"
#include "sim/experiment/log_normal.hpp"

namespace knead {

double subject_factor(const Parameter& parameter, DrawKey subject, std::optional<double> cv) {
  if (parameter.varies.by != Varies::By::subject) return 1;
  const double z = draw_normal(subject, Purpose::physiology, draw_name(parameter.module), draw_name(parameter.symbol));
  return log_normal_factor(cv.value_or(parameter.varies.cv), z);
}

double draw_subject(const Parameter& parameter, double value, DrawKey subject, std::optional<double> cv) {
  if (parameter.varies.by != Varies::By::subject) return value;
  return std::clamp(value * subject_factor(parameter, subject, cv), parameter.range.low, parameter.range.high);
}

}  // namespace knead
