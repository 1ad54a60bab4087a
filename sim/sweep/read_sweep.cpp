#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "sim/config/read_study.hpp"
#include "sim/config/study_reader.hpp"
#include "sim/sweep/axis_groups.hpp"
#include "sim/sweep/check_points.hpp"
#include "sim/sweep/skip_condition.hpp"
#include "sim/sweep/sweep.hpp"
#include "sim/sweep/sweep_schema.hpp"

namespace knead {

// How the forms of sweep_schema.hpp are read.

static void expect_some(const YamlNode& node, const Spot& spot, const char* example) {
  expect_map(node, spot.name, example);
  if (node.entries.empty())
    throw ConfigError(node.origin, fmt::format("{} is an empty map; expected {}", spot.name, example));
}

static void read_form(const YamlNode& node, const Spot& spot, const char* example, Axes& axes, Origins&) {
  expect_some(node, spot, example);
  for (const auto& entry : node.entries) axes.push_back(read_axis(entry));
}

static void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<DrawnAxis>& axes,
                      Origins&) {
  expect_some(node, spot, example);
  constexpr std::size_t most_axes = 1000;
  if (node.entries.size() > most_axes)
    throw ConfigError(node.origin, fmt::format("{} axes drawn; expected at most {}", node.entries.size(), most_axes));
  for (const auto& entry : node.entries) axes.push_back(read_drawn_axis(entry));
}

static void read_form(const YamlNode& node, const Spot& spot, const char*, std::optional<SweepDraw>& draw,
                      Origins& origins) {
  StudyReader reader(node, spot, origins);
  describe(reader, draw.emplace());
  reader.finish();
}

static void read_form(const YamlNode& node, const Spot&, const char*, const YamlNode*& later, Origins&) {
  later = &node;
}

static void read_form(const YamlNode& node, const Spot& spot, const char* example, std::vector<AskedOutcome>& outcomes,
                      Origins&) {
  expect_list(node, spot.name, example);
  for (const auto& item : node.items) outcomes.push_back({read_text(item, "an outcome"), item.origin});
}

static void read_form(const YamlNode& node, const Spot& spot, const char*, SweepCompare& compare, Origins& origins) {
  StudyReader reader(node, spot, origins);
  reader.text({"against", "the arm that others are compared with"}, compare.against);
  reader.form({"outcomes", "what of each arm is compared"}, "[soreness.area, force.at(24 h)]", compare.outcomes);
  reader.finish();
}

namespace {

namespace fs = std::filesystem;

YamlNode read_base(const SweepFile& file, const std::string& base_path, const Origin& origin,
                   const std::vector<std::string>& settings, const std::optional<Setting>& posterior) {
  if (!fs::is_regular_file(base_path)) {
    throw ConfigError(origin, fmt::format("no study '{}' (looked for {}); expected its path from the folder of this "
                                          "file",
                                          file.base, base_path));
  }
  YamlNode base = parse_yaml_file(base_path, Layer::study);
  change_study(base, settings, posterior);
  return base;
}

void check_equal_lengths(const Axes& zip) {
  for (const auto& axis : zip) {
    if (axis.values.size() == zip.front().values.size()) continue;
    throw ConfigError(axis.origin,
                      fmt::format("{} and {} have {} and {} values (they advance together); expected as many of each",
                                  zip.front().name, axis.name, zip.front().values.size(), axis.values.size()));
  }
}

Axes drawn_axes(const SweepDraw& draw) {
  std::vector<std::string> paths;
  for (const auto& drawn : draw.over) paths.push_back(drawn.key);
  const auto shares = draw_points(draw.design, draw.points, draw.seed, paths);
  Axes axes;
  for (std::size_t i = 0; i < shares.size(); ++i) axes.push_back(axis_of(draw.over[i], shares[i]));
  return axes;
}

/// Seeds from that of the base on.
Axis replicate_axis(std::size_t replicates, std::uint64_t base_seed, const Origin& origin) {
  Axis axis{.key = "replicate", .name = "replicate", .origin = origin, .unit = "1", .values = {}};
  for (std::size_t i = 0; i < replicates; ++i) {
    YamlNode seed;
    seed.kind = YamlNode::Kind::scalar;
    seed.origin = origin;
    seed.text = std::to_string(base_seed + i);
    axis.values.push_back({{std::to_string(i + 1), static_cast<double>(i + 1)}, {{"seed", seed, origin}}});
  }
  return axis;
}

void leave_out(std::vector<SweepPoint>& points, const YamlNode& skip, const Axes& axes) {
  const auto conditions = read_skip(skip, axes);
  std::erase_if(points, [&](const SweepPoint& point) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const SkipCondition& condition) { return condition.met_by(point); });
  });
  if (points.empty()) throw ConfigError(skip.origin, "skip leaves out every point; expected some to be left");
}

