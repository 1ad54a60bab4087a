#include "sim/tissue/build_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "sim/tissue/capillaries.hpp"
#include "sim/tissue/packing.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

namespace {

void check(const TissueSettings& s) {
  if (s.fibres < 1) throw std::invalid_argument("a tissue needs at least one fibre");
  if (!(s.length_um > 0) || !(s.domain_length_um > 0) || !(s.voxel_um > 0) || !std::isfinite(s.length_um)) {
    throw std::invalid_argument("the lengths of block, domain and voxel must be positive");
  }
  const double domains = s.length_um / s.domain_length_um;
  if (std::abs(domains - std::round(domains)) > 1e-9 * domains || domains < 0.5) {
    throw std::invalid_argument("the length of the block must be a whole number of domain lengths");
  }
}

int voxels_along(double length_um, double voxel_um) {
  return std::max(1, static_cast<int>(std::ceil(length_um / voxel_um - 1e-9)));
}

/// The fibre whose power cell holds the centre of each voxel column.
std::vector<int> owners(const Grid& grid, const Packing& packing) {
  const std::size_t columns = static_cast<std::size_t>(grid.nx) * grid.ny;
  std::vector<int> owner(columns, -1);
  std::vector<double> least(columns, std::numeric_limits<double>::infinity());
  for (int f = 0; f < static_cast<int>(packing.cells.size()); ++f) {
    Point2 low = packing.sites[f], high = low;
    for (const auto& edge : packing.cells[f]) {
      low = {std::min(low.x_um, edge.corner.x_um), std::min(low.y_um, edge.corner.y_um)};
      high = {std::max(high.x_um, edge.corner.x_um), std::max(high.y_um, edge.corner.y_um)};
    }
    for (int j = static_cast<int>(std::floor(low.y_um / grid.hy_um)); j * grid.hy_um <= high.y_um; ++j) {
      for (int i = static_cast<int>(std::floor(low.x_um / grid.hx_um)); i * grid.hx_um <= high.x_um; ++i) {
        const double x = (i + 0.5) * grid.hx_um - packing.sites[f].x_um;
        const double y = (j + 0.5) * grid.hy_um - packing.sites[f].y_um;
        const double power = x * x + y * y - packing.weights[f];
        const int column = ((j % grid.ny + grid.ny) % grid.ny) * grid.nx + (i % grid.nx + grid.nx) % grid.nx;
        if (power < least[column]) least[column] = power, owner[column] = f;
      }
    }
  }
  return owner;
}

/// Lists every domain's voxels in ascending order.
void give_territories(Geometry& geometry, const std::vector<int>& owner) {
  const Grid& grid = geometry.grid;
  const int plane = grid.nx * grid.ny, per_domain = grid.nz / geometry.domains_per_fibre;
  std::vector<std::vector<std::int32_t>> columns(geometry.fibres.size());
  for (int c = 0; c < plane; ++c) columns[owner[c]].push_back(c);
  geometry.territory_begin = {0};
  for (std::size_t f = 0; f < columns.size(); ++f) {
    if (columns[f].empty()) {
      const double smallest = std::sqrt(geometry.fibres[f].area_um2);
      throw std::invalid_argument("a voxel of " + std::to_string(std::lround(grid.hx_um)) +
                                  " um leaves a fibre without a voxel; one of at most " +
                                  std::to_string(static_cast<int>(0.5 * smallest)) + " um will do");
    }
    for (int d = 0; d < geometry.domains_per_fibre; ++d) {
      for (int k = d * per_domain; k < (d + 1) * per_domain; ++k) {
        for (const auto c : columns[f]) geometry.territory.push_back(k * plane + c);
      }
      geometry.territory_begin.push_back(static_cast<std::int32_t>(geometry.territory.size()));
    }
  }
}

/// A fibre with its outline, moved by whole periods so that its centre lies in the block.
Fibre fibre_of(FibreType type, Polygon outline, Rectangle period) {
  const Point2 c = centroid(outline);
  const double dx = -period.width_um * std::floor(c.x_um / period.width_um);
  const double dy = -period.height_um * std::floor(c.y_um / period.height_um);
  for (Point2& p : outline) p = {p.x_um + dx, p.y_um + dy};
  const double area = area_um2(outline);
  return {type, {c.x_um + dx, c.y_um + dy}, area, std::move(outline)};
}

}  // namespace

