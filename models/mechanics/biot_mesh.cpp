#include "models/mechanics/biot_mesh.hpp"

#include <cmath>

namespace knead {

std::vector<double> graded_edges(double from, double to, int count, double last_over_first) {
  std::vector<double> edges(count + 1);
  const double growth = count > 1 ? std::pow(last_over_first, 1.0 / (count - 1)) : 1.0;
  double sum = 0, length = 1;
  for (int k = 0; k <= count; ++k) {
    edges[k] = sum;
    sum += length;
    length *= growth;
  }
  const double scale = (to - from) / edges[count];
  for (double& edge : edges) edge = from + scale * edge;
  edges[count] = to;
  return edges;
}

void append_edges(std::vector<double>& edges, const std::vector<double>& more) {
  edges.insert(edges.end(), more.begin() + (edges.empty() ? 0 : 1), more.end());
}

namespace {

void lagrange2(double x, double value[3], double slope[3]) {
  value[0] = 0.5 * x * (x - 1), value[1] = 1 - x * x, value[2] = 0.5 * x * (x + 1);
  slope[0] = x - 0.5, slope[1] = -2 * x, slope[2] = x + 0.5;
}

void lagrange1(double x, double value[2], double slope[2]) {
  value[0] = 0.5 * (1 - x), value[1] = 0.5 * (1 + x);
  slope[0] = -0.5, slope[1] = 0.5;
}

}  // namespace

ShapeValues shape_values(const BiotMesh& mesh, int i, int j, double xi, double eta) {
  const double half_r = 0.5 * (mesh.radius[i + 1] - mesh.radius[i]);
  const double half_z = 0.5 * (mesh.depth[j + 1] - mesh.depth[j]);
  ShapeValues s;
  s.radius = mesh.radius[i] + half_r * (1 + xi);
  s.jacobian = half_r * half_z;
  double r2[3], dr2[3], z2[3], dz2[3], r1[2], dr1[2], z1[2], dz1[2];
  lagrange2(xi, r2, dr2), lagrange2(eta, z2, dz2);
  lagrange1(xi, r1, dr1), lagrange1(eta, z1, dz1);
  for (int b = 0; b < 3; ++b)
    for (int a = 0; a < 3; ++a) {
      s.q2[3 * b + a] = r2[a] * z2[b];
      s.q2_r[3 * b + a] = dr2[a] * z2[b] / half_r;
      s.q2_z[3 * b + a] = r2[a] * dz2[b] / half_z;
    }
  for (int b = 0; b < 2; ++b)
    for (int a = 0; a < 2; ++a) {
      s.q1[2 * b + a] = r1[a] * z1[b];
      s.q1_r[2 * b + a] = dr1[a] * z1[b] / half_r;
      s.q1_z[2 * b + a] = r1[a] * dz1[b] / half_z;
    }
  return s;
}

}  // namespace knead