void check_against(const SweepCompare& compare, const Study& base, const Origins& origins) {
  if (compare.against.empty()) return;
  std::vector<std::string> arms;
  for (const auto& arm : base.arms) arms.push_back(arm.name);
  if (std::find(arms.begin(), arms.end(), compare.against) != arms.end()) return;
  throw ConfigError(origins.at("compare.against"),
                    fmt::format("unknown arm '{}' (arms: {}){}", compare.against, fmt::join(arms, ", "),
                                did_you_mean(compare.against, arms)));
}

/// Reads a point. A mistake whose place is not in the sweep's own file comes of several values that do not go together:
/// then the point is told.
/// @return what it takes from bodies, posteriors and installed types of stroke
std::string check_point(const Sweep& sweep, const SweepPoint& point, const Study& base, const std::string& sweep_path) {
  try {
    const Study study = sweep.study_of(point);
    check_shared(study, base);
    return looked_up_by(study);
  } catch (const ConfigError& error) {
    const std::string message = error.what();
    if (message.starts_with(sweep_path + ":")) throw;
    throw ConfigError(fmt::format("{} (at the point {})", message, point.label(sweep.axes)));
  }
}

}  // namespace

Sweep read_sweep(const std::string& path, const std::vector<std::string>& settings,
                 const std::optional<Setting>& posterior) {
  const YamlNode tree = parse_yaml_file(path, Layer::study);
  SweepFile file;
  Origins origins;
  StudyReader reader(tree, {"sweep", ""}, origins);
  describe(reader, file);
  reader.finish();

  Sweep sweep;
  sweep.name = file.name;
  sweep.about = file.about;
  sweep.outcomes = file.compare.outcomes;
  sweep.base_path = (fs::path(path).parent_path() / file.base).string();
  sweep.base = read_base(file, sweep.base_path, origins.at("base"), settings, posterior);
  const Study base = study_of_tree(sweep.base, sweep.base_path);
  check_against(file.compare, base, origins);
  sweep.against = file.compare.against;

  std::vector<AxisGroup> groups;
  for (const auto& axis : file.over) groups.push_back({axis});
  check_equal_lengths(file.zip);
  if (!file.zip.empty()) groups.push_back(file.zip);
  if (file.draw) groups.push_back(drawn_axes(*file.draw));
  if (file.replicates > 0) groups.push_back({replicate_axis(file.replicates, base.seed, origins.at("replicates"))});
  if (groups.empty())
    throw ConfigError(tree.origin, "nothing is swept; expected one or more of 'over', 'zip', 'draw' and 'replicates'");

  Axes axes;
  for (const auto& group : groups) axes.insert(axes.end(), group.begin(), group.end());
  name_axes(axes);
  check_axes(axes);
  for (const auto& axis : axes) sweep.axes.push_back({axis.name, axis.unit});
  sweep.points = cross(groups, tree.origin);
  if (file.skip) leave_out(sweep.points, *file.skip, axes);

  std::set<std::string> looked_up{looked_up_by(base)};
  for (const auto& point : sweep.points) looked_up.insert(check_point(sweep, point, base, path));
  sweep.looked_up = std::move(looked_up);
  return sweep;
}

}  // namespace knead
