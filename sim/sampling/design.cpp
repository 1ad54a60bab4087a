#include "sim/sampling/design.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <numeric>

#include "sim/numerics/fnv1a.hpp"
#include "sim/numerics/random.hpp"

namespace knead {
namespace {

using Shares = std::vector<double>;

double uniform(std::uint64_t seed, const std::string& axis, std::size_t point) {
  return draw_uniform({seed, 0}, Purpose::sweep_design, fnv1a(axis), point);
}

Shares random_shares(std::size_t points, std::uint64_t seed, const std::string& axis) {
  Shares shares(points);
  for (std::size_t i = 0; i < points; ++i) shares[i] = uniform(seed, axis, i);
  return shares;
}

Shares stratified_shares(std::size_t points, std::uint64_t seed, const std::string& axis) {
  const Shares within = random_shares(points, seed, axis);
  Shares order(points);
  for (std::size_t i = 0; i < points; ++i) order[i] = uniform(seed, axis, points + i);
  std::vector<std::size_t> stratum(points);
  std::iota(stratum.begin(), stratum.end(), 0);
  std::stable_sort(stratum.begin(), stratum.end(), [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
  Shares shares(points);
  for (std::size_t i = 0; i < points; ++i) {
    shares[i] = (static_cast<double>(stratum[i]) + within[i]) / static_cast<double>(points);
  }
  return shares;
}

std::vector<Shares> sobol_shares(std::size_t points, std::uint64_t seed, const std::vector<std::string>& axes) {
  // 53 bits, the digits of a share in [0, 1).
  const auto digits = [](std::uint64_t word) { return word >> 11; };
  std::vector<std::uint64_t> shift;
  for (const auto& axis : axes) shift.push_back(static_cast<std::uint64_t>(uniform(seed, axis, 0) * 0x1p53));
  std::vector<Shares> shares(axes.size(), Shares(points));
  boost::random::sobol sequence(axes.size());
  for (std::size_t i = 0; i < points; ++i) {
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
      const std::uint64_t word = i == 0 ? 0 : sequence();  // Boost leaves out the first point, which is all zero
      shares[axis][i] = (static_cast<double>(digits(word) ^ shift[axis]) + 0.5) * 0x1p-53;
    }
  }
  return shares;
}

}  // namespace

std::vector<std::vector<double>> draw_points(Design design, std::size_t points, std::uint64_t seed,
                                             const std::vector<std::string>& axes) {
  if (design == Design::sobol) return sobol_shares(points, seed, axes);
  std::vector<Shares> shares;
  for (const auto& axis : axes) {
    shares.push_back(design == Design::random ? random_shares(points, seed, axis)
                                              : stratified_shares(points, seed, axis));
  }
  return shares;
}

std::vector<std::size_t> combination(std::size_t point, const std::vector<std::size_t>& sizes) {
  std::vector<std::size_t> at(sizes.size());
  for (std::size_t axis = sizes.size(); axis-- > 0;) {
    at[axis] = point % sizes[axis];
    point /= sizes[axis];
  }
  return at;
}

}  // namespace knead
