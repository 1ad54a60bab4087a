// Points that are drawn: the values made of them.

#include <doctest/doctest.h>

#include <cmath>

#include "models/parameters.hpp"
#include "sim/sampling/design.hpp"
#include "sim/sweep/axis_values.hpp"
#include "tests/sweep/sweeping.hpp"

using knead::Design;
using knead::draw_points;

TEST_CASE("drawn values follow their distributions") {
  const auto sweep =
      read_sweep_text(sweep_with("draw:\n  design: latin_hypercube\n  points: 101\n  over:\n"
                                 "    arms.massage.0.massage.pressure: {log_uniform: [5 kPa, 60000 Pa]}\n"
                                 "    arms.massage.0.massage.start: {uniform: [0 h, 2 d]}\n"
                                 "    parameters.massage.duty: {prior: yes}\n"));
  CHECK(sweep.axes == std::vector<knead::SweepAxis>{{"pressure", "kPa"}, {"start", "h"}, {"massage.duty", "1"}});
  REQUIRE(sweep.points.size() == 101);
  int pressures = 0, starts = 0;
  const auto& prior = knead::all_parameters()[*knead::find_parameter("massage.duty")].prior;
  for (const auto& point : sweep.points) {
    const double pressure = *point.at[0].number, start = *point.at[1].number, duty = *point.at[2].number;
    CHECK((pressure > 5 && pressure < 60));
    CHECK((start > 0 && start < 48));
    CHECK((duty >= prior.low && duty <= prior.high));
    pressures += pressure < std::sqrt(5.0 * 60.0);
    starts += start < 24;
    CHECK(point.settings[0].value.text == point.at[0].label);
  }
  // One point in each hundred-and-first of an axis, the middle one on either side.
  CHECK((pressures == 50 || pressures == 51));
  CHECK((starts == 50 || starts == 51));
}

TEST_CASE("labels of drawn values read back as the same number") {
  const knead::DrawnAxis drawn{"tissue.depth", {}, {5, 60, "kPa", true, {}}};
  const auto shares = draw_points(Design::random, 100, 1, {"a"})[0];
  const auto axis = knead::axis_of(drawn, shares);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    CHECK(axis.values[i].at.number == drawn.interval.at(shares[i]));
    CHECK(axis.values[i].at.label.ends_with(" kPa"));
  }
}

TEST_CASE("drawn points are crossed with the other axes") {
  const auto labels = labels_of(
      "draw: {points: 2, over: {arms.massage.0.massage.start: {uniform: [0 h, 2 h]}}}\n"
      "over: {tissue.fibres: [10, 20]}\nreplicates: 2\n");
  REQUIRE(labels.size() == 8);
  CHECK(labels[0].starts_with("fibres=10, start="));
  CHECK(labels[0].ends_with(", replicate=1"));
  CHECK(labels[1].substr(0, labels[1].size() - 1) == labels[0].substr(0, labels[0].size() - 1));
  CHECK(labels[4].substr(9) == labels[0].substr(9));
  CHECK(labels[4].starts_with("fibres=20"));
}