Geometry build_geometry(const TissueSettings& settings, const TissueParameters<double>& parameters,
                        double interstitial_fraction, DrawKey key) {
  check(settings);
  const Packing packing = pack_fibres(draw_fibre_areas(settings.fibres, parameters, key), interstitial_fraction, key);
  const std::vector<FibreType> types = draw_fibre_types(settings.fibres, parameters, key);

  Geometry geometry;
  geometry.domains_per_fibre = static_cast<int>(std::lround(settings.length_um / settings.domain_length_um));
  const Rectangle period = packing.period;
  Grid& grid = geometry.grid;
  grid.nx = voxels_along(period.width_um, settings.voxel_um);
  grid.ny = voxels_along(period.height_um, settings.voxel_um);
  grid.nz = voxels_along(settings.domain_length_um, settings.voxel_um) * geometry.domains_per_fibre;
  grid.hx_um = period.width_um / grid.nx;
  grid.hy_um = period.height_um / grid.ny;
  grid.hz_um = settings.length_um / grid.nz;

  for (int f = 0; f < settings.fibres; ++f) {
    geometry.fibres.push_back(fibre_of(types[f], packing.outlines[f], period));
  }
  give_territories(geometry, owners(grid, packing));
  lay_sheets(packing, geometry);
  geometry.capillaries = place_capillaries(packing, parameters.capillary_density, key);
  for (Capillary& capillary : geometry.capillaries) {
    const SheetPlace place = nearest_place(geometry, capillary.at);
    capillary.sheet = place.sheet, capillary.along_um = place.along_um;
  }
  geometry.capillaries_in_column.assign(static_cast<std::size_t>(grid.nx) * grid.ny, 0.0);
  for (const auto& c : geometry.capillaries) geometry.capillaries_in_column[column_of(grid, c.at)] += 1;
  geometry.pericytes = place_pericytes(grid, geometry.capillaries, parameters.pericyte_spacing, key);
  return geometry;
}

Geometry culture_geometry(int domains, const TissueParameters<double>& parameters, double interstitial_fraction,
                          DrawKey key) {
  if (domains < 1) throw std::invalid_argument("a culture needs at least one domain");
  Geometry geometry;
  // Each well is as large as a fibre's territory is wide, a cube.
  const double edge = std::sqrt(parameters.fibre_area / (1 - interstitial_fraction));
  geometry.space = Space::wells;
  geometry.grid = {domains, 1, 1, edge, edge, edge};
  const std::vector<FibreType> types = draw_fibre_types(domains, parameters, key);
  geometry.territory_begin = {0};
  for (int d = 0; d < domains; ++d) {
    geometry.fibres.push_back({types[d], {(d + 0.5) * edge, 0.5 * edge}, parameters.fibre_area, {}});
    geometry.territory.push_back(d);
    geometry.territory_begin.push_back(d + 1);
  }
  geometry.capillaries_in_column.assign(domains, 1.0);
  return geometry;
}

Geometry well_mixed_geometry(int domains, double domain_length_um, const TissueParameters<double>& parameters,
                             double interstitial_fraction) {
  if (domains < 2) throw std::invalid_argument("a well-mixed tissue needs at least two domains, one a fibre type");
  Geometry geometry;
  geometry.space = Space::well_mixed;
  const double edge = std::sqrt(parameters.fibre_area / (1 - interstitial_fraction));
  geometry.grid = {domains, 1, 1, edge, edge, domain_length_um};
  const int slow = std::clamp(static_cast<int>(std::lround(domains * parameters.type_I_fraction)), 1, domains - 1);
  geometry.territory_begin = {0};
  const auto fast_type = [&](int i) {  // IIx are spread evenly among those of type II
    const auto before = [&](int count) { return std::floor(count * (1 - parameters.type_IIa_share) + 0.5); };
    return before(i + 1) > before(i) ? FibreType::IIx : FibreType::IIa;
  };
  for (int d = 0; d < domains; ++d) {
    const bool is_slow = d < slow;
    const double share =
        is_slow ? parameters.type_I_fraction / slow : (1 - parameters.type_I_fraction) / (domains - slow);
    geometry.fibres.push_back({is_slow ? FibreType::I : fast_type(d - slow),
                               {(d + 0.5) * edge, 0.5 * edge},
                               parameters.fibre_area * domains * share,
                               {}});
    geometry.territory.push_back(d);
    geometry.territory_begin.push_back(d + 1);
  }
  geometry.capillaries_in_column.assign(domains, 1.0);
  geometry.pericytes.push_back({});
  return geometry;
}

}  // namespace knead
