#include "sim/sweep/check_points.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/config/read_study.hpp"
#include "sim/config/study_writer.hpp"

namespace knead {
namespace {

constexpr const char *same_subjects = "all points share their subjects", *same_times = "all points share one time axis",
                     *same_tissue = "all points share one kind of tissue", *same_arms = "all points share their arms";

[[noreturn]] void refuse(const std::string& path, const char* reason, const Origin& origin) {
  throw ConfigError(origin, fmt::format("'{}' cannot be swept ({}); expected it in the base study", path, reason));
}

/// The first arm that has another name than the base's; `arms` where one is missing.
std::string other_arm(const Study& point, const Study& base) {
  for (std::size_t i = 0; i < point.arms.size(); ++i) {
    if (i >= base.arms.size() || point.arms[i].name != base.arms[i].name) return "arms." + point.arms[i].name;
  }
  return point.arms.size() < base.arms.size() ? "arms" : "";
}

}  // namespace

void check_path(const Setting& setting) {
  constexpr std::pair<const char*, const char*> fixed[] = {
      {"subjects.count", same_subjects},
      {"until", same_times},
      {"output.series", same_times},
      {"tissue.kind", same_tissue},
      {"study", "the results have the name of the sweep"},
      {"rows", "a sweep is not set against measurements"},
      {"output.snapshots", "a sweep keeps none"},
  };
  for (const auto& [path, reason] : fixed) {
    if (setting.path == path || setting.path.starts_with(std::string(path) + ".")) refuse(path, reason, setting.origin);
  }
}

void check_shared(const Study& point, const Study& base) {
  const auto expect = [&](bool same, const std::string& path, const char* reason) {
    if (!same) refuse(path, reason, origin_of(point, path));
  };
  expect(point.subjects.count == base.subjects.count, "subjects.count", same_subjects);
  expect(point.output.series_s == base.output.series_s, "output.series", same_times);
  expect(point.tissue.kind == base.tissue.kind, "tissue.kind", same_tissue);
  const auto arm = other_arm(point, base);
  expect(arm.empty(), arm, same_arms);
}

std::string looked_up_by(Study study) {
  Traits of_body;
  for (const auto& [path, origin] : study.origins) {
    if (origin.layer != Layer::body) continue;
    const auto position = *find_parameter(last_key(path));
    of_body[position] = study.parameters.values[position];
  }
  std::map<std::string, StrokeType> installed;
  for (const auto& [name, type] : study.stroke_types) {
    if (origin_of(study, "stroke_types." + name).layer == Layer::standard) installed[name] = type;
  }
  StudyWriter writer(nullptr);
  writer.name({"body", ""}, study.subjects.body);
  if (study.posterior) writer.name({"posterior", ""}, study.posterior.of->name + ' ' + study.posterior.of->checksum);
  writer.form({"parameters", ""}, "", of_body);
  writer.form({"stroke_types", ""}, "", installed);
  return writer.yaml();
}

}  // namespace knead
