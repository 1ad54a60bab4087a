#include "models/mechanics/biot_system.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace knead {

BiotSystem::BiotSystem(BiotMesh mesh, std::vector<BiotMaterial> materials, BiotDrains drains)
    : mesh_(std::move(mesh)), materials_(std::move(materials)) {
  if (static_cast<int>(materials_.size()) != mesh_.elements())
    throw std::invalid_argument("one material an element is needed");
  number_unknowns(drains);
  integrate_elements();
  find_pattern();
}

void BiotSystem::number_unknowns(BiotDrains drains) {
  const int nr = mesh_.radial(), nz = mesh_.axial();
  const int wide = 2 * nr + 1, high = 2 * nz + 1;
  std::vector<int> displacement(2 * wide * high, -1), pressure((nr + 1) * (nz + 1), -1);
  for (int b = 0; b < high - 1; ++b)  // the bottom row is held
    for (int a = 0; a < wide; ++a) {
      if (a > 0 && a < wide - 1) displacement[2 * (b * wide + a)] = unknowns_++;
      displacement[2 * (b * wide + a) + 1] = unknowns_++;
    }
  for (int b = drains.surface ? 1 : 0; b <= nz; ++b)
    for (int a = 0; a < (drains.outer ? nr : nr + 1); ++a) pressure[b * (nr + 1) + a] = unknowns_++;

  unknown_.resize(22 * mesh_.elements());
  for (int j = 0; j < nz; ++j)
    for (int i = 0; i < nr; ++i) {
      int* own = &unknown_[22 * mesh_.element(i, j)];
      for (int n = 0; n < 9; ++n)
        for (int c = 0; c < 2; ++c) own[2 * n + c] = displacement[2 * ((2 * j + n / 3) * wide + 2 * i + n % 3) + c];
      for (int n = 0; n < 4; ++n) own[18 + n] = pressure[(j + n / 2) * (nr + 1) + i + n % 2];
    }
}

void BiotSystem::integrate_elements() {
  element_.assign(mesh_.elements(), ElementMatrix{});
  for (int j = 0; j < mesh_.axial(); ++j)
    for (int i = 0; i < mesh_.radial(); ++i) {
      const int e = mesh_.element(i, j);
      const double lambda = 2 * materials_[e].poisson / (1 - 2 * materials_[e].poisson);  // of a unit shear modulus
      ElementMatrix& own = element_[e];
      for (int g = 0; g < 9; ++g) {
        const ShapeValues s = shape_values(mesh_, i, j, gauss_point[g % 3], gauss_point[g / 3]);
        const double w = gauss_weight[g % 3] * gauss_weight[g / 3] * s.jacobian * s.radius;
        // Strain of a unit displacement: rr, zz, hoop, and the shear scaled so that e:e is a plain sum of squares.
        // Plain loops, since the order of summation in Eigen's dense products depends on the processor's vectors.
        double strain[4][18] = {}, divergence[18];
        for (int n = 0; n < 9; ++n) {
          strain[0][2 * n] = s.q2_r[n];
          strain[1][2 * n + 1] = s.q2_z[n];
          strain[2][2 * n] = s.q2[n] / s.radius;
          strain[3][2 * n] = s.q2_z[n] * M_SQRT1_2;
          strain[3][2 * n + 1] = s.q2_r[n] * M_SQRT1_2;
          divergence[2 * n] = s.q2_r[n] + s.q2[n] / s.radius;
          divergence[2 * n + 1] = s.q2_z[n];
        }
        for (int a = 0; a < 18; ++a)
          for (int b = 0; b < 18; ++b) {
            double product = 0;
            for (int c = 0; c < 4; ++c) product += strain[c][a] * strain[c][b];
            own[22 * a + b] += w * (2 * product + lambda * divergence[a] * divergence[b]);
          }
        for (int a = 0; a < 4; ++a) {
          for (int b = 0; b < 18; ++b) own[22 * (18 + a) + b] += w * s.q1[a] * divergence[b];
          for (int b = 0; b < 4; ++b)
            own[22 * (18 + a) + 18 + b] +=
                w * materials_[e].relative_permeability * (s.q1_r[a] * s.q1_r[b] + s.q1_z[a] * s.q1_z[b]);
        }
      }
    }
}

