#include "sim/tissue/power_diagram.hpp"

#include <algorithm>
#include <cmath>

namespace knead {

namespace {

/// Sites sorted into square-ish bins, about two a bin, so that a cell finds its neighbours nearby.
class Bins {
 public:
  Bins(Rectangle period, std::span<const Point2> sites)
      : period_(period),
        nx_(std::max(1, static_cast<int>(period.width_um / edge(period, sites.size())))),
        ny_(std::max(1, static_cast<int>(period.height_um / edge(period, sites.size())))),
        bins_(static_cast<std::size_t>(nx_) * ny_) {
    for (std::size_t i = 0; i < sites.size(); ++i) bins_[y_of(sites[i]) * nx_ + x_of(sites[i])].push_back(int(i));
  }

  int x_of(Point2 p) const { return std::min(nx_ - 1, static_cast<int>(p.x_um / period_.width_um * nx_)); }
  int y_of(Point2 p) const { return std::min(ny_ - 1, static_cast<int>(p.y_um / period_.height_um * ny_)); }
  double smaller_edge() const { return std::min(period_.width_um / nx_, period_.height_um / ny_); }

  /// Calls visit(site, shift_x, shift_y) for the sites of the bins at Chebyshev distance `ring` from p's bin.
  template <class Visit>
  void ring(Point2 p, int ring, Visit&& visit) const {
    for (int dy = -ring; dy <= ring; ++dy) {
      const bool whole = std::abs(dy) == ring;
      for (int dx = -ring; dx <= ring; dx += whole || ring == 0 ? 1 : 2 * ring) {
        const int x = x_of(p) + dx, y = y_of(p) + dy;
        const int shift_x = floor_div(x, nx_), shift_y = floor_div(y, ny_);
        for (int site : bins_[(y - shift_y * ny_) * nx_ + (x - shift_x * nx_)]) visit(site, shift_x, shift_y);
      }
    }
  }

