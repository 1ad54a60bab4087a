#pragma once
// Which inputs an output owes its variance to: first-order and total Sobol indices on Saltelli's design.

#include <cstdint>
#include <vector>

namespace knead {

/// Saltelli's design: n rows of A, n of B, and for each input i n of A with column i from B; in all n (k + 2) points,
/// [point][input], shares in (0, 1), in that order. A and B are the two halves of points in 2 k
/// dimensions: of a Sobol sequence, or of a Latin hypercube where n is too few for so many dimensions of the sequence
/// (about 4 k), as then some of its axes go together.
std::vector<std::vector<double>> saltelli_points(std::size_t inputs, std::size_t n, std::uint64_t seed);

/// An index and its central 95 % interval, by bootstrap over the n rows.
struct SobolIndex {
  double value = 0, low = 0, high = 0;
};

struct SobolIndices {
  std::vector<SobolIndex> first, total;  ///< one an input
  SobolIndex alone;                      ///< the sum of all first orders: what the inputs explain one by one
  double mean = 0, variance = 0;         ///< of the output
  std::size_t rows = 0;                  ///< used: rows of the design in which every output is a number
};

/// From the outputs at saltelli_points. First order by Saltelli et al. 2010 (doi:10.1016/j.cpc.2009.09.018, table 2 b),
/// total by Jansen 1999 (the same table, f). A row with an output that is not a number is left out whole. Of no row all
/// is NaN; of outputs that do not vary all indices are 0.
/// @throws std::invalid_argument unless there are (inputs + 2) outputs for each of some rows
SobolIndices sobol_indices(const std::vector<double>& outputs, std::size_t inputs, int bootstraps, std::uint64_t seed);

}  // namespace knead
