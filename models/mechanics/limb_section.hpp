#pragma once
// A limb under a hand: skin, fat and muscle on bone, pressed by a round contact. What reaches the tissue at one depth.

#include "models/mechanics/drainage.hpp"
#include "models/parameter.hpp"

namespace knead {

// clang-format off
#define KNEAD_LIMB_PARAMETERS(X)                                                                                      \
  X(skin_thickness, 1.5, "mm", within(0.1, 10), uniform(1.2, 2.0), same, assumed, "dermis and epidermis of the thigh") \
  X(fat_thickness, 4.0, "mm", within(0, 100), uniform(2, 10), same, derived,                                          \
    "half of a thigh skinfold of 10.8 mm less the skin, rounded")                                                     \
  X(muscle_thickness, 45.0, "mm", within(1, 200), uniform(30, 60), same, assumed, "anterior thigh, fascia to femur")  \
  X(skin_modulus, 50.0, "kPa", within(0.1, 1e4), log_uniform(10, 200), same, assumed, "shear modulus")                \
  X(fat_modulus, 3.0, "kPa", within(0.01, 1e3), log_uniform(1.5, 6), same, abstract,                                  \
    "shear modulus at rest; PLoS ONE 2015, elastography of nine muscles and their fat; spread assumed")               \
  X(muscle_modulus, 3.73, "kPa", within(0.01, 1e3), log_uniform(1, 6), by_subject(0.23), abstract,                    \
    "shear modulus at rest, vastus lateralis 3.73 +- 0.85; Bensamoun 2006; another series found 1.1 +- 0.5")          \
  X(muscle_stiffening, 21.4, "1", within(3, 100), uniform(10, 27), same, abstract,                                    \
    "exponent of the Ogden solid, rat tibialis anterior 21.4 +- 5.7; Bosboom 2001")                                   \
  X(fat_stiffening, 20.0, "1", within(3, 100), uniform(10, 27), same, assumed,                                        \
    "exponent of the Ogden solid; Isogai 2022 saw gluteal fat stiffen at least as steeply as muscle")                 \
  X(muscle_poisson, 0.33, "1", within(0, 0.495), uniform(0.2, 0.45), same, derived,                                   \
    "drained; from a bulk modulus of 9.5 kPa, Reed & Wiig 1981, compliance 1.40 ml/100 g/mmHg")                       \
  X(fat_poisson, 0.45, "1", within(0, 0.495), uniform(0.3, 0.48), same, assumed, "drained, skin alike")               \
  X(permeability, 2e-13, "m4/N/s", within(0, 1e-8), log_uniform(1e-15, 1e-10), same, assumed,                         \
    "of muscle, known to five decades: 0.8-2.3e-10 ex vivo with open vessels, 1e-15-1e-12 in soft tissue (recalled)")  \
  X(fat_permeability_ratio, 3.0, "1", within(1e-3, 1e3), log_uniform(1, 10), same, assumed, "against muscle")         \
  X(skin_permeability_ratio, 0.1, "1", within(1e-3, 1e3), log_uniform(0.03, 0.3), same, assumed, "against muscle")    \
  X(fibre_expansion, 0.36, "1", fraction, uniform(0.25, 0.5), same, secondary,                                        \
    "stretch along the fibres for a unit squeeze across them, pig muscle (Takaza 2013 as reviewed); spread assumed")
// clang-format on

KNEAD_PARAMETERS(LimbParameters, "limb", KNEAD_LIMB_PARAMETERS)

/// The layers of a limb and what they are made of, in the units of the declarations.
using Limb = LimbParameters<double>;

/// A round contact on the skin and the peak of its pressure, which is even but for its edge: at a distance r from the
/// middle pressure_kPa / (1 + exp((r - radius) / (contact_edge radius))).
struct SkinContact {
  double radius_mm, pressure_kPa;
};

/// Width of the edge over which the pressure of a contact falls off, of its radius.
inline constexpr double contact_edge = 0.08;

/// The peak pressure of a contact that presses with a force: the force over the area pi radius^2, less the 2 % of it
/// that the edge carries beyond that. It is the integral of the pressure over the skin (Sommerfeld's expansion, exact
/// within 1e-7), solved for the peak.
double peak_pressure_kPa(double force_N, double radius_mm);

/// What a pressure does at one depth below the surface of the skin before fluid moves: means over the disc under the
/// contact.
struct PressedTissue {
  double equivalent_strain;      ///< sqrt(2/3 e':e') of the strain's deviator
  double fibre_stretch;          ///< along fibres that run across the pressure
  double compressive_stress_Pa;  ///< total, along the pressure
  double pore_pressure_Pa;
  double gradient_Pa_per_m;  ///< magnitude of the gradient of pore pressure
};

/// A stroke, pressure P (1 - cos w t)/2, at one depth: its peak, and what its mean P/2 drives out while it goes on.
///
/// The peak is that of the undrained solution, which at 20 kPa 2 cm under a hand or thumb has the strain of the cyclic
/// solution within 2 % at any permeability of the prior, and its gradient of pressure within 1 % where permeability
/// over frequency is at most 1e-10 m4/N. Above that the flow is less sure: 8 % at 4e-10, a half at 4e-9 (slow deep
/// strokes in the most permeable of tissues).
struct SectionResponse {
  PressedTissue peak;
  Drainage held;

  /// Amplitude of the Darcy velocity over a cycle, m/s.
  double cyclic_velocity(double permeability) const { return 0.5 * permeability * peak.gradient_Pa_per_m; }
};

/// Elements of the finite-element mesh along the radius and through the layers.
struct SectionMesh {
  int radial = 14, axial = 14;
};

/// Solves the section once: axisymmetric Biot poroelasticity (incompressible constituents, quasi-static), biquadratic
/// displacement and bilinear pressure, with equivalent-linear strain stiffening. The skin and the bone let no fluid
/// through, the bone holds the tissue, and far out the pore pressure is zero. Fat and muscle stiffen, the skin does
/// not. Small-strain theory: above a strain of 0.3 the result is indicative. Throws std::invalid_argument for a depth
/// outside the muscle.
SectionResponse solve_section(const Limb& limb, const SkinContact& contact, double depth_mm,
                              const SectionMesh& mesh = {});

}  // namespace knead
