#pragma once
// Heat in a limb: Pennes' bioheat equation (Pennes 1948, doi:10.1152/jappl.1948.1.2.93) along the radius of a cylinder
// of bone, muscle, fat and skin,
//   c dT/dt = (1/r) d/dr (r k dT/dr) + w c_blood (T_blood - T),    -k dT/dr = h (T - T_around) on the skin,
// with the perfusion w of muscle following the tissue's own temperature. The heat that muscle makes is left out.
//
// Finite volumes along the radius, of second order; implicit Euler in time with the perfusion of the step's start, of
// first order. Between the middles of two cells heat flows as it does at steady state, so that a shell without
// perfusion has its logarithmic profile to rounding, and what the limb loses is what its surroundings get.

#include <cstddef>
#include <vector>

#include "models/mechanics/limb_section.hpp"
#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_HEAT_PARAMETERS(X)                                                                                      \
  X(rate_q10, 2.3, "1", within(0.1, 10), uniform(2, 3), same, secondary,                                              \
    "fold of every rate of fibres, cells and fluid for 10 K: 2 to 3 in most of biology, 2 to 2.5 of contraction and relaxation") \
  X(perfusion_q10, 3.45, "1", within(1, 20), log_uniform(1, 6), same, derived,                                        \
    "fold of perfusion for 10 K: forearm flow at 26 degC of its skin 42 % of that at 33 (Wenger 1985, abstract); 1, none, as PET saw in resting quadriceps after water of 8 degC (Mawhinney, abstract)") \
  X(perfusion, 4e-4, "/s", within(0, 0.1), log_uniform(1e-4, 1e-3), by_subject(0.3), assumed,                         \
    "blood a volume of resting muscle: 2.3 ml/min/100 g")                                                             \
  X(muscle_conductivity, 0.56, "W/m/K", within(0.05, 10), uniform(0.5, 1.91), by_subject(0.2), abstract,              \
    "effective, resting forearm in water of 15 degC, 0.56 +- 0.05; 1.91 in 36 degC, with its flow; Ducharme & Tikuisis 1991") \
  X(fat_conductivity, 0.21, "W/m/K", within(0.05, 10), uniform(0.2, 0.22), same, recalled, "subcutaneous fat")         \
  X(skin_conductivity, 0.37, "W/m/K", within(0.05, 10), fixed, same, recalled, "dermis and epidermis")                 \
  X(bone_conductivity, 0.32, "W/m/K", within(0.05, 10), fixed, same, recalled, "cortical bone; cooling hardly gets there") \
  X(fat_fold, 1, "1", within(0, 10), fixed, by_subject(0.4), assumed,                                                 \
    "fat over this muscle against limb.fat_thickness; the block lies as deep below the fat in everyone")              \
  X(bone_radius, 13, "mm", within(0.1, 100), fixed, same, assumed, "femur at mid-thigh")                               \
  X(water_transfer, 250, "W/m2/K", within(1, 1e5), log_uniform(120, 500), same, derived,                              \
    "from skin to still water: natural convection from a cylinder of 13 cm, 4 K warmer than water of 8 degC (Churchill & Chu 1975)") \
  X(air_transfer, 8, "W/m2/K", within(0.1, 1e3), uniform(6, 10), same, derived,                                       \
    "from bare skin to still air: 4.5 by radiation and 3.4 by convection, de Dear 1997")                              \
  X(air, 23, "degC", within(-50, 60), fixed, same, assumed, "of the room before and after")                            \
  X(blood, 37, "degC", within(20, 45), uniform(36.5, 37.5), same, assumed, "arterial, which the limb's own loss does not change")
// clang-format on

KNEAD_PARAMETERS(HeatParameters, "heat", KNEAD_HEAT_PARAMETERS)

/// Fold of a rate at a temperature that differs from the usual by change_K: exactly 1 where it does not.
double rate_fold(double q10, double change_K);

/// A shell of the cylinder.
struct HeatLayer {
  double thickness_mm, conductivity_W_m_K, capacity_MJ_m3_K, perfusion_per_s;
};

/// What the skin is in, air or water.
struct SkinSurroundings {
  double transfer_W_m2_K, temperature_degC;
};

class LimbHeat {
 public:
  /// @param layers from the axis outwards
  /// @param rest what the limb is in when at rest, where every layer has the perfusion given
  /// @param cell_mm thickest cell of the grid
  LimbHeat(const std::vector<HeatLayer>& layers, SkinSurroundings rest, double blood_degC, double perfusion_q10,
           double cell_mm = 0.5);

  /// Temperatures of all cells, degC, at steady state in the surroundings of rest.
  const std::vector<double>& at_rest() const { return rest_degC_; }

  /// Advances temperatures by one step.
  void step(std::vector<double>& degC, SkinSurroundings around, double h_s) const;

  /// Temperature at a distance from the axis: between the middles of two cells, linear.
  double at(const std::vector<double>& degC, double radius_mm) const;

  /// Heat above 0 degC, and its flow out through the skin, of a metre of limb.
  double heat_J_m(const std::vector<double>& degC) const;
  double loss_W_m(const std::vector<double>& degC, SkinSurroundings around) const;

 private:
  struct Cell {
    double middle_m, area_m2;    ///< of its ring
    double capacity, perfusion;  ///< J/m3/K; what blood brings at rest, W/m3/K
    double outward;              ///< conductance to the next cell, of the last to its outer face, W/m/K
  };
  double skin_conductance(SkinSurroundings around) const;
  /// Solves (diagonal - conduction) T = right for T, which is put in place of `right`.
  void solve(std::vector<double>& diagonal, std::vector<double>& right, SkinSurroundings around) const;

  std::vector<Cell> cells_;
  double radius_m_ = 0, blood_degC_, perfusion_q10_;
  std::vector<double> rest_degC_;
};

/// The limb that a hand would press, as a cylinder.
LimbHeat limb_heat(const Limb& limb, const HeatParameters<double>& p);

/// Where in that cylinder a tissue lies that is, in a limb whose fat is as declared, so far below the skin.
double radius_of_depth_mm(const Limb& limb, const HeatParameters<double>& p, double depth_mm);

}  // namespace knead
