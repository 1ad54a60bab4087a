#include "models/mechanics/biot_consolidation.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace knead {

static const double alexander = 1 - std::sqrt(0.5);  // gamma of the two stages

BiotSolver::BiotSolver(const BiotSystem& system) { factors_.analyzePattern(system.matrix(1.0)); }

void BiotSolver::factor(const BiotSystem& system, double reach) {
  factors_.factorize(system.matrix(reach));
  if (factors_.info() != Eigen::Success) throw std::runtime_error("limb section: the matrix has no factorisation");
}

double undrained_reach(const BiotSystem& system) {
  const BiotMesh& mesh = system.mesh();
  double thinnest = mesh.depth.back(), stiffest = 0;
  for (int j = 0; j < mesh.axial(); ++j) thinnest = std::min(thinnest, mesh.depth[j + 1] - mesh.depth[j]);
  for (int e = 0; e < mesh.elements(); ++e) stiffest = std::max(stiffest, system.material(e).shear_modulus_Pa);
  return 1e-6 * thinnest * thinnest / stiffest;
}

void Consolidation::set_step(double reach) {
  step_ = reach;
  solver_.factor(system_, alexander * step_);
}

const Consolidation::Vector& Consolidation::advance() {
  const Vector before = system_.volume(state_);
  const Vector middle = solver_.solve(load_, before);
  state_ = solver_.solve(load_, before - (1 - alexander) * step_ * system_.outflow(middle));
  return state_;
}

}  // namespace knead
