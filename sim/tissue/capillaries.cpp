#include "sim/tissue/capillaries.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <stdexcept>
#include <string>
#include <tuple>

namespace knead {

namespace {

/// A place for a capillary, with the two or three fibres it would feed.
struct Place {
  Point2 at;
  std::vector<int> fibres;
};

using Image = std::tuple<int, int, int>;  // fibre, shift in x, shift in y

Image image_of(const PowerEdge& edge) { return {edge.neighbour, edge.shift_x, edge.shift_y}; }

/// Every corner and edge is seen by each fibre that meets there; the least of them names it.
bool is_least(int fibre, std::initializer_list<Image> others) {
  return std::all_of(others.begin(), others.end(), [&](const Image& o) { return Image(fibre, 0, 0) < o; });
}

Point2 wrapped(Point2 p, Rectangle period) {
  return {p.x_um - period.width_um * std::floor(p.x_um / period.width_um),
          p.y_um - period.height_um * std::floor(p.y_um / period.height_um)};
}

std::vector<Place> corners(const Packing& packing) {
  std::vector<Place> places;
  for (int f = 0; f < static_cast<int>(packing.cells.size()); ++f) {
    const PowerCell& cell = packing.cells[f];
    for (std::size_t e = 0; e < cell.size(); ++e) {
      const PowerEdge &here = cell[e], &last = cell[(e + cell.size() - 1) % cell.size()];
      if (!is_least(f, {image_of(here), image_of(last)})) continue;
      places.push_back({wrapped(here.corner, packing.period), {f, here.neighbour, last.neighbour}});
    }
  }
  return places;
}

std::vector<Place> edge_middles(const Packing& packing) {
  std::vector<Place> places;
  for (int f = 0; f < static_cast<int>(packing.cells.size()); ++f) {
    const PowerCell& cell = packing.cells[f];
    for (std::size_t e = 0; e < cell.size(); ++e) {
      if (!is_least(f, {image_of(cell[e])})) continue;
      const Point2 a = cell[e].corner, b = cell[(e + 1) % cell.size()].corner;
      places.push_back(
          {wrapped({0.5 * (a.x_um + b.x_um), 0.5 * (a.y_um + b.y_um)}, packing.period), {f, cell[e].neighbour}});
    }
  }
  return places;
}

/// Takes up to `count` of the places, those first whose fibres have been fed least.
void take(const std::vector<Place>& places, std::size_t count, std::uint64_t tier, DrawKey key, std::vector<int>& fed,
          std::vector<Capillary>& capillaries) {
  const auto load = [&](std::size_t p) {
    double sum = 0;
    for (int f : places[p].fibres) sum += fed[f];
    return sum / static_cast<double>(places[p].fibres.size());
  };
  // Loads only grow, so an entry that is out of date can wait its turn again.
  using Entry = std::tuple<double, double, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (std::size_t p = 0; p < places.size(); ++p) {
    queue.emplace(load(p), draw_uniform(key, Purpose::capillary_placement, p, tier), p);
  }
  for (std::size_t taken = 0; taken < count && !queue.empty();) {
    const auto [known_load, draw, p] = queue.top();
    queue.pop();
    if (known_load < load(p)) {
      queue.emplace(load(p), draw, p);
      continue;
    }
    capillaries.push_back({.at = places[p].at});
    for (int f : places[p].fibres) ++fed[f];
    ++taken;
  }
}

}  // namespace

std::vector<Capillary> place_capillaries(const Packing& packing, double density_per_mm2, DrawKey key) {
  const double area_mm2 = packing.period.width_um * packing.period.height_um * 1e-6;
  const auto count = static_cast<std::size_t>(std::llround(density_per_mm2 * area_mm2));
  std::vector<int> fed(packing.cells.size(), 0);
  std::vector<Capillary> capillaries;
  take(corners(packing), count, 0, key, fed, capillaries);
  if (capillaries.size() < count) take(edge_middles(packing), count - capillaries.size(), 1, key, fed, capillaries);
  if (capillaries.size() < count) {
    throw std::invalid_argument("there is no room between the fibres for a capillary density of " +
                                std::to_string(std::lround(density_per_mm2)) + " /mm2");
  }
  return capillaries;
}

int column_of(const Grid& grid, Point2 at) {
  const int i = std::min(grid.nx - 1, static_cast<int>(at.x_um / grid.hx_um));
  const int j = std::min(grid.ny - 1, static_cast<int>(at.y_um / grid.hy_um));
  return j * grid.nx + i;
}

std::vector<Pericyte> place_pericytes(const Grid& grid, const std::vector<Capillary>& capillaries, double spacing_um,
                                      DrawKey key) {
  const double length = grid.nz * grid.hz_um;
  const int plane = grid.nx * grid.ny;
  std::vector<bool> taken(grid.voxels(), false);
  std::vector<Pericyte> pericytes;
  for (int c = 0; c < static_cast<int>(capillaries.size()); ++c) {
    const int count = static_cast<int>(length / spacing_um + draw_uniform(key, Purpose::pericyte_placement, c, 0));
    const int column = column_of(grid, capillaries[c].at);
    for (int m = 0; m < count; ++m) {
      double z = (m + draw_uniform(key, Purpose::pericyte_placement, c, m + 1)) * length / count;
      int k = std::min(grid.nz - 1, static_cast<int>(z / grid.hz_um));
      int tries = 0;
      for (; tries < grid.nz && taken[k * plane + column]; ++tries) {
        k = (k + 1) % grid.nz;
        z = (k + 0.5) * grid.hz_um;
      }
      if (tries == grid.nz) break;
      taken[k * plane + column] = true;
      pericytes.push_back({c, z, k * plane + column});
    }
  }
  return pericytes;
}

}  // namespace knead