 private:
  static double edge(Rectangle period, std::size_t sites) {
    return std::sqrt(2.0 * period.width_um * period.height_um / static_cast<double>(sites));
  }
  static int floor_div(int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

  Rectangle period_;
  int nx_, ny_;
  std::vector<std::vector<int>> bins_;
};

/// Signed distances of the corners of a convex polygon from a line decide which part of it stays; the new edge along
/// the line starts where the outline leaves the kept side. `cross` makes a corner on an edge, `cut` marks the new one.
template <class Corner, class Distance, class Cross, class Cut>
void clip(std::vector<Corner>& polygon, Distance&& outside, Cross&& cross, Cut&& cut) {
  std::vector<Corner> kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Corner &here = polygon[i], &next = polygon[(i + 1) % polygon.size()];
    const double a = outside(here), b = outside(next);
    if (a <= 0) kept.push_back(here);
    if (a <= 0 && b > 0) kept.push_back(cut(cross(here, next, a / (a - b))));
    if (a > 0 && b <= 0) kept.push_back(cross(here, next, a / (a - b)));
  }
  polygon = std::move(kept);
}

Point2 between(Point2 a, Point2 b, double t) {
  return {a.x_um + t * (b.x_um - a.x_um), a.y_um + t * (b.y_um - a.y_um)};
}

PowerCell cell_of(int i, Rectangle period, std::span<const Point2> sites, std::span<const double> weights,
                  const Bins& bins, double largest_weight) {
  const Point2 p = sites[i];
  const double w = 0.5 * period.width_um, h = 0.5 * period.height_um;
  // The site's own images bound its cell.
  PowerCell cell = {{{p.x_um - w, p.y_um - h}, i, 0, -1},
                    {{p.x_um + w, p.y_um - h}, i, 1, 0},
                    {{p.x_um + w, p.y_um + h}, i, 0, 1},
                    {{p.x_um - w, p.y_um + h}, i, -1, 0}};
  for (int ring = 0; !cell.empty(); ++ring) {
    // No site of this ring is nearer than `nearest`, so no bisector is nearer than `reach`.
    const double nearest = (ring - 1) * bins.smaller_edge();
    if (nearest > 0) {
      const double reach = (nearest * nearest + weights[i] - largest_weight) / (2 * nearest);
      double radius = 0;
      for (const auto& e : cell) radius = std::max(radius, std::hypot(e.corner.x_um - p.x_um, e.corner.y_um - p.y_um));
      if (reach >= radius) break;
    }
    bins.ring(p, ring, [&](int j, int shift_x, int shift_y) {
      if (j == i) return;  // the first rectangle is what the own images cut
      const double x = sites[j].x_um + shift_x * period.width_um - p.x_um;
      const double y = sites[j].y_um + shift_y * period.height_um - p.y_um;
      const double offset = 0.5 * (x * x + y * y + weights[i] - weights[j]);
      clip(
          cell,
          [&](const PowerEdge& e) { return (e.corner.x_um - p.x_um) * x + (e.corner.y_um - p.y_um) * y - offset; },
          [](const PowerEdge& a, const PowerEdge& b, double t) {
            return PowerEdge{between(a.corner, b.corner, t), a.neighbour, a.shift_x, a.shift_y};
          },
          [&](const PowerEdge& e) {
            return PowerEdge{e.corner, j, shift_x, shift_y};
          });
    });
  }
  return cell;
}

}  // namespace

std::vector<PowerCell> power_diagram(Rectangle period, std::span<const Point2> sites, std::span<const double> weights) {
  const Bins bins(period, sites);
  const double largest_weight = *std::max_element(weights.begin(), weights.end());
  std::vector<PowerCell> cells;
  for (int i = 0; i < static_cast<int>(sites.size()); ++i) {
    cells.push_back(cell_of(i, period, sites, weights, bins, largest_weight));
  }
  return cells;
}

Polygon polygon_of(const PowerCell& cell) {
  Polygon polygon;
  for (const auto& edge : cell) polygon.push_back(edge.corner);
  return polygon;
}

double area_um2(const Polygon& polygon) {
  double twice = 0;
  for (std::size_t i = 1; i + 1 < polygon.size(); ++i) {
    const Point2 o = polygon[0], a = polygon[i], b = polygon[i + 1];
    twice += (a.x_um - o.x_um) * (b.y_um - o.y_um) - (b.x_um - o.x_um) * (a.y_um - o.y_um);
  }
  return 0.5 * twice;
}

double perimeter_um(const Polygon& polygon) {
  double sum = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
    sum += std::hypot(b.x_um - a.x_um, b.y_um - a.y_um);
  }
  return sum;
}

Point2 centroid(const Polygon& polygon) {
  const Point2 o = polygon[0];
  double twice = 0, x = 0, y = 0;
  for (std::size_t i = 1; i + 1 < polygon.size(); ++i) {
    const double ax = polygon[i].x_um - o.x_um, ay = polygon[i].y_um - o.y_um;
    const double bx = polygon[i + 1].x_um - o.x_um, by = polygon[i + 1].y_um - o.y_um;
    const double part = ax * by - bx * ay;
    twice += part;
    x += part * (ax + bx) / 3;
    y += part * (ay + by) / 3;
  }
  return {o.x_um + x / twice, o.y_um + y / twice};
}

Polygon inset(const Polygon& polygon, double distance_um) {
  Polygon kept = polygon;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point2 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
    const double length = std::hypot(b.x_um - a.x_um, b.y_um - a.y_um);
    if (length == 0) continue;
    const double nx = (b.y_um - a.y_um) / length, ny = (a.x_um - b.x_um) / length;  // outwards
    clip(
        kept, [&](Point2 q) { return (q.x_um - a.x_um) * nx + (q.y_um - a.y_um) * ny + distance_um; }, between,
        [](Point2 q) { return q; });
  }
  return kept;
}

}  // namespace knead
