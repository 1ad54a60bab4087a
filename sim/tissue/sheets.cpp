#include "sim/tissue/sheets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace knead {

namespace {

double wrap(double x, double period) {
  const double inside = x - period * std::floor(x / period);
  return inside < period ? inside : 0.0;  // rounding may reach the period itself
}

Point2 wrap(Point2 p, Rectangle period) { return {wrap(p.x_um, period.width_um), wrap(p.y_um, period.height_um)}; }

Rectangle period_of(const Geometry& geometry) { return {geometry.width_um(), geometry.height_um()}; }

/// The edges of all cells, an edge of two cells once.
std::vector<Sheet> edges(const Packing& packing) {
  using Name = std::tuple<int, int, int, int>;  // a fibre, another or itself, whole periods from one to the other
  std::set<Name> known;
  std::vector<Sheet> sheets;
  for (int f = 0; f < static_cast<int>(packing.cells.size()); ++f) {
    const PowerCell& cell = packing.cells[f];
    for (std::size_t e = 0; e < cell.size(); ++e) {
      const int g = cell[e].neighbour, x = cell[e].shift_x, y = cell[e].shift_y;
      if (!known.insert(std::min(Name(f, g, x, y), Name(g, f, -x, -y))).second) continue;
      const Point2 a = cell[e].corner, b = cell[(e + 1) % cell.size()].corner, from = wrap(a, packing.period);
      const double dx = b.x_um - a.x_um, dy = b.y_um - a.y_um;
      sheets.push_back({{f, g}, from, {from.x_um + dx, from.y_um + dy}, std::hypot(dx, dy), {0, 0}});
    }
  }
  return sheets;
}

/// Things that are joined two by two: the least of a group leads it.
class Groups {
 public:
  explicit Groups(std::size_t things) : next_(things) { std::iota(next_.begin(), next_.end(), 0); }

  int leader(int i) const {
    while (next_[i] != i) i = next_[i];
    return i;
  }
  void join(int i, int j) {
    const auto [low, high] = std::minmax({leader(i), leader(j)});
    next_[high] = low;
  }

 private:
  std::vector<int> next_;
};

bool too_short(const Sheet& sheet) { return sheet.length_um < shortest_sheet_um; }

/// Which of the sheets' ends (2 s and 2 s + 1 of sheet s) meet: those at one point, and both of a sheet too short.
Groups meeting_ends(const std::vector<Sheet>& sheets, Rectangle period) {
  constexpr double rounding_um = 1e-6;
  std::vector<Point2> ends;
  for (const Sheet& s : sheets) ends.push_back(s.from), ends.push_back(wrap(s.to, period));
  std::vector<int> order(ends.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return ends[a].x_um < ends[b].x_um; });
  Groups groups(ends.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t step = 1; step < order.size(); ++step) {
      const int a = order[i], b = order[(i + step) % order.size()];
      if (std::abs(std::remainder(ends[a].x_um - ends[b].x_um, period.width_um)) > rounding_um) break;
      if (std::abs(std::remainder(ends[a].y_um - ends[b].y_um, period.height_um)) <= rounding_um) groups.join(a, b);
    }
  }
  for (int s = 0; s < static_cast<int>(sheets.size()); ++s) {
    if (too_short(sheets[s])) groups.join(2 * s, 2 * s + 1);
  }
  return groups;
}

}  // namespace

void lay_sheets(const Packing& packing, Geometry& geometry) {
  const std::vector<Sheet> all = edges(packing);
  const Groups ends = meeting_ends(all, packing.period);
  std::map<int, int> corner_of_leader;
  geometry.sheets.clear(), geometry.corners.clear();
  for (int s = 0; s < static_cast<int>(all.size()); ++s) {
    if (too_short(all[s])) continue;
    Sheet sheet = all[s];
    for (int end : {0, 1}) {
      const auto next = static_cast<int>(geometry.corners.size());
      const auto [corner, is_new] = corner_of_leader.emplace(ends.leader(2 * s + end), next);
      if (is_new) geometry.corners.emplace_back();
      sheet.corners[end] = corner->second;
      geometry.corners[corner->second].push_back({static_cast<int>(geometry.sheets.size()), end});
    }
    geometry.sheets.push_back(sheet);
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
