#include "sim/tissue/packing.hpp"

#include <Eigen/SparseCholesky>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

namespace knead {

namespace {

double wrapped(double x, double period) {
  const double inside = x - period * std::floor(x / period);
  return inside < period ? inside : 0.0;  // rounding may reach the period itself
}

/// Random sequential placement of sites no closer than 0.7 of the mean spacing (jamming would come near 0.83).
std::vector<Point2> hard_core_sites(int n, double side, DrawKey key) {
  const double apart = 0.7 * side / std::sqrt(n);
  const int bins = std::max(1, static_cast<int>(side / apart));
  std::vector<std::vector<Point2>> placed(static_cast<std::size_t>(bins) * bins);
  const auto bin = [&](double x) { return std::min(bins - 1, static_cast<int>(x / side * bins)); };
  std::vector<Point2> sites;
  for (std::uint64_t count = 0; static_cast<int>(sites.size()) < n; count += 2) {
    const Point2 p{side * draw_uniform(key, Purpose::fibre_packing, sites.size(), count),
                   side * draw_uniform(key, Purpose::fibre_packing, sites.size(), count + 1)};
    bool free = true;
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        const int x = (bin(p.x_um) + dx + bins) % bins, y = (bin(p.y_um) + dy + bins) % bins;
        for (const Point2 q : placed[y * bins + x]) {
          const double rx = std::remainder(p.x_um - q.x_um, side), ry = std::remainder(p.y_um - q.y_um, side);
          free = free && rx * rx + ry * ry >= apart * apart;
        }
      }
    }
    if (!free) continue;
    placed[bin(p.y_um) * bins + bin(p.x_um)].push_back(p);
    sites.push_back(p);
  }
  return sites;
}

/// Moves every site to the centroid of its territory.
void relax_sites(Packing& packing) {
  for (std::size_t i = 0; i < packing.sites.size(); ++i) {
    if (packing.cells[i].empty()) continue;
    const Point2 c = centroid(polygon_of(packing.cells[i]));
    packing.sites[i] = {wrapped(c.x_um, packing.period.width_um), wrapped(c.y_um, packing.period.height_um)};
  }
}

/// Newton's step of the weights towards wanted changes of area: the derivative of an area by a neighbour's weight is
/// -length of their edge / (2 distance of their sites). Weights count up to a constant: the first stays.
std::vector<double> weight_step(const Packing& packing, const std::vector<double>& wanted) {
  const int n = static_cast<int>(packing.sites.size());
  std::vector<double> step(n, 0.0);
  if (n == 1) return step;
  std::vector<Eigen::Triplet<double>> entries;
  Eigen::VectorXd right(n - 1);
  for (int i = 1; i < n; ++i) {
    const PowerCell& cell = packing.cells[i];
    const Point2 p = packing.sites[i];
    for (std::size_t e = 0; e < cell.size(); ++e) {
      const int j = cell[e].neighbour;
      const Point2 a = cell[e].corner, b = cell[(e + 1) % cell.size()].corner, q = packing.sites[j];
      const double dx = q.x_um + cell[e].shift_x * packing.period.width_um - p.x_um;
      const double dy = q.y_um + cell[e].shift_y * packing.period.height_um - p.y_um;
      const double slope = std::hypot(b.x_um - a.x_um, b.y_um - a.y_um) / (2 * std::hypot(dx, dy));
      if (j != i) entries.emplace_back(i - 1, i - 1, slope);
      if (j != i && j > 0) entries.emplace_back(i - 1, j - 1, -slope);
    }
    right[i - 1] = wanted[i];
  }
  Eigen::SparseMatrix<double> slopes(n - 1, n - 1);
  slopes.setFromTriplets(entries.begin(), entries.end());
  const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver(slopes);
  const Eigen::VectorXd solution = solver.solve(right);
  for (int i = 1; i < n; ++i) step[i] = solution[i - 1];
  return step;
}

void draw_outlines(Packing& packing) {
  packing.cells = power_diagram(packing.period, packing.sites, packing.weights);
  packing.outlines.clear();
  for (const auto& cell : packing.cells) {
    packing.outlines.push_back(inset(polygon_of(cell), 0.5 * packing.endomysium_um));
  }
}

/// Largest relative error of the fibres' areas.
double area_error(const Packing& packing, const std::vector<double>& areas) {
  double worst = 0;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    worst = std::max(worst, std::abs(area_um2(packing.outlines[i]) / areas[i] - 1));
  }
  return worst;
}

