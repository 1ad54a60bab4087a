#include "sim/tissue/sheets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace knead {

namespace {

double wrap(double x, double period) {
  const double inside = x - period * std::floor(x / period);
  return inside < period ? inside : 0.0;  // rounding may reach the period itself
}

Point2 wrap(Point2 p, Rectangle period) { return {wrap(p.x_um, period.width_um), wrap(p.y_um, period.height_um)}; }

Rectangle period_of(const Geometry& geometry) { return {geometry.width_um(), geometry.height_um()}; }

/// Distance in the periodic plane.
double distance_um(Point2 a, Point2 b, Rectangle period) {
  return std::hypot(std::remainder(a.x_um - b.x_um, period.width_um),
                    std::remainder(a.y_um - b.y_um, period.height_um));
}

/// The edges of all cells, an edge of two cells once and only if it is long enough.
std::vector<Sheet> edges(const Packing& packing) {
  using Name = std::tuple<int, int, int, int>;  // a fibre, another or itself, whole periods from one to the other
  std::map<Name, int> known;
  std::vector<Sheet> sheets;
  for (int f = 0; f < static_cast<int>(packing.cells.size()); ++f) {
    const PowerCell& cell = packing.cells[f];
    for (std::size_t e = 0; e < cell.size(); ++e) {
      const Point2 a = cell[e].corner, b = cell[(e + 1) % cell.size()].corner;
      const double length = std::hypot(b.x_um - a.x_um, b.y_um - a.y_um);
      if (length < shortest_sheet_um) continue;
      const int g = cell[e].neighbour, x = cell[e].shift_x, y = cell[e].shift_y;
      const Name name = std::min(Name(f, g, x, y), Name(g, f, -x, -y));
      if (!known.emplace(name, static_cast<int>(sheets.size())).second) continue;
      const Point2 from = wrap(a, packing.period);
      sheets.push_back({{f, g}, from, {from.x_um + b.x_um - a.x_um, from.y_um + b.y_um - a.y_um}, length, {0, 0}});
    }
  }
  return sheets;
}

/// Numbers the corners: ends within the reach of edges that were too short are at one corner.
int number_corners(std::vector<Sheet>& sheets, Rectangle period) {
  constexpr double reach_um = 4 * shortest_sheet_um;
  std::vector<Point2> ends;
  for (const Sheet& s : sheets) ends.push_back(s.from), ends.push_back(wrap(s.to, period));
  std::vector<int> order(ends.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return ends[a].x_um < ends[b].x_um; });
  // Groups of ends, joined end by end: the least end names its group.
  std::vector<int> group(ends.size());
  std::iota(group.begin(), group.end(), 0);
  const auto leader = [&](int i) {
    while (group[i] != i) i = group[i];
    return i;
  };
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t step = 1; step < order.size(); ++step) {
      const int a = order[i], b = order[(i + step) % order.size()];
      if (std::abs(std::remainder(ends[a].x_um - ends[b].x_um, period.width_um)) > reach_um) break;
      if (distance_um(ends[a], ends[b], period) > reach_um) continue;
      const int p = leader(a), q = leader(b);
      group[std::max(p, q)] = std::min(p, q);
    }
  }
  int corners = 0;
  std::vector<int> number(ends.size(), -1);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    int& corner = number[leader(static_cast<int>(i))];
    if (corner < 0) corner = corners++;
    sheets[i / 2].corners[i % 2] = corner;
  }
  return corners;
}

}  // namespace

void lay_sheets(const Packing& packing, Geometry& geometry) {
  geometry.sheets = edges(packing);
  geometry.corners.assign(number_corners(geometry.sheets, packing.period), {});
  for (int s = 0; s < static_cast<int>(geometry.sheets.size()); ++s) {
    for (int end : {0, 1}) geometry.corners[geometry.sheets[s].corners[end]].push_back({s, end});
  }
}

SheetPlace nearest_place(const Geometry& geometry, Point2 at) {
  const Rectangle period = period_of(geometry);
  SheetPlace nearest;
  double least = std::numeric_limits<double>::infinity();
  for (int s = 0; s < static_cast<int>(geometry.sheets.size()); ++s) {
    const Sheet& sheet = geometry.sheets[s];
    // A sheet is shorter than the block, so the image of the point that is nearest to its middle will do.
    const Point2 middle{0.5 * (sheet.from.x_um + sheet.to.x_um), 0.5 * (sheet.from.y_um + sheet.to.y_um)};
    const double x = std::remainder(at.x_um - middle.x_um, period.width_um);
    const double y = std::remainder(at.y_um - middle.y_um, period.height_um);
    const double tx = (sheet.to.x_um - sheet.from.x_um) / sheet.length_um;
    const double ty = (sheet.to.y_um - sheet.from.y_um) / sheet.length_um;
    const double half = 0.5 * sheet.length_um, along = std::clamp(x * tx + y * ty, -half, half);
    const double distance = std::hypot(x - along * tx, y - along * ty);
    if (distance < least) least = distance, nearest = {s, along + half};
  }
  return nearest;
}

Point2 point_of(const Geometry& geometry, int sheet, double along_um) {
  const Sheet& s = geometry.sheets[sheet];
  const double share = along_um / s.length_um;
  return wrap({s.from.x_um + share * (s.to.x_um - s.from.x_um), s.from.y_um + share * (s.to.y_um - s.from.y_um)},
              period_of(geometry));
}

int voxel_of(const Geometry& geometry, int sheet, double along_um, double z_um) {
  const Grid& grid = geometry.grid;
  const Point2 p = point_of(geometry, sheet, along_um);
  const int i = std::min(grid.nx - 1, static_cast<int>(p.x_um / grid.hx_um));
  const int j = std::min(grid.ny - 1, static_cast<int>(p.y_um / grid.hy_um));
  const int k = std::min(grid.nz - 1, static_cast<int>(z_um / grid.hz_um));
  return (k * grid.ny + j) * grid.nx + i;
}

int domain_at(const Geometry& geometry, int fibre, double z_um) {
  const int n = geometry.domains_per_fibre;
  return fibre * n + std::min(n - 1, static_cast<int>(z_um / geometry.length_um() * n));
}

std::array<int, 2> domains_beside(const Geometry& geometry, int sheet, double z_um) {
  const Sheet& s = geometry.sheets[sheet];
  return {domain_at(geometry, s.fibres[0], z_um), domain_at(geometry, s.fibres[1], z_um)};
}

}  // namespace knead
