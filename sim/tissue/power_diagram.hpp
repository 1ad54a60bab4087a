#pragma once
// The power (Laguerre) diagram of weighted points in a periodic rectangle: cell i holds the points x for which
// |x - p_i|^2 - w_i is least (Aurenhammer 1987, doi:10.1137/0216006).

#include <span>
#include <vector>

#include "sim/tissue/geometry.hpp"

namespace knead {

/// A period of the plane.
struct Rectangle {
  double width_um, height_um;
};

/// An edge of a cell: from this corner to the next edge's corner, shared with site `neighbour` moved by whole periods.
struct PowerEdge {
  Point2 corner;
  int neighbour, shift_x, shift_y;
};

/// Convex, counter-clockwise, in the plane around its site (not wrapped); empty if the site's cell is.
using PowerCell = std::vector<PowerEdge>;

/// The cells of all sites, which lie in [0, width) x [0, height). Work is proportional to the number of sites.
std::vector<PowerCell> power_diagram(Rectangle period, std::span<const Point2> sites, std::span<const double> weights);

/// The polygons below are convex and counter-clockwise.
using Polygon = std::vector<Point2>;

Polygon polygon_of(const PowerCell& cell);
double area_um2(const Polygon& polygon);
double perimeter_um(const Polygon& polygon);
Point2 centroid(const Polygon& polygon);

/// All points of the polygon at least `distance` from every edge's line; empty if there are none.
Polygon inset(const Polygon& polygon, double distance_um);

}  // namespace knead
