#include "sim/tissue/arrivals.hpp"

#include "sim/tissue/event_clock.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

namespace {

double site_length_um(const Geometry& geometry) { return geometry.length_um() / geometry.domains_per_fibre; }

const Capillary& capillary_of(const Geometry& geometry, int site) {
  return geometry.capillaries[site / geometry.domains_per_fibre];
}

}  // namespace

int arrival_sites(const Geometry& geometry) {
  return static_cast<int>(geometry.capillaries.size()) * geometry.domains_per_fibre;
}

Arrivals no_arrivals(const Geometry& geometry) {
  const auto sites = static_cast<std::size_t>(arrival_sites(geometry));
  return {std::vector<double>(sites, 0.0), std::vector<std::uint32_t>(sites, 0)};
}

int voxel_of_site(const Geometry& geometry, int site) {
  const Capillary& capillary = capillary_of(geometry, site);
  const double z = (site % geometry.domains_per_fibre + 0.5) * site_length_um(geometry);
  return voxel_of(geometry, capillary.sheet, capillary.along_um, z);
}

int arrive(const Geometry& geometry, std::span<const double> expected, int kind, double time_s, const Walk& walk,
           DrawKey key, Arrivals& arrivals, MobileCells& cells) {
  const std::size_t before = cells.size();
  for (int site = 0; site < arrival_sites(geometry); ++site) {
    double more = expected[site];
    const auto come = [&] {
      return fire(arrivals.hazard[site], arrivals.number[site], more, key, Purpose::cell_arrival,
                  static_cast<std::uint64_t>(site), static_cast<std::uint64_t>(kind));
    };
    for (; come(); more = 0) {
      const std::uint64_t name = arrival_name(kind, site, arrivals.number[site] - 1);
      const auto u = draw_four_uniforms(key, Purpose::cell_walk, name, 0, start_of_walk);
      const auto [along_v, z_v] = stationary_velocity(walk, u[2], u[3]);
      const Capillary& capillary = capillary_of(geometry, site);
      MobileCell cell{.name = name, .sheet = capillary.sheet, .along_um = capillary.along_um, .born_s = time_s};
      cell.z_um = (site % geometry.domains_per_fibre + u[0]) * site_length_um(geometry);
      cell.velocity_along_um_s = along_v, cell.velocity_z_um_s = z_v;
      cells.append(cell);
    }
  }
  return static_cast<int>(cells.size() - before);
}

}  // namespace knead
