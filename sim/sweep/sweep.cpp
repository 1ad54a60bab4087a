#include "sim/sweep/sweep.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/config/read_study.hpp"
#include "sim/config/study_writer.hpp"
#include "sim/sweep/axis_values.hpp"
#include "sim/sweep/check_points.hpp"

namespace knead {

std::string SweepPoint::label(const std::vector<SweepAxis>& axes) const {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < axes.size(); ++i) parts.push_back(axes[i].name + "=" + at[i].label);
  return parts.empty() ? "base" : fmt::format("{}", fmt::join(parts, ", "));
}

Study Sweep::study_of(const SweepPoint& point) const {
  YamlNode tree = base;
  change_study(tree, point.settings);
  Study study = study_of_tree(std::move(tree), base_path);
  if (!looked_up.empty() && !looked_up.contains(looked_up_by(study)))
    throw ConfigError(origin_of(study, ""),
                      "a body, a posterior or types of stroke have changed since the sweep was read; expected "
                      "them left alone while it runs");
  study.output.snapshot_every_s = 0;
  study.output.snapshot_subjects.clear();
  return study;
}

std::string Sweep::resolved() const {
  std::string text = resolved_yaml(study_of({}));
  for (const auto& values : looked_up) text += values;
  for (const auto& point : points) {
    std::vector<std::string> settings;
    for (const auto& [path, value, origin] : point.settings) settings.push_back(path + "=" + compact(value));
    text += fmt::format("{}\n", fmt::join(settings, "; "));
  }
  return text;
}

}  // namespace knead
