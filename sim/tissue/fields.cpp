#include "sim/tissue/fields.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace knead {

namespace {

/// Spreads values along periodic lines of n by exp(-distance / length) as the grid has it: the inverse of
/// 1 - length^2 lap, whose kernel is a power of the root r of r + 1/r = 2 + (h / length)^2.
void spread(std::vector<double>& values, std::size_t first, std::size_t stride, int n, double length_over_h) {
  const double a = length_over_h * length_over_h;
  const double root = 2 * a / ((1 + 2 * a) + std::sqrt(1 + 4 * a));
  std::vector<double> kernel(n), line(n);
  for (int m = 0; m < n; ++m) kernel[m] = std::pow(root, m) + std::pow(root, n - m);
  const double sum = std::accumulate(kernel.begin(), kernel.end(), 0.0);
  for (int i = 0; i < n; ++i) line[i] = values[first + i * stride];
  for (int i = 0; i < n; ++i) {
    double spread_to = 0;
    for (int j = 0; j < n; ++j) spread_to += kernel[(i - j + n) % n] * line[j];
    values[first + i * stride] = spread_to / sum;
  }
}

/// e n of every voxel column; zero without capillaries.
std::vector<double> exchange_of_columns(const Geometry& geometry, const SpeciesTransport& species) {
  const Grid& grid = geometry.grid;
  const double e = species.capillary_exchange_per_s;
  std::vector<double> rate = geometry.capillaries_in_column;
  rate.resize(static_cast<std::size_t>(grid.nx) * grid.ny);
  const double sum = std::accumulate(rate.begin(), rate.end(), 0.0);
  if (e == 0 || sum == 0) return std::vector<double>(rate.size(), 0.0);
  for (double& n : rate) n *= e * static_cast<double>(rate.size()) / sum;
  const double length_um = geometry.space != Space::block ? 0.0 : std::sqrt(species.diffusivity_um2_per_s / e);
  for (int j = 0; j < grid.ny; ++j)
    spread(rate, static_cast<std::size_t>(j) * grid.nx, 1, grid.nx, length_um / grid.hx_um);
  for (int i = 0; i < grid.nx; ++i) spread(rate, i, grid.nx, grid.ny, length_um / grid.hy_um);
  return rate;
}

}  // namespace

Transport::Transport(const Geometry& geometry, std::vector<SpeciesTransport> species)
    : grid_(geometry.grid), space_(geometry.space), species_(std::move(species)) {
  for (const Fibre& fibre : geometry.fibres) shares_.push_back(fibre.area_um2);
  const double area = std::accumulate(shares_.begin(), shares_.end(), 0.0);
  for (double& share : shares_) share /= area;
  for (const auto& s : species_) {
    for (double rate : {s.diffusivity_um2_per_s, s.decay_per_s, s.plasma_level, s.capillary_exchange_per_s}) {
      if (!(rate >= 0) || !std::isfinite(rate)) {
        throw std::invalid_argument("the transport of a species needs rates that are finite and not negative");
      }
    }
    exchange_per_s_.push_back(exchange_of_columns(geometry, s));
  }
}

void Transport::advance(std::vector<std::vector<double>>& fields, double dt_s, double clearance_per_s, Half half,
                        const TransportFolds& folds) const {
  if (half == Half::second) lose(fields, dt_s, clearance_per_s, folds);
  if (space_ == Space::well_mixed) mix(fields);
  if (space_ == Space::block) {
    std::vector<DiffusionStep> steps;
    std::vector<double*> values;
    for (std::size_t s = 0; s < species_.size(); ++s) {
      steps.emplace_back(grid_, species_[s].diffusivity_um2_per_s, dt_s);
      values.push_back(fields[s].data());
    }
    diffuse(grid_, steps, values, half == Half::first ? SweepOrder::xyz : SweepOrder::zyx);
  }
  if (half == Half::first) lose(fields, dt_s, clearance_per_s, folds);
}

void Transport::mix(std::vector<std::vector<double>>& fields) const {
  for (std::vector<double>& field : fields)
    std::fill(field.begin(), field.end(), std::inner_product(field.begin(), field.end(), shares_.begin(), 0.0));
}

void Transport::lose(std::vector<std::vector<double>>& fields, double dt_s, double clearance_per_s,
                     const TransportFolds& folds) const {
  tbb::parallel_for(std::size_t{0}, species_.size(), [&](std::size_t s) {
    const std::vector<double>& exchange = exchange_per_s_[s];
    const std::size_t columns = exchange.size();
    const double decay = folds.decay * species_[s].decay_per_s, everywhere = decay + clearance_per_s;
    const double made = species_[s].by_cyclo_oxygenase ? folds.cox_activity : 1.0;
    const double secreted = decay * species_[s].rest_level * made;
    const double plasma = species_[s].plasma_level * made;
    // c(t + dt) = kept c + gained solves c' = secreted + exchange plasma - (everywhere + exchange) c.
    std::vector<double> kept(columns, 1.0), gained(columns, 0.0);
    for (std::size_t c = 0; c < columns; ++c) {
      const double exchanged = folds.exchange * exchange[c], rate = everywhere + exchanged;
      if (rate == 0) continue;
      kept[c] = std::exp(-rate * dt_s);
      gained[c] = (secreted + exchanged * plasma) * (-std::expm1(-rate * dt_s) / rate);
    }
    for (int k = 0; k < grid_.nz; ++k) {
      double* plane = fields[s].data() + k * columns;
      for (std::size_t c = 0; c < columns; ++c) plane[c] = kept[c] * plane[c] + gained[c];
    }
  });
}

double decay_length_um(const SpeciesTransport& species, double largest_clearance_per_s) {
  const double loss = species.decay_per_s + largest_clearance_per_s + species.capillary_exchange_per_s;
  return loss > 0 ? std::sqrt(species.diffusivity_um2_per_s / loss) : std::numeric_limits<double>::infinity();
}

double largest_voxel_um(std::span<const SpeciesTransport> species, double largest_clearance_per_s) {
  double shortest = std::numeric_limits<double>::infinity();
  for (const auto& s : species) {
    if (s.diffusivity_um2_per_s > 0) shortest = std::min(shortest, decay_length_um(s, largest_clearance_per_s));
  }
  return 0.5 * shortest;
}

}  // namespace knead
