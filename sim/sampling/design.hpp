#pragma once
// Where points of a design lie: draws that fill the unit cube, and every combination of several axes.

#include <cstdint>
#include <string>
#include <vector>

namespace knead {

/// How points are drawn.
///   random: each by itself.
///   latin_hypercube: of n points, one in each n-th of every axis, in random order (McKay et al. 1979,
///     doi:10.2307/1268522).
///   sobol: a low-discrepancy sequence (Sobol 1967) with the direction numbers of Joe and Kuo (2008,
///     doi:10.1137/070709359), and a random digital shift an axis (Owen 2021, arXiv:2008.08051): of the first 2^k
///     points, one lies in each 2^k-th of every axis, and none on its edge.
enum class Design { random, latin_hypercube, sobol };

/// At [axis][point]: shares in (0, 1). An axis is drawn by its name, so that adding another, or changing their order,
/// changes no draw of random and latin_hypercube. Equal arguments give equal points.
std::vector<std::vector<double>> draw_points(Design design, std::size_t points, std::uint64_t seed,
                                             const std::vector<std::string>& axes);

/// The position on each axis of combination number `point` of axes of these sizes, the last axis fastest.
std::vector<std::size_t> combination(std::size_t point, const std::vector<std::size_t>& sizes);

}  // namespace knead
