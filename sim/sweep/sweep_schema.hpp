#pragma once
// What a sweep file may hold: every key once, with its meaning. sim/config/schema.hpp tells what a visitor is.

#include <optional>
#include <string>
#include <vector>

#include "sim/config/schema.hpp"
#include "sim/sampling/design.hpp"
#include "sim/sweep/axis_values.hpp"

namespace knead {

/// Axes in the order of the file.
using Axes = std::vector<Axis>;

/// Points drawn together, with a share of the way through each distribution for each.
struct SweepDraw {
  Design design = Design::sobol;
  std::size_t points = 0;
  std::uint64_t seed = 1;
  std::vector<DrawnAxis> over;
};

/// An arm and what is read off it, to compare others with.
struct SweepCompare {
  std::string against;
  std::vector<AskedOutcome> outcomes;
};

struct SweepFile {
  std::string name, about, base;
  Axes over, zip;
  std::optional<SweepDraw> draw;
  std::size_t replicates = 0;      ///< 0: not said
  const YamlNode* skip = nullptr;  ///< read when the axes are known
  SweepCompare compare;
};

template <class Visitor>
void describe(Visitor& v, SweepDraw& draw) {
  v.choice({"design", "how points fill the space of the axes"}, draw.design, {"random", "latin_hypercube", "sobol"});
  v.whole(required("points", "number of points"), draw.points, counts_of_values);
  v.whole({"seed", "of the draw"}, draw.seed, Range{0, 1e15});
  v.form(required("over", "a distribution a path of the study"),
         "{arms.massage.0.massage.pressure: {log_uniform: [5 kPa, 60 kPa]}}", draw.over);
}

template <class Visitor>
void describe(Visitor& v, SweepFile& file) {
  v.name(required("sweep", "name of the sweep and of its results file"), file.name);
  v.text({"about", "what it asks, in a sentence"}, file.about);
  v.text(required("base", "the study of which each point is a variant: its path from the folder of this file"),
         file.base);
  v.form({"over", "axes of which every combination is a point, the first the slowest"},
         "{arms.massage.0.massage.start: [0 h, 1 h, 2 h]}", file.over);
  v.form({"zip", "axes of equal length that advance together"},
         "{arms.massage.0.massage.start: [0 h, 1 h], parameters.massage.duty: [0.3, 0.5]}", file.zip);
  v.form({"draw", "axes of which points are drawn together from distributions"},
         "{points: 64, over: {arms.massage.0.massage.pressure: {log_uniform: [5 kPa, 60 kPa]}}}", file.draw);
  v.whole({"replicates", "an axis `replicate` that adds 0, 1, ... to the seed of the base"}, file.replicates,
          counts_of_values);
  v.form({"skip", "points left out: those that meet all of one item"}, "[{schedule: daily, start: {above: 24 h}}]",
         file.skip);
  v.form({"compare", "what is compared with which arm"}, "{against: rest, outcomes: [soreness.area, force.at(24 h)]}",
         file.compare);
}

}  // namespace knead
