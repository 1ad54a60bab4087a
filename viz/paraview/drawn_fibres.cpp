#include "viz/paraview/drawn_fibres.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace knead {
namespace {

/// From a point to the segment between the points a and b of an array of pairs.
double distance_to_segment_um(double x, double y, const float* a, const float* b) {
  const double dx = b[0] - a[0], dy = b[1] - a[1], px = x - a[0], py = y - a[1];
  const double length_squared = dx * dx + dy * dy;
  const double along = length_squared > 0 ? std::clamp((px * dx + py * dy) / length_squared, 0.0, 1.0) : 0.0;
  return std::hypot(px - along * dx, py - along * dy);
}

double distance_to_outlines_um(const SnapshotGeometry& geometry, double x, double y) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t fibre = 0; fibre < geometry.fibre_type.size(); ++fibre) {
    const int first = geometry.outline_begin[fibre], last = geometry.outline_begin[fibre + 1] - 1;
    for (int i = first, before = last; i <= last; before = i++) {
      const float* outline = geometry.outline_um.data();
      least = std::min(least, distance_to_segment_um(x, y, outline + 2 * before, outline + 2 * i));
    }
  }
  return least;
}

}  // namespace

std::vector<float> beside_drawn_fibres(const SnapshotGeometry& geometry, std::vector<float> position_um,
                                       int components) {
  constexpr double touching_um = 5;  // wider than half a gap, narrower than a fibre
  const double width_um = geometry.nx * geometry.hx_um, height_um = geometry.ny * geometry.hy_um;
  for (std::size_t at = 0; at + components <= position_um.size(); at += components) {
    const double x = position_um[at], y = position_um[at + 1];
    double least = distance_to_outlines_um(geometry, x, y);
    if (least < touching_um) continue;
    for (const int i : {-1, 0, 1}) {
      for (const int j : {-1, 0, 1}) {
        const double moved_x = x + i * width_um, moved_y = y + j * height_um;
        const double distance = distance_to_outlines_um(geometry, moved_x, moved_y);
        if (distance >= least) continue;
        least = distance;
        position_um[at] = static_cast<float>(moved_x), position_um[at + 1] = static_cast<float>(moved_y);
      }
    }
  }
  return position_um;
}

}  // namespace knead
