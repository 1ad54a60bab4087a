#pragma once
// Periodic diffusion on a grid, one axis after another (locally one-dimensional splitting, Yanenko 1971).
//
// Along an axis the semi-discrete equation is u' = -(D/h^2) L u with L = tridiag(-1, 2, -1), periodic. With
// B = (1 + a L)^-1 a step of Crank-Nicolson is 2 B u - u with a = D dt / (2 h^2). A step of TR-BDF2 (Bank et al. 1985,
// doi:10.1109/TCAD.1985.1270142, with gamma = 2 - sqrt 2, for which both stages share B) is
// B (2 c1 B u - (c1 + c2) u) with a = gamma D dt / (2 h^2).
//
// Coefficients are constant, so 1 + a L factors into (a/r) (1 - r E^-1)(1 - r E) with E the shift along the axis: B is
// a forward and a backward recursion of one coefficient, closed periodically by a sum that is cut where r^m < 2^-60.
// Nothing is divided, no line is factored, and a line's arithmetic does not depend on the lines computed beside it.

#include <array>
#include <span>

#include "sim/numerics/grid.hpp"

namespace knead {

enum class SweepOrder { xyz, zyx };

/// One axis of one species for one time step: how the step is made, with its constants.
struct AxisStep {
  enum class Scheme { none, crank_nicolson, tr_bdf2 };
  Scheme scheme = Scheme::none;
  double root = 0;     ///< r, the root inside the unit circle of r + 1/r = 2 + 1/a
  double gain = 0;     ///< r / a = (1 - r)^2
  double closure = 0;  ///< 1 / (1 - r^n)
  int reach = 0;       ///< terms of the periodic closure: the smallest m with r^m < 2^-60, at most n

  /// `number` is D dt / h^2 on an axis of n voxels; it alone chooses the scheme. Crank-Nicolson up to 3/2: there every
  /// entry of 2 B - 1 is >= 0 (B's diagonal is at least 1/sqrt(1 + 4 a) >= 1/2), so that a positive field stays
  /// positive and no new extremum appears. Above it the L-stable TR-BDF2, which is positive up to 4.12 and beyond may
  /// undershoot beside a jump, but never rings.
  AxisStep(double number, int n);
  AxisStep() = default;
};

inline constexpr double crank_nicolson_limit = 1.5;

/// A time step of periodic diffusion of one species.
class DiffusionStep {
 public:
  /// Throws std::invalid_argument if the diffusivity or the step is negative or not finite.
  DiffusionStep(const Grid& grid, double diffusivity_um2_per_s, double dt_s);

  const std::array<AxisStep, 3>& axes() const { return axes_; }

 private:
  std::array<AxisStep, 3> axes_;
};

/// Advances fields[s] (a value a voxel) by steps[s], sweeping every field in the given order. Uses the calling
/// thread's oneTBB arena; the bits do not depend on the number of threads.
void diffuse(const Grid& grid, std::span<const DiffusionStep> steps, std::span<double* const> fields, SweepOrder order);

}  // namespace knead
