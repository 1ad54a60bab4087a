#include "models/loads/cold.hpp"

#include <algorithm>
#include <cmath>

#include "models/parameters.hpp"

namespace knead {

namespace {

constexpr double longest_s = 2 * day_s;

}  // namespace

Cooling cooling(const LimbHeat& limb, const HeatParameters<double>& p, const Bath& bath, double radius_mm,
                double resolution_s) {
  std::vector<double> degC = limb.at_rest();
  const double rest_degC = limb.at(degC, radius_mm);
  Cooling course{{0}, {0}};
  const auto advance = [&](SkinSurroundings around, double h_s) {
    limb.step(degC, around, h_s);
    course.time_s.push_back(course.time_s.back() + h_s);
    course.change_K.push_back(limb.at(degC, radius_mm) - rest_degC);
  };
  const double steps = std::ceil(bath.duration_s / resolution_s);
  for (double i = 0; i < steps; ++i) advance({p.water_transfer, bath.water_degC}, bath.duration_s / steps);
  // A place in the depth goes on cooling for a while after the bath: it is warm once it was changed and is no more.
  bool changed = false;
  for (const double change : course.change_K) changed = changed || std::abs(change) >= temperature_resolution_K;
  const double patience_s = bath.duration_s + 2 * 3600;
  while (course.time_s.back() < longest_s) {
    const bool now = std::abs(course.change_K.back()) >= temperature_resolution_K;
    changed = changed || now;
    if (changed ? !now : course.time_s.back() >= patience_s) break;
    advance({p.air_transfer, p.air}, 3 * resolution_s);
  }
  return course;
}

TimeCourse temperature_course(const Cooling& cooling, double begin_s, double perfusion_q10) {
  const auto& [time_s, change_K] = cooling;
  TimeCourse course;
  double from_s = 0, integral = 0, low = change_K.front(), high = low, largest = 0;
  const auto close = [&](double to_s) {
    if (to_s <= from_s) return;
    Quantities load{};
    load.temperature_change = integral / (to_s - from_s);
    load.perfusion_loss = 1 - rate_fold(perfusion_q10, load.temperature_change);
    course.push_back({begin_s + from_s, begin_s + to_s, load});
  };
  for (std::size_t i = 1; i < time_s.size(); ++i) {
    const double here = change_K[i];
    largest = std::max(largest, std::abs(here));
    if (std::max(high, here) - std::min(low, here) > temperature_resolution_K) {
      close(time_s[i - 1]);
      from_s = time_s[i - 1];
      integral = 0;
      low = high = change_K[i - 1];
    }
    low = std::min(low, here);
    high = std::max(high, here);
    integral += (change_K[i - 1] + here) / 2 * (time_s[i] - time_s[i - 1]);
  }
  close(time_s.back());
  return largest < temperature_resolution_K ? TimeCourse{} : course;
}

TimeCourse ColdEvent::course(double begin_s, const LoadedPerson& person) const {
  if (immersion == Immersion::knee) return {};
  const auto limb = values_of<LimbParameters>(person.parameters);
  const auto p = values_of<HeatParameters>(person.parameters);
  const double radius_mm = radius_of_depth_mm(limb, p, person.depth_mm);
  return temperature_course(cooling(limb_heat(limb, p), p, {length_s, water_degC}, radius_mm), begin_s,
                            p.perfusion_q10);
}

}  // namespace knead
