#include "sim/sampling/sobol_indices.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

#include "sim/numerics/quantile.hpp"
#include "sim/numerics/random.hpp"
#include "sim/sampling/design.hpp"

namespace knead {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Whether some two axes go together, as those of a Sobol sequence of few points in many dimensions do.
bool some_go_together(const std::vector<std::vector<double>>& shares) {
  constexpr double most = 0.25;  // correlation: what a Latin hypercube of 64 points has in a twentieth of its pairs
  const double n = static_cast<double>(shares.front().size());
  for (std::size_t i = 0; i < shares.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      double product = 0;
      for (std::size_t row = 0; row < shares[i].size(); ++row)
        product += (shares[i][row] - 0.5) * (shares[j][row] - 0.5);
      if (std::abs(product * 12 / n) > most) return true;
    }
  return false;
}

/// The outputs of the rows that are whole, less their mean: [row] of A and B, [input][row] of A with a column of B.
struct Rows {
  std::vector<double> a, b;
  std::vector<std::vector<double>> ab;
  double mean = 0;

  std::size_t size() const { return a.size(); }
};

Rows whole_rows(const std::vector<double>& outputs, std::size_t inputs) {
  const std::size_t n = outputs.size() / (inputs + 2);
  Rows rows{{}, {}, std::vector<std::vector<double>>(inputs), 0};
  for (std::size_t row = 0; row < n; ++row) {
    bool whole = true;
    for (std::size_t block = 0; block < inputs + 2; ++block) whole = whole && std::isfinite(outputs[block * n + row]);
    if (!whole) continue;
    rows.a.push_back(outputs[row]);
    rows.b.push_back(outputs[n + row]);
    for (std::size_t i = 0; i < inputs; ++i) rows.ab[i].push_back(outputs[(i + 2) * n + row]);
  }
  return rows;
}

/// Makes the mean of A and B 0: the first order's estimator is the better for it. What does not vary becomes 0 exactly.
void centre(Rows& rows) {
  const double about = rows.a.front();
  double sum = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) sum += (rows.a[row] - about) + (rows.b[row] - about);
  rows.mean = about + sum / (2 * static_cast<double>(rows.size()));
  const auto shift = [&](std::vector<double>& values) {
    for (double& value : values) value -= rows.mean;
  };
  shift(rows.a);
  shift(rows.b);
  std::for_each(rows.ab.begin(), rows.ab.end(), shift);
}

struct Estimates {
  std::vector<double> first, total;
  double variance = 0;
};

/// From some rows, of which one may stand among them several times.
Estimates estimate(const Rows& rows, const std::vector<std::size_t>& chosen) {
  const double n = static_cast<double>(chosen.size());
  double sum = 0, squares = 0;
  for (const std::size_t row : chosen) {
    sum += rows.a[row] + rows.b[row];
    squares += rows.a[row] * rows.a[row] + rows.b[row] * rows.b[row];
  }
  const double mean = sum / (2 * n);
  Estimates estimates{{}, {}, squares / (2 * n) - mean * mean};
  for (const std::vector<double>& ab : rows.ab) {
    double first = 0, total = 0;
    for (const std::size_t row : chosen) {
      const double change = ab[row] - rows.a[row];
      first += (rows.b[row] - mean) * change;
      total += change * change;
    }
    const bool varies = estimates.variance > 0;
    estimates.first.push_back(varies ? first / n / estimates.variance : 0);
    estimates.total.push_back(varies ? total / (2 * n) / estimates.variance : 0);
  }
  return estimates;
}

double sum_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

/// A value with the central 95 % of its replicates.
template <class Of>
SobolIndex with_interval(double value, const std::vector<Estimates>& replicates, const Of& of) {
  std::vector<double> values;
  for (const Estimates& replicate : replicates) values.push_back(of(replicate));
  std::sort(values.begin(), values.end());
  return values.empty() ? SobolIndex{value, nan, nan}
                        : SobolIndex{value, quantile(values, 0.025), quantile(values, 0.975)};
}

std::vector<Estimates> bootstrap(const Rows& rows, int count, std::uint64_t seed) {
  std::vector<Estimates> replicates(static_cast<std::size_t>(count));
  tbb::parallel_for(std::size_t{0}, replicates.size(), [&](std::size_t replicate) {
    std::vector<std::size_t> chosen(rows.size());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const double u = draw_uniform({seed, 0}, Purpose::bootstrap, replicate, i);
      chosen[i] = std::min(static_cast<std::size_t>(u * static_cast<double>(rows.size())), rows.size() - 1);
    }
    replicates[replicate] = estimate(rows, chosen);
  });
  return replicates;
}

}  // namespace

std::vector<std::vector<double>> saltelli_points(std::size_t inputs, std::size_t n, std::uint64_t seed) {
  if (inputs == 0 || n == 0) return {};
  std::vector<std::string> axes;
  for (const char* half : {"A", "B"})
    for (std::size_t i = 0; i < inputs; ++i) axes.push_back(half + std::to_string(i));
  std::vector<std::vector<double>> shares = draw_points(Design::sobol, n, seed, axes);
  if (some_go_together(shares)) shares = draw_points(Design::latin_hypercube, n, seed, axes);
  std::vector<std::vector<double>> points(n * (inputs + 2), std::vector<double>(inputs));
  for (std::size_t block = 0; block < inputs + 2; ++block)
    for (std::size_t row = 0; row < n; ++row)
      for (std::size_t i = 0; i < inputs; ++i) {
        const bool from_b = block == 1 || block == i + 2;
        points[block * n + row][i] = shares[from_b ? inputs + i : i][row];
      }
  return points;
}

SobolIndices sobol_indices(const std::vector<double>& outputs, std::size_t inputs, int bootstraps, std::uint64_t seed) {
  if (outputs.empty() || outputs.size() % (inputs + 2) != 0)
    throw std::invalid_argument("these are not the outputs of Saltelli's design");
  Rows rows = whole_rows(outputs, inputs);
  SobolIndices indices;
  indices.rows = rows.size();
  if (rows.size() == 0) {
    indices.first.assign(inputs, {nan, nan, nan});
    indices.total = indices.first;
    indices.alone = {nan, nan, nan};
    indices.mean = indices.variance = nan;
    return indices;
  }
  centre(rows);
  std::vector<std::size_t> each(rows.size());
  std::iota(each.begin(), each.end(), std::size_t{0});
  const Estimates estimates = estimate(rows, each);
  const std::vector<Estimates> replicates = bootstrap(rows, bootstraps, seed);
  for (std::size_t i = 0; i < inputs; ++i) {
    indices.first.push_back(
        with_interval(estimates.first[i], replicates, [i](const Estimates& e) { return e.first[i]; }));
    indices.total.push_back(
        with_interval(estimates.total[i], replicates, [i](const Estimates& e) { return e.total[i]; }));
  }
  indices.alone =
      with_interval(sum_of(estimates.first), replicates, [](const Estimates& e) { return sum_of(e.first); });
  indices.mean = rows.mean;
  indices.variance = estimates.variance;
  return indices;
}

}  // namespace knead
