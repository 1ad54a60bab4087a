#include "models/mechanics/section_outputs.hpp"

#include <cmath>

namespace knead {

BiotPoint point_fields(const BiotSystem& system, const BiotSystem::Vector& solution, int i, int j, double xi,
                       double eta) {
  const int e = system.mesh().element(i, j);
  const ShapeValues s = shape_values(system.mesh(), i, j, xi, eta);
  double rr = 0, zz = 0, hoop = 0, rz = 0, p = 0, p_r = 0, p_z = 0;
  for (int n = 0; n < 9; ++n) {
    const int radial = system.displacement(e, n, 0), axial = system.displacement(e, n, 1);
    const double u = radial >= 0 ? solution[radial] : 0.0, w = axial >= 0 ? solution[axial] : 0.0;
    rr += s.q2_r[n] * u;
    hoop += s.q2[n] / s.radius * u;
    zz += s.q2_z[n] * w;
    rz += 0.5 * (s.q2_z[n] * u + s.q2_r[n] * w);
  }
  for (int n = 0; n < 4; ++n) {
    const int row = system.pressure(e, n);
    const double value = row >= 0 ? solution[row] : 0.0;
    p += s.q1[n] * value, p_r += s.q1_r[n] * value, p_z += s.q1_z[n] * value;
  }
  const double trace = rr + zz + hoop, third = trace / 3;
  const double deviator =
      (rr - third) * (rr - third) + (zz - third) * (zz - third) + (hoop - third) * (hoop - third) + 2 * rz * rz;
  const double g = system.material(e).shear_modulus_Pa, nu = system.material(e).poisson;
  BiotPoint point;
  point.equivalent_strain = std::sqrt(2.0 / 3.0 * deviator);
  point.compression = -zz;
  point.compressive_stress = p - 2 * g * (zz + nu / (1 - 2 * nu) * trace);
  point.pore_pressure = p;
  point.gradient = std::hypot(p_r, p_z);
  point.shear_modulus = g;
  return point;
}

double mean_equivalent_strain(const BiotSystem& system, const BiotSystem::Vector& solution, int element) {
  const int i = element % system.mesh().radial(), j = element / system.mesh().radial();
  const double inner = system.mesh().radius[i], width = system.mesh().radius[i + 1] - inner;
  double sum = 0, volume = 0;
  for (int g = 0; g < 9; ++g) {
    const double xi = gauss_point[g % 3];
    const double w = gauss_weight[g % 3] * gauss_weight[g / 3] * (inner + 0.5 * width * (1 + xi));
    sum += w * point_fields(system, solution, i, j, xi, gauss_point[g / 3]).equivalent_strain;
    volume += w;
  }
  return sum / volume;
}

namespace {

int row_at(const BiotMesh& mesh, double depth) {
  int j = 0;
  while (j + 1 < mesh.axial() && mesh.depth[j + 1] < depth) ++j;
  return j;
}

double middle(const BiotMesh& mesh, int row) { return 0.5 * (mesh.depth[row] + mesh.depth[row + 1]); }

/// Calls visit(i, j, xi, eta, weight) at points of the disc whose weights add up to one.
template <class Visit>
void over_disc(const BiotMesh& mesh, double radius, double depth, Visit visit) {
  const int j = row_at(mesh, depth);
  const double eta = 2 * (depth - mesh.depth[j]) / (mesh.depth[j + 1] - mesh.depth[j]) - 1;
  int wide = 0;
  while (wide < mesh.radial() && 0.5 * (mesh.radius[wide] + mesh.radius[wide + 1]) < radius) ++wide;
  const double edge = mesh.radius[wide];
  for (int i = 0; i < wide; ++i)
    for (int g = 0; g < 3; ++g) {
      const double half = 0.5 * (mesh.radius[i + 1] - mesh.radius[i]);
      const double r = mesh.radius[i] + half * (1 + gauss_point[g]);
      visit(i, j, gauss_point[g], eta, 2 * gauss_weight[g] * half * r / (edge * edge));
    }
}

/// The mean gradient where a row of elements knows it best, in its middle.
double row_gradient(const BiotSystem& system, const BiotSystem::Vector& solution, double radius, int row) {
  double mean = 0;
  over_disc(system.mesh(), radius, middle(system.mesh(), row), [&](int i, int j, double xi, double eta, double weight) {
    mean += weight * point_fields(system, solution, i, j, xi, eta).gradient;
  });
  return mean;
}

/// Straight between the middles of the two rows about the depth, or that of its own row beside another layer.
double disc_gradient(const BiotSystem& system, const BiotSystem::Vector& solution, double radius, double depth) {
  const BiotMesh& mesh = system.mesh();
  const int row = row_at(mesh, depth), other = depth < middle(mesh, row) ? row - 1 : row + 1;
  const double own = row_gradient(system, solution, radius, row);
  const auto permeability = [&](int j) { return system.material(mesh.element(0, j)).relative_permeability; };
  if (other < 0 || other >= mesh.axial() || permeability(other) != permeability(row)) return own;
  const double share = (depth - middle(mesh, row)) / (middle(mesh, other) - middle(mesh, row));
  return own + share * (row_gradient(system, solution, radius, other) - own);
}

}  // namespace

BiotPoint disc_mean(const BiotSystem& system, const BiotSystem::Vector& solution, double radius, double depth) {
  BiotPoint mean{};
  over_disc(system.mesh(), radius, depth, [&](int i, int j, double xi, double eta, double weight) {
    const BiotPoint point = point_fields(system, solution, i, j, xi, eta);
    mean.equivalent_strain += weight * point.equivalent_strain;
    mean.compression += weight * point.compression;
    mean.compressive_stress += weight * point.compressive_stress;
    mean.pore_pressure += weight * point.pore_pressure;
    mean.shear_modulus += weight * point.shear_modulus;
  });
  mean.gradient = disc_gradient(system, solution, radius, depth);
  return mean;
}

double disc_volume_gain(const BiotSystem& system, const BiotSystem::Vector& solution, double radius, double depth) {
  const BiotSystem::Vector gained = system.volume(solution), share = system.corner_volume();
  double mean = 0;
  over_disc(system.mesh(), radius, depth, [&](int i, int j, double xi, double eta, double weight) {
    const ShapeValues s = shape_values(system.mesh(), i, j, xi, eta);
    for (int n = 0; n < 4; ++n) {
      const int row = system.pressure(system.mesh().element(i, j), n);
      if (row >= 0) mean += weight * s.q1[n] * gained[row] / share[row];
    }
  });
  return mean;
}

}  // namespace knead
