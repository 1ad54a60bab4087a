#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/tissue/contacts.hpp"
#include "sim/tissue/event_clock.hpp"
#include "sim/tissue/seed_cells.hpp"
#include "tests/tissue/block.hpp"

using namespace knead;

namespace {

constexpr DrawKey key{4, 4};
const Walk steady{.speed_um_s = 0.1, .persistence_s = 60};

std::size_t bytes_a_cell() {
  MobileCells one;
  one.append({});
  std::size_t bytes = 0;
  one.each([&](auto& array) {
    REQUIRE(array.size() == 1);
    bytes += sizeof(array[0]);
  });
  return bytes;
}

}  // namespace

TEST_CASE("a cell with a network of its own stays below 500 bytes") {
  CHECK(bytes_a_cell() + 45 * sizeof(double) <= 500);
}

TEST_CASE("what is appended can be read back and removal keeps the order of the rest") {
  MobileCells cells;
  for (int i = 0; i < 100; ++i) {
    cells.append({.name = 1000u + static_cast<unsigned>(i),
                  .sheet = i,
                  .fibre = i - 1,
                  .along_um = 0.5 * i,
                  .z_um = 2.0 * i,
                  .velocity_along_um_s = 3.0 * i,
                  .velocity_z_um_s = 4.0 * i,
                  .born_s = 5.0 * i,
                  .programme = 0.01 * i,
                  .repair = 0.001 * i,
                  .stage = static_cast<std::uint8_t>(i)});
    cells.hazard[2].back() = 0.25 * i;
    cells.happened[1].back() = static_cast<std::uint32_t>(i);
    cells.divisions.back() = static_cast<std::uint32_t>(i + 1);
  }
  const MobileCells all = cells;
  std::vector<std::uint8_t> marks(100, 0);
  cells.remove(marks);
  CHECK(cells == all);
  for (int i = 0; i < 100; ++i) marks[i] = i % 3 == 1 || i > 95;
  cells.remove(marks);
  std::size_t at = 0;
  for (int i = 0; i < 100; ++i) {
    if (marks[i]) continue;
    CHECK(cells.name[at] == 1000u + static_cast<unsigned>(i));
    CHECK(cells.sheet[at] == i);
    CHECK(cells.fibre[at] == i - 1);
    CHECK(cells.along_um[at] == 0.5 * i);
    CHECK(cells.z_um[at] == 2.0 * i);
    CHECK(cells.velocity_along_um_s[at] == 3.0 * i);
    CHECK(cells.velocity_z_um_s[at] == 4.0 * i);
    CHECK(cells.born_s[at] == 5.0 * i);
    CHECK(cells.programme[at] == 0.01 * i);
    CHECK(cells.repair[at] == 0.001 * i);
    CHECK(cells.stage[at] == i);
    CHECK(cells.hazard[2][at] == 0.25 * i);
    CHECK(cells.hazard[0][at] == 0);
    CHECK(cells.happened[1][at] == static_cast<std::uint32_t>(i));
    CHECK(cells.divisions[at] == static_cast<std::uint32_t>(i + 1));
    ++at;
  }
  CHECK(cells.size() == at);
  cells.remove(std::vector<std::uint8_t>(at, 1));
  CHECK(cells == MobileCells{});
}

TEST_CASE("a whole number has the mean that was asked for") {
  double sum = 0;
  for (std::uint64_t subject = 0; subject < 4000; ++subject) {
    const int n = whole_number(12.3, 0, {1, subject});
    CHECK((n == 12 || n == 13));
    sum += n;
  }
  CHECK(std::abs(sum / 4000 - 12.3) < 4 * std::sqrt(0.21 / 4000));
  CHECK(whole_number(0, 0, key) == 0);
  CHECK(whole_number(7, 3, key) == 7);
}

TEST_CASE("cells are seeded evenly over sheets and over fibres") {
  const Geometry geometry = test::block();
  CHECK(geometry.volume_mm3() == doctest::Approx(1e-9 * geometry.width_um() * geometry.height_um() * 1000));
  double total = 0;
  for (const Sheet& s : geometry.sheets) total += s.length_um;
  MobileCells on_sheets, on_fibres;
  seed_on_sheets(geometry, 5000, 0, -60, steady, key, on_sheets);
  seed_on_fibres(geometry, 5000, 1, -60, steady, key, on_fibres);
  REQUIRE(on_sheets.size() == 5000);
  REQUIRE(on_fibres.size() == 5000);
  std::vector<double> of_sheet(geometry.sheets.size(), 0.0), of_fibre(61, 0.0);
  double z = 0;
  for (std::size_t i = 0; i < 5000; ++i) {
    of_sheet[on_sheets.sheet[i]] += 1;
    of_fibre[on_fibres.fibre[i]] += 1;
    z += on_sheets.z_um[i] / 5000;
    CHECK(on_sheets.fibre[i] == -1);
    CHECK(borders(geometry.sheets[on_fibres.sheet[i]], on_fibres.fibre[i]));
    for (const MobileCells* cells : {&on_sheets, &on_fibres}) {
      CHECK(cells->along_um[i] >= 0);
      CHECK(cells->along_um[i] <= geometry.sheets[cells->sheet[i]].length_um);
      CHECK(cells->z_um[i] >= 0);
      CHECK(cells->z_um[i] < geometry.length_um());
      CHECK(cells->born_s[i] == -60);
    }
  }
  for (std::size_t s = 0; s < of_sheet.size(); ++s)
    CHECK(std::abs(of_sheet[s] - 5000 * geometry.sheets[s].length_um / total) <= 2);
  for (const double n : of_fibre) CHECK(std::abs(n - 5000.0 / 61) <= 2);
  CHECK(std::abs(z - 500) < 4 * 1000 / std::sqrt(12 * 5000.0));
}

TEST_CASE("contacts add up to the weights and go to the domains beside a cell") {
  const Geometry geometry = test::block();
  MobileCells cells;
  seed_on_sheets(geometry, 700, 0, 0, steady, key, cells);
  seed_on_fibres(geometry, 300, 1, 0, steady, key, cells);
  std::vector<double> weights(1000);
  for (std::size_t i = 0; i < 1000; ++i) weights[i] = draw_uniform(key, Purpose::test, i);
  const auto touched = contacts(geometry, cells, weights);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  CHECK(std::accumulate(touched.begin(), touched.end(), 0.0) == doctest::Approx(sum).epsilon(1e-12));
  for (const std::size_t i : {0u, 123u, 699u, 700u, 999u}) {
    std::vector<double> only(1000, 0.0);
    only[i] = 1;
    const auto here = contacts(geometry, cells, only);
    for (int d = 0; d < geometry.domains(); ++d) {
      if (here[d] == 0) continue;
      CHECK(d % 10 == static_cast<int>(cells.z_um[i] / 100));
      CHECK(here[d] == (i < 700 ? 0.5 : 1.0));
      if (i < 700) CHECK(borders(geometry.sheets[cells.sheet[i]], d / 10));
      if (i >= 700) CHECK(d / 10 == cells.fibre[i]);
    }
  }
}
