#pragma once
// The half-plane of an axisymmetric body as a grid of rectangles: radius outwards, depth downwards from the skin.

#include <vector>

namespace knead {

/// A tensor grid of Q2/Q1 elements. Displacement stands on the corners, edge middles and centres of the elements,
/// pore pressure on their corners. Lengths in metres.
struct BiotMesh {
  std::vector<double> radius, depth;  ///< edges of the elements, ascending from 0

  int radial() const { return static_cast<int>(radius.size()) - 1; }
  int axial() const { return static_cast<int>(depth.size()) - 1; }
  int elements() const { return radial() * axial(); }
  int element(int i, int j) const { return j * radial() + i; }
};

/// Edges from `from` to `to` in `count` intervals whose lengths grow by a constant factor to `last_over_first`.
std::vector<double> graded_edges(double from, double to, int count, double last_over_first = 1.0);

/// Appends the edges of `more` to `edges`; their shared edge stands once.
void append_edges(std::vector<double>& edges, const std::vector<double>& more);

/// What one biquadratic and one bilinear function need at a point: weights of the 3 x 3 nodes (radius fastest) and of
/// the 2 x 2 corners, and their derivatives with radius and depth.
struct ShapeValues {
  double radius, jacobian;  ///< m; area of the element in units of the reference square's
  double q2[9], q2_r[9], q2_z[9];
  double q1[4], q1_r[4], q1_z[4];
};

/// Shape functions of element (i, j) at the reference point (xi, eta) in [-1, 1]^2.
ShapeValues shape_values(const BiotMesh& mesh, int i, int j, double xi, double eta);

/// Gauss's rule of three points on [-1, 1], exact to degree five.
inline constexpr double gauss_point[3] = {-0.774596669241483377, 0.0, 0.774596669241483377};
inline constexpr double gauss_weight[3] = {5.0 / 9.0, 8.0 / 9.0, 5.0 / 9.0};

}  // namespace knead
