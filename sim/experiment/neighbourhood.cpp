#include "sim/experiment/neighbourhood.hpp"

#include "sim/experiment/fibre_rows.hpp"
#include "sim/tissue/exchange.hpp"
#include "sim/tissue/sheets.hpp"

namespace knead {

namespace {

/// Sums of a weight over cells in each slab of the block one domain long, a mm3.
std::vector<double> slab_density(const Geometry& geometry, const MobileCells& cells,
                                 const std::vector<double>* weight = nullptr) {
  const int slabs = geometry.domains_per_fibre;
  std::vector<double> density(slabs, 0.0);
  for (std::size_t i = 0; i < cells.size(); ++i)
    density[domain_at(geometry, 0, cells.z_um[i])] += weight ? (*weight)[i] : 1.0;
  for (double& sum : density) sum /= geometry.volume_mm3() / slabs;
  return density;
}

}  // namespace

Neighbourhood::Neighbourhood(const Geometry& geometry, const TissueState& state, const Means& means,
                             double interstitial_fraction)
    : geometry_(geometry) {
  const std::size_t domains = geometry.domains();
  const auto neutrophils = slab_density(geometry, state.neutrophils);
  const auto macrophages = slab_density(geometry, state.macrophage_cells);
  const auto m1 = slab_density(geometry, state.macrophage_cells, &state.macrophage_cells.programme);
  const auto in_block = [&](const MobileCells& cells) {
    return static_cast<double>(cells.size()) / geometry.volume_mm3();
  };
  const double fibroblasts = in_block(state.fibroblasts), satellites = in_block(state.satellite_cells);
  const double voxel_fluid_um3 = interstitial_fraction * geometry.grid.voxel_volume_um3();
  for (std::size_t d = 0; d < domains; ++d) {
    const std::size_t slab = d % geometry.domains_per_fibre;
    around_.push_back({medium_of(means, d, domains), state.domains.row(necrotic_row)[d], neutrophils[slab],
                       macrophages[slab], m1[slab], fibroblasts, satellites});
    fluid_um3_.push_back(voxel_fluid_um3 * (geometry.territory_begin[d + 1] - geometry.territory_begin[d]));
  }
  for (auto& of_domain : secreted_) of_domain.assign(domains, 0.0);
}

Surroundings<double> Neighbourhood::of_cell(const MobileCells& cells, std::size_t i) const {
  const auto [a, b] = domains_touched(geometry_, cells, i);
  Surroundings<double> mean = around_[a];
  if (a == b) return mean;
  const Surroundings<double>& other = around_[b];
  const auto halve = [](double& x, double y) { x = 0.5 * (x + y); };
  std::array<double, species_count> others{};
  std::size_t s = 0;
  other.medium.each([&](double c) { others[s++] = c; });
  s = 0;
  mean.medium.each([&](double& c) { halve(c, others[s++]); });
  halve(mean.debris, other.debris);
  return mean;  // both stand in one slab
}

double Neighbourhood::fluid_um3(const MobileCells& cells, std::size_t i) const {
  const auto [a, b] = domains_touched(geometry_, cells, i);
  return a == b ? fluid_um3_[a] : fluid_um3_[a] + fluid_um3_[b];
}

void Neighbourhood::raise(const MobileCells& cells, std::size_t i, Species species, double concentration) {
  const auto [a, b] = domains_touched(geometry_, cells, i);
  auto& of_domain = secreted_[static_cast<std::size_t>(species)];
  of_domain[a] += concentration;
  if (b != a) of_domain[b] += concentration;
}

void Neighbourhood::secrete(const MobileCells& cells, std::size_t i, Species species, double molecules) {
  raise(cells, i, species, molecules / (molecules_per_um3_pM * fluid_um3(cells, i)));
}

void Neighbourhood::release(TissueState& state) {
  for (std::size_t s = 0; s < species_count; ++s)
    for (std::size_t d = 0; d < secreted_[s].size(); ++d) {
      if (secreted_[s][d] == 0) continue;
      for (const std::int32_t voxel : territory_of(geometry_, static_cast<int>(d)))
        state.fields[s][voxel] += secreted_[s][d];
      secreted_[s][d] = 0;
    }
}

}  // namespace knead
