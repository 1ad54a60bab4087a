#pragma once
// Biot's equations on a mesh, as one sparse symmetric matrix.

#include <Eigen/SparseCore>
#include <array>
#include <functional>
#include <vector>

#include "models/mechanics/biot_mesh.hpp"

namespace knead {

/// Drained elastic constants and permeability relative to the body's; constant in an element.
struct BiotMaterial {
  double shear_modulus_Pa, poisson, relative_permeability;
};

/// Which walls let fluid through at pore pressure zero; the others are sealed.
struct BiotDrains {
  bool surface = false, outer = true;
};

/// Displacement u (radial, and axial positive downwards) and pore pressure p obey
///
///   A u - B p = f,      B' du/dt + K C p = 0
///
/// that is div(sigma' - p I) = 0 and d(div u)/dt = div(K grad p) with sigma' = 2 G e + lambda tr(e) I (Biot 1941;
/// constituents incompressible). The axis and the outer wall hold u_r = 0, the bottom holds u = 0; the surface carries
/// the load. A step of K dt, implicit, is one solve with the symmetric matrix [A, -B; -B', -K dt C].
class BiotSystem {
 public:
  using Matrix = Eigen::SparseMatrix<double>;  ///< lower triangle
  using Vector = Eigen::VectorXd;

  BiotSystem(BiotMesh mesh, std::vector<BiotMaterial> materials, BiotDrains drains = {});

  const BiotMesh& mesh() const { return mesh_; }
  int unknowns() const { return unknowns_; }
  const BiotMaterial& material(int element) const { return materials_[element]; }
  void set_shear_modulus(int element, double modulus_Pa) { materials_[element].shear_modulus_Pa = modulus_Pa; }

  /// The matrix of a step of `reach` = K dt, in m4/N.
  Matrix matrix(double reach) const;

  /// Right-hand side of a pressure on the surface, Pa, as a function of radius, m.
  Vector surface_load(const std::function<double(double)>& pressure) const;

  /// B' u in the rows of the pore pressure: the volume each test function has gained. Zero in the other rows.
  Vector volume(const Vector& solution) const;

  /// C p in the rows of the pore pressure: the outflow a unit of K. Zero in the other rows.
  Vector outflow(const Vector& solution) const;

  /// Volume of each test function of the pore pressure, over 2 pi, in its row.
  Vector corner_volume() const;

  /// Unknown of a displacement (component 0 radial, 1 axial) or pressure at node n (see shape_values) of an element;
  /// -1 where a wall fixes it to zero.
  int displacement(int element, int node, int component) const { return unknown_[22 * element + 2 * node + component]; }
  int pressure(int element, int corner) const { return unknown_[22 * element + 18 + corner]; }

 private:
  /// Rows and columns in the order of unknown_: 18 displacements, then 4 pressures.
  using ElementMatrix = std::array<double, 22 * 22>;

  void number_unknowns(BiotDrains drains);
  void integrate_elements();
  void find_pattern();

  BiotMesh mesh_;
  std::vector<BiotMaterial> materials_;
  int unknowns_ = 0;
  std::vector<int> unknown_;            ///< 22 an element
  std::vector<ElementMatrix> element_;  ///< A of a unit shear modulus, B, and C of the relative permeability
  Matrix pattern_;
  std::vector<int> place_;  ///< 22 x 22 an element: where its lower entries stand in the matrix, or -1
};

}  // namespace knead
