#include "sim/tissue/exchange.hpp"

namespace knead {

double local_mean(const std::vector<double>& field, std::span<const std::int32_t> voxels) {
  double sum = 0;
  for (const auto v : voxels) sum += field[v];
  return sum / static_cast<double>(voxels.size());
}

void give_back(std::vector<double>& field, std::span<const std::int32_t> voxels, double before, double after) {
  if (after < before && before > 0) {
    const double kept = after / before;
    for (const auto v : voxels) field[v] *= kept;
  } else {
    const double gained = after - before;
    for (const auto v : voxels) field[v] += gained;
  }
}

}  // namespace knead
