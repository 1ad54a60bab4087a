#include <doctest/doctest.h>

#include <numeric>

#include "sim/numerics/random.hpp"
#include "sim/tissue/exchange.hpp"

using namespace knead;

namespace {

const std::vector<std::int32_t> here = {1, 4, 5, 8}, there = {0, 2, 9};

std::vector<double> random_field() {
  std::vector<double> field(10);
  for (std::size_t v = 0; v < field.size(); ++v) field[v] = draw_uniform({1, 2}, Purpose::test, v);
  return field;
}

double sum(const std::vector<double>& field) { return std::accumulate(field.begin(), field.end(), 0.0); }

}  // namespace

TEST_CASE("what a network changes is what its voxels gain or lose and no other voxel") {
  for (const double after : {0.0, 1e-9, 0.3, 0.9, 40.0}) {
    std::vector<double> field = random_field();
    const std::vector<double> start = field;
    const double before = local_mean(field, here), elsewhere = local_mean(field, there);
    give_back(field, here, before, after);
    CHECK(local_mean(field, here) == doctest::Approx(after).epsilon(1e-14));
    CHECK(sum(field) - sum(start) == doctest::Approx(4 * (after - before)).epsilon(1e-13));
    CHECK(local_mean(field, there) == elsewhere);
    for (const double value : field) CHECK(value >= 0);
  }
}

TEST_CASE("an increase is added equally and a decrease keeps proportions") {
  std::vector<double> up = random_field(), down = up;
  const std::vector<double> start = up;
  const double before = local_mean(up, here);
  give_back(up, here, before, before + 0.25);
  give_back(down, here, before, before / 4);
  for (const auto v : here) {
    CHECK(up[v] - start[v] == doctest::Approx(0.25));
    CHECK(down[v] / start[v] == doctest::Approx(0.25));
  }
}

TEST_CASE("no change leaves the same bits and an empty field can be filled") {
  std::vector<double> field = random_field();
  const std::vector<double> start = field;
  const double before = local_mean(field, here);
  give_back(field, here, before, before);
  CHECK(field == start);
  std::vector<double> empty(10, 0.0);
  give_back(empty, here, 0.0, 2.0);
  CHECK(sum(empty) == 8.0);
}
