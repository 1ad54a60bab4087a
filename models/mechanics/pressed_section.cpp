#include "models/mechanics/pressed_section.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "models/mechanics/section_outputs.hpp"
#include "models/scalar.hpp"

namespace knead {

namespace {

enum class Layer { skin, fat, muscle };

Layer layer_at(const Limb& limb, double depth_mm) {
  if (depth_mm < limb.skin_thickness) return Layer::skin;
  return depth_mm < limb.skin_thickness + limb.fat_thickness ? Layer::fat : Layer::muscle;
}

/// Skin in one row, fat in two; along the radius small elements where the pressure falls off at the contact's edge.
BiotMesh section_mesh(const Limb& limb, double contact_radius_m, const SectionMesh& size) {
  const double skin = 1e-3 * limb.skin_thickness, fat = skin + 1e-3 * limb.fat_thickness;
  const double bone = fat + 1e-3 * limb.muscle_thickness;
  const double a = contact_radius_m, outer = std::max(6 * a, 3 * bone);
  const int under = size.radial * 3 / 8, edge = size.radial / 4, fat_rows = limb.fat_thickness > 0 ? 2 : 0;
  BiotMesh mesh;
  append_edges(mesh.radius, graded_edges(0, a, under, 0.5));
  append_edges(mesh.radius, graded_edges(a, 1.5 * a, edge, 2));
  append_edges(mesh.radius, graded_edges(1.5 * a, outer, size.radial - under - edge, 6));
  append_edges(mesh.depth, graded_edges(0, skin, 1));
  if (fat_rows > 0) append_edges(mesh.depth, graded_edges(skin, fat, fat_rows));
  append_edges(mesh.depth, graded_edges(fat, bone, size.axial - 1 - fat_rows, 2));
  return mesh;
}

double checked_depth_m(const Limb& limb, double contact_radius_mm, double depth_mm) {
  const double above = limb.skin_thickness + limb.fat_thickness;
  if (!(contact_radius_mm > 0)) throw std::invalid_argument("limb section: the contact has no width");
  if (!(depth_mm > above && depth_mm < above + limb.muscle_thickness))
    throw std::invalid_argument("limb section: the depth lies outside the muscle");
  return 1e-3 * depth_mm;
}

/// Middle of each row of elements, mm.
double middle_mm(const BiotMesh& mesh, int row) { return 500 * (mesh.depth[row] + mesh.depth[row + 1]); }

std::vector<Stiffening> stiffening_of(const Limb& limb, const BiotMesh& mesh) {
  std::vector<Stiffening> made;
  for (int j = 0; j < mesh.axial(); ++j) {
    const Layer layer = layer_at(limb, middle_mm(mesh, j));
    const Stiffening law = layer == Layer::skin  ? Stiffening{1e3 * limb.skin_modulus, 0}
                           : layer == Layer::fat ? Stiffening{1e3 * limb.fat_modulus, limb.fat_stiffening}
                                                 : Stiffening{1e3 * limb.muscle_modulus, limb.muscle_stiffening};
    made.insert(made.end(), mesh.radial(), law);
  }
  return made;
}

BiotSystem system_of(const Limb& limb, BiotMesh mesh) {
  std::vector<BiotMaterial> materials;
  const std::vector<Stiffening> law = stiffening_of(limb, mesh);
  for (int e = 0; e < mesh.elements(); ++e) {
    const Layer layer = layer_at(limb, middle_mm(mesh, e / mesh.radial()));
    materials.push_back({law[e].modulus_Pa, layer == Layer::muscle ? limb.muscle_poisson : limb.fat_poisson,
                         layer == Layer::skin  ? limb.skin_permeability_ratio
                         : layer == Layer::fat ? limb.fat_permeability_ratio
                                               : 1.0});
  }
  return BiotSystem(std::move(mesh), std::move(materials));
}

}  // namespace

double peak_pressure_kPa(double force_N, double radius_mm) {
  const double pi = std::numbers::pi;
  const double mm2 = pi * square(radius_mm) * (1 + square(pi * contact_edge) / 3);
  return 1e3 * force_N / mm2;
}

PressedSection::PressedSection(const Limb& limb, double contact_radius_mm, double depth_mm, const SectionMesh& mesh)
    : radius_m_(1e-3 * contact_radius_mm),
      depth_m_(checked_depth_m(limb, contact_radius_mm, depth_mm)),
      fibre_expansion_(limb.fibre_expansion),
      system_(system_of(limb, section_mesh(limb, radius_m_, mesh))),
      solver_(system_) {
  stiffening_ = stiffening_of(limb, system_.mesh());
}

BiotSystem::Vector PressedSection::load(double pressure_kPa) const {
  return system_.surface_load([this, pressure_kPa](double r) {
    return 1e3 * pressure_kPa / (1 + std::exp((r - radius_m_) / (contact_edge * radius_m_)));
  });
}

BiotSystem::Vector PressedSection::settle(const BiotSystem::Vector& load) {
  return solve_stiffening(system_, solver_, stiffening_, load);
}

PressedTissue PressedSection::press(double pressure_kPa) {
  const BiotPoint mean = disc_mean(system_, settle(load(pressure_kPa)), radius_m_, depth_m_);
  return {mean.equivalent_strain, fibre_expansion_ * mean.compression, mean.compressive_stress, mean.pore_pressure,
          mean.gradient};
}

Drainage PressedSection::hold(double pressure_kPa) {
  const BiotSystem::Vector held = load(pressure_kPa);
  Consolidation march(system_, solver_, held, settle(held));
  Drainage drainage;
  const auto sample = [&](double reach) {
    const BiotPoint mean = disc_mean(system_, march.state(), radius_m_, depth_m_);
    drainage.reach.push_back(reach);
    drainage.volume_lost.push_back(-disc_volume_gain(system_, march.state(), radius_m_, depth_m_));
    drainage.pore_pressure_Pa.push_back(mean.pore_pressure);
    drainage.gradient_Pa_per_m.push_back(mean.gradient);
  };
  // Nine even steps a decade, from the time in which pressure spreads by 0.2 mm to that in which it spreads by 63 mm,
  // so that limbs of any stiffness are sampled at the same stages of their consolidation.
  constexpr int decades = 5;
  const double first = square(0.2e-3) / disc_mean(system_, march.state(), radius_m_, depth_m_).shear_modulus;
  march.set_step(first);
  march.advance();
  sample(first);
  double step = first;
  for (int decade = 0; decade < decades; ++decade, step *= 10) {
    march.set_step(step);
    for (int k = 2; k <= 10; ++k) {
      march.advance();
      sample(k * step);
    }
  }
  return drainage;
}

}  // namespace knead
