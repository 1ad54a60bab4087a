#include "models/mechanics/limb_heat.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace knead {

namespace {

constexpr double two_pi = 2 * std::numbers::pi;
constexpr double blood_capacity = 3.8e6;  // J/m3/K (recalled)

/// Capacities of bone, muscle, fat and skin, MJ/m3/K (recalled).
constexpr double bone_capacity = 2.4, muscle_capacity = 3.73, fat_capacity = 2.14, skin_capacity = 3.76;

/// Of a metre of cylindrical shell.
double shell_resistance(double inner_m, double outer_m, double conductivity) {
  return std::log(outer_m / inner_m) / (two_pi * conductivity);
}

}  // namespace

double rate_fold(double q10, double change_K) { return change_K == 0 ? 1.0 : std::pow(q10, change_K / 10); }

LimbHeat::LimbHeat(const std::vector<HeatLayer>& layers, SkinSurroundings rest, double blood_degC, double perfusion_q10,
                   double cell_mm)
    : blood_degC_(blood_degC), perfusion_q10_(perfusion_q10) {
  std::vector<double> inner, outer;  // resistances from a cell's middle to its faces
  for (const HeatLayer& layer : layers) {
    if (layer.thickness_mm <= 0) continue;
    const int cells = std::max(1, static_cast<int>(std::ceil(layer.thickness_mm / cell_mm - 1e-9)));
    const double thickness_m = layer.thickness_mm * 1e-3 / cells, base_m = radius_m_;
    for (int i = 0; i < cells; ++i) {
      const double from = base_m + i * thickness_m, to = base_m + (i + 1) * thickness_m, middle = (from + to) / 2;
      cells_.push_back({middle, std::numbers::pi * (to * to - from * from), layer.capacity_MJ_m3_K * 1e6,
                        layer.perfusion_per_s * blood_capacity, 0});
      inner.push_back(from > 0 ? shell_resistance(from, middle, layer.conductivity_W_m_K) : 0);
      outer.push_back(shell_resistance(middle, to, layer.conductivity_W_m_K));
      radius_m_ = to;
    }
  }
  for (std::size_t i = 0; i < cells_.size(); ++i)
    cells_[i].outward = 1 / (outer[i] + (i + 1 < cells_.size() ? inner[i + 1] : 0));

  std::vector<double> diagonal;
  for (const Cell& cell : cells_) {
    diagonal.push_back(cell.area_m2 * cell.perfusion);
    rest_degC_.push_back(cell.area_m2 * cell.perfusion * blood_degC_);
  }
  solve(diagonal, rest_degC_, rest);
}

double LimbHeat::skin_conductance(SkinSurroundings around) const {
  return 1 / (1 / cells_.back().outward + 1 / (two_pi * radius_m_ * around.transfer_W_m2_K));
}

void LimbHeat::solve(std::vector<double>& diagonal, std::vector<double>& right, SkinSurroundings around) const {
  const std::size_t last = cells_.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    diagonal[i] += cells_[i].outward;
    diagonal[i + 1] += cells_[i].outward;
  }
  if (around.transfer_W_m2_K > 0) {
    diagonal[last] += skin_conductance(around);
    right[last] += skin_conductance(around) * around.temperature_degC;
  }
  for (std::size_t i = 0; i < last; ++i) {
    const double share = cells_[i].outward / diagonal[i];
    diagonal[i + 1] -= share * cells_[i].outward;
    right[i + 1] += share * right[i];
  }
  right[last] /= diagonal[last];
  for (std::size_t i = last; i-- > 0;) right[i] = (right[i] + cells_[i].outward * right[i + 1]) / diagonal[i];
}

void LimbHeat::step(std::vector<double>& degC, SkinSurroundings around, double h_s) const {
  const double log_fold = std::log(perfusion_q10_) / 10;
  std::vector<double> diagonal(cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Cell& cell = cells_[i];
    double brought = cell.perfusion;
    if (brought > 0) brought *= std::exp(log_fold * (degC[i] - rest_degC_[i]));
    diagonal[i] = cell.area_m2 * (cell.capacity / h_s + brought);
    degC[i] = cell.area_m2 * (cell.capacity / h_s * degC[i] + brought * blood_degC_);
  }
  solve(diagonal, degC, around);
}

double LimbHeat::at(const std::vector<double>& degC, double radius_mm) const {
  const double r = radius_mm * 1e-3;
  std::size_t above = 1;
  while (above + 1 < cells_.size() && cells_[above].middle_m < r) ++above;
  const double from = cells_[above - 1].middle_m, to = cells_[above].middle_m;
  const double share = std::clamp((r - from) / (to - from), 0.0, 1.0);
  return degC[above - 1] + share * (degC[above] - degC[above - 1]);
}

double LimbHeat::heat_J_m(const std::vector<double>& degC) const {
  double sum = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i) sum += cells_[i].area_m2 * cells_[i].capacity * degC[i];
  return sum;
}

double LimbHeat::loss_W_m(const std::vector<double>& degC, SkinSurroundings around) const {
  return around.transfer_W_m2_K > 0 ? skin_conductance(around) * (degC.back() - around.temperature_degC) : 0;
}

LimbHeat limb_heat(const Limb& limb, const HeatParameters<double>& p) {
  return LimbHeat({{p.bone_radius, p.bone_conductivity, bone_capacity, 0},
                   {limb.muscle_thickness, p.muscle_conductivity, muscle_capacity, p.perfusion},
                   {limb.fat_thickness * p.fat_fold, p.fat_conductivity, fat_capacity, 0},
                   {limb.skin_thickness, p.skin_conductivity, skin_capacity, 0}},
                  {p.air_transfer, p.air}, p.blood, p.perfusion_q10);
}

double radius_of_depth_mm(const Limb& limb, const HeatParameters<double>& p, double depth_mm) {
  return p.bone_radius + limb.muscle_thickness - (depth_mm - limb.skin_thickness - limb.fat_thickness);
}

}  // namespace knead
