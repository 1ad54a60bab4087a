#pragma once
#include <algorithm>
#include <cmath>

#include "sim/tissue/build_geometry.hpp"
#include "tests/tissue/default_parameters.hpp"

namespace knead::test {

/// A block of the default tissue.
inline Geometry block(int fibres = 61, DrawKey key = {1, 1}) {
  TissueSettings settings;
  settings.fibres = fibres;
  return build_geometry(settings, default_tissue(), 0.11, key);
}

/// Distance of a point from a convex, counter-clockwise outline and all its images; 0 inside.
inline double outside_um(const Geometry& geometry, const Fibre& fibre, Point2 p) {
  double least = 1e300;
  for (int sx = -1; sx <= 1; ++sx) {
    for (int sy = -1; sy <= 1; ++sy) {
      const double x = p.x_um + sx * geometry.width_um(), y = p.y_um + sy * geometry.height_um();
      bool inside = true;
      for (std::size_t i = 0; i < fibre.outline.size(); ++i) {
        const Point2 a = fibre.outline[i], b = fibre.outline[(i + 1) % fibre.outline.size()];
        const double ex = b.x_um - a.x_um, ey = b.y_um - a.y_um, square = ex * ex + ey * ey;
        if (square == 0) continue;
        const double px = x - a.x_um, py = y - a.y_um;
        inside = inside && ex * py - ey * px >= 0;
        const double along = std::clamp((px * ex + py * ey) / square, 0.0, 1.0);
        least = std::min(least, std::hypot(px - along * ex, py - along * ey));
      }
      if (inside) return 0;
    }
  }
  return least;
}

/// Distance of two points in the periodic cross-section.
inline double apart_um(const Geometry& geometry, Point2 a, Point2 b) {
  return std::hypot(std::remainder(a.x_um - b.x_um, geometry.width_um()),
                    std::remainder(a.y_um - b.y_um, geometry.height_um()));
}

}  // namespace knead::test