/// One step towards the wanted areas: the sum by the inset, the differences by the weights, halved while it would
/// starve a fibre to less than a quarter.
void adjust(Packing& packing, const std::vector<double>& areas) {
  const std::size_t n = areas.size();
  std::vector<double> wanted(n);
  double excess = 0, perimeters = 0;
  for (std::size_t i = 0; i < n; ++i) {
    wanted[i] = areas[i] - area_um2(packing.outlines[i]);
    excess -= wanted[i];
    perimeters += perimeter_um(polygon_of(packing.cells[i]));
  }
  packing.endomysium_um = std::max(0.0, packing.endomysium_um + 2 * excess / perimeters);
  for (double& w : wanted) w += excess / static_cast<double>(n);
  const std::vector<double> step = weight_step(packing, wanted), from = packing.weights;
  for (double share = 1; share > 1e-3; share /= 2) {
    for (std::size_t i = 0; i < n; ++i) packing.weights[i] = from[i] + share * step[i];
    draw_outlines(packing);
    bool fed = true;
    for (std::size_t i = 0; i < n; ++i) fed = fed && area_um2(packing.outlines[i]) > 0.25 * areas[i];
    if (fed) return;
  }
}

}  // namespace

std::vector<double> draw_fibre_areas(int fibres, const TissueParameters<double>& parameters, DrawKey key) {
  const double variance = std::log1p(parameters.fibre_area_cv * parameters.fibre_area_cv);
  std::vector<double> areas(fibres);
  for (int i = 0; i < fibres; ++i) {
    const double z = draw_normal(key, Purpose::fibre_area, i);
    areas[i] = parameters.fibre_area * std::exp(std::sqrt(variance) * z - 0.5 * variance);
  }
  return areas;
}

Packing pack_fibres(const std::vector<double>& areas_um2, double interstitial_fraction, DrawKey key) {
  constexpr int lloyd_rounds = 12, newton_rounds = 60;
  constexpr double tolerance = 1e-3;
  const int n = static_cast<int>(areas_um2.size());
  const double block = std::accumulate(areas_um2.begin(), areas_um2.end(), 0.0) / (1 - interstitial_fraction);
  const double side = std::sqrt(block);
  Packing packing;
  packing.period = {side, side};
  packing.sites = hard_core_sites(n, side, key);
  for (double area : areas_um2) packing.weights.push_back(area / (1 - interstitial_fraction) / std::numbers::pi);
  for (int round = 0; round < lloyd_rounds; ++round) {
    packing.cells = power_diagram(packing.period, packing.sites, packing.weights);
    relax_sites(packing);
  }
  draw_outlines(packing);
  for (int round = 0; round < newton_rounds && area_error(packing, areas_um2) > tolerance; ++round) {
    adjust(packing, areas_um2);
  }
  if (area_error(packing, areas_um2) > tolerance) throw std::invalid_argument("the fibres' areas cannot be packed");
  return packing;
}

std::vector<FibreType> draw_fibre_types(int fibres, const TissueParameters<double>& parameters, DrawKey key) {
  const double I = parameters.type_I_fraction, IIa = (1 - I) * parameters.type_IIa_share;
  const double wanted[3] = {I * fibres, IIa * fibres, (1 - I - IIa) * fibres};
  int counts[3], order[3] = {0, 1, 2};
  for (int t = 0; t < 3; ++t) counts[t] = static_cast<int>(wanted[t]);
  std::stable_sort(order, order + 3, [&](int a, int b) { return wanted[a] - counts[a] > wanted[b] - counts[b]; });
  for (int left = fibres - counts[0] - counts[1] - counts[2], t = 0; left > 0; --left, ++t) ++counts[order[t]];

  std::vector<int> dealt(fibres);
  std::iota(dealt.begin(), dealt.end(), 0);
  std::vector<double> draw(fibres);
  for (int i = 0; i < fibres; ++i) draw[i] = draw_uniform(key, Purpose::fibre_type, i);
  std::stable_sort(dealt.begin(), dealt.end(), [&](int a, int b) { return draw[a] < draw[b]; });
  std::vector<FibreType> types(fibres);
  for (int k = 0; k < fibres; ++k) {
    types[dealt[k]] = k < counts[0] ? FibreType::I : k < counts[0] + counts[1] ? FibreType::IIa : FibreType::IIx;
  }
  return types;
}

}  // namespace knead
