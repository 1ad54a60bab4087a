#pragma once
// Marching Biot's equations in permeability times time under a load that is held.

#include <Eigen/SparseCholesky>
#include <utility>

#include "models/mechanics/biot_system.hpp"

namespace knead {

/// Solves the matrix of one step, factored once for as many right-hand sides as one likes.
class BiotSolver {
 public:
  using Vector = BiotSystem::Vector;

  /// Orders the unknowns of a system; its later moduli and steps use the same order.
  explicit BiotSolver(const BiotSystem& system);

  /// Factors the matrix of a step of K dt, m4/N, with the system's present moduli. The factorisation without pivoting
  /// exists because the matrix is quasi-definite (Vanderbei 1995) for any positive reach. Throws std::runtime_error.
  void factor(const BiotSystem& system, double reach);

  /// Displacement and pressure under a surface load, where `volume` is B' u before the step.
  Vector solve(const Vector& load, const Vector& volume) const { return factors_.solve(load - volume); }

 private:
  Eigen::SimplicialLDLT<BiotSystem::Matrix, Eigen::Lower> factors_;
};

/// A step so short that no fluid moves further than a thousandth of the thinnest element, m4/N.
double undrained_reach(const BiotSystem& system);

/// Steps a held load from a state of displacement and pressure. Alexander's two-stage SDIRK (1977): second order,
/// L-stable and stiffly accurate, so that equilibrium holds at the end of each step; both stages share one matrix.
class Consolidation {
 public:
  using Vector = BiotSystem::Vector;

  /// `state` is the solution at the start, for instance an undrained one. The system and the solver are borrowed.
  Consolidation(const BiotSystem& system, BiotSolver& solver, Vector load, Vector state)
      : system_(system), solver_(solver), load_(std::move(load)), state_(std::move(state)) {}

  /// Fixes the length of the steps to come, in K dt (m4/N).
  void set_step(double reach);
  const Vector& advance();
  const Vector& state() const { return state_; }

 private:
  const BiotSystem& system_;
  BiotSolver& solver_;
  Vector load_, state_;
  double step_ = 0;
};

}  // namespace knead