void BiotSystem::find_pattern() {
  std::vector<Eigen::Triplet<double>> entries;
  for (int e = 0; e < mesh_.elements(); ++e)
    for (int a = 0; a < 22; ++a)
      for (int b = 0; b < 22; ++b) {
        const int row = unknown_[22 * e + a], column = unknown_[22 * e + b];
        if (row >= column && column >= 0) entries.emplace_back(row, column, 0.0);
      }
  pattern_.resize(unknowns_, unknowns_);
  pattern_.setFromTriplets(entries.begin(), entries.end());
  pattern_.makeCompressed();

  place_.assign(22 * 22 * mesh_.elements(), -1);
  const int* start = pattern_.outerIndexPtr();
  const int* rows = pattern_.innerIndexPtr();
  for (int e = 0; e < mesh_.elements(); ++e)
    for (int a = 0; a < 22; ++a)
      for (int b = 0; b < 22; ++b) {
        const int row = unknown_[22 * e + a], column = unknown_[22 * e + b];
        if (row < column || column < 0) continue;
        const int* found = std::lower_bound(rows + start[column], rows + start[column + 1], row);
        place_[(22 * e + a) * 22 + b] = static_cast<int>(found - rows);
      }
}

BiotSystem::Matrix BiotSystem::matrix(double reach) const {
  Matrix made = pattern_;
  double* values = made.valuePtr();
  for (int e = 0; e < mesh_.elements(); ++e) {
    const double modulus = materials_[e].shear_modulus_Pa;
    const int* place = &place_[22 * 22 * e];
    for (int a = 0; a < 22; ++a)
      for (int b = 0; b < 22; ++b) {
        if (place[22 * a + b] < 0) continue;
        // The pressures are numbered after the displacements, so the coupling stands in rows of pressure.
        const double factor = a < 18 ? modulus : b < 18 ? -1.0 : -reach;
        values[place[22 * a + b]] += factor * element_[e][22 * a + b];
      }
  }
  return made;
}

BiotSystem::Vector BiotSystem::surface_load(const std::function<double(double)>& pressure) const {
  Vector load = Vector::Zero(unknowns_);
  for (int i = 0; i < mesh_.radial(); ++i)
    for (int g = 0; g < 3; ++g) {
      const ShapeValues s = shape_values(mesh_, i, 0, gauss_point[g], -1.0);
      const double half = 0.5 * (mesh_.radius[i + 1] - mesh_.radius[i]);
      const double w = gauss_weight[g] * half * s.radius * pressure(s.radius);
      for (int n = 0; n < 3; ++n) {
        const int row = displacement(mesh_.element(i, 0), n, 1);
        if (row >= 0) load[row] += w * s.q2[n];
      }
    }
  return load;
}

BiotSystem::Vector BiotSystem::volume(const Vector& solution) const {
  Vector gained = Vector::Zero(unknowns_);
  for (int e = 0; e < mesh_.elements(); ++e)
    for (int a = 18; a < 22; ++a) {
      const int row = unknown_[22 * e + a];
      if (row < 0) continue;
      for (int b = 0; b < 18; ++b) {
        const int column = unknown_[22 * e + b];
        if (column >= 0) gained[row] += element_[e][22 * a + b] * solution[column];
      }
    }
  return gained;
}

BiotSystem::Vector BiotSystem::outflow(const Vector& solution) const {
  Vector out = Vector::Zero(unknowns_);
  for (int e = 0; e < mesh_.elements(); ++e)
    for (int a = 18; a < 22; ++a) {
      const int row = unknown_[22 * e + a];
      if (row < 0) continue;
      for (int b = 18; b < 22; ++b) {
        const int column = unknown_[22 * e + b];
        if (column >= 0) out[row] += element_[e][22 * a + b] * solution[column];
      }
    }
  return out;
}

BiotSystem::Vector BiotSystem::corner_volume() const {
  Vector share = Vector::Zero(unknowns_);
  for (int j = 0; j < mesh_.axial(); ++j)
    for (int i = 0; i < mesh_.radial(); ++i)
      for (int g = 0; g < 9; ++g) {
        const ShapeValues s = shape_values(mesh_, i, j, gauss_point[g % 3], gauss_point[g / 3]);
        const double w = gauss_weight[g % 3] * gauss_weight[g / 3] * s.jacobian * s.radius;
        for (int n = 0; n < 4; ++n) {
          const int row = pressure(mesh_.element(i, j), n);
          if (row >= 0) share[row] += w * s.q1[n];
        }
      }
  return share;
}

}  // namespace knead
