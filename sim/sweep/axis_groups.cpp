#include "sim/sweep/axis_groups.hpp"

#include <fmt/format.h>

#include <map>

#include "sim/sampling/design.hpp"
#include "sim/sweep/check_points.hpp"

namespace knead {
namespace {

/// No axis may undo what an axis before it has set.
void check_paths(const std::vector<Axis>& axes) {
  std::map<std::string, const Axis*> taken;
  for (const auto& axis : axes) {
    std::map<std::string, const Axis*> own;
    for (const auto& value : axis.values) {
      for (const auto& setting : value.settings) {
        const auto& path = setting.path;
        if (!own.emplace(path, &axis).second) continue;
        check_path(setting);
        if (const auto same = taken.find(path); same != taken.end()) {
          throw ConfigError(setting.origin,
                            fmt::format("'{}' is set by {} and by {} (at {}); expected one axis to set it", path,
                                        axis.name, same->second->name, same->second->origin.place()));
        }
        const auto inside = taken.lower_bound(path + ".");
        if (inside == taken.end() || !inside->first.starts_with(path + ".")) continue;
        throw ConfigError(setting.origin, fmt::format("'{}' undoes '{}', which {} has set; expected {} before it", path,
                                                      inside->first, inside->second->name, axis.name));
      }
    }
    taken.merge(own);
  }
}

void check_names(const std::vector<Axis>& axes) {
  std::map<std::string, Origin> named;
  for (const auto& axis : axes) {
    const auto [first, is_new] = named.emplace(axis.name, axis.origin);
    if (is_new) continue;
    throw ConfigError(axis.origin, fmt::format("two axes are named '{}' (the other is at {}); expected another name",
                                               axis.name, first->second.place()));
  }
}

}  // namespace

void name_axes(std::vector<Axis>& axes) {
  std::map<std::string, int> times;
  for (const auto& axis : axes) ++times[axis.name];
  for (auto& axis : axes)
    if (times[axis.name] > 1) axis.name = axis.key;
}

void check_axes(const std::vector<Axis>& axes) {
  check_paths(axes);
  check_names(axes);
}

std::vector<SweepPoint> cross(const std::vector<AxisGroup>& groups, const Origin& origin) {
  constexpr std::size_t most_points = 1000000;
  std::vector<std::size_t> sizes;
  std::size_t count = 1;
  for (const auto& group : groups) {
    sizes.push_back(group.front().values.size());
    count *= sizes.back();  // each is at most 1e5, so that no overflow comes before the check
    if (count > most_points)
      throw ConfigError(origin, fmt::format("more than {} points; expected fewer values an axis", most_points));
  }
  std::vector<SweepPoint> points(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = combination(i, sizes);
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (const auto& axis : groups[group]) {
        const AxisValue& value = axis.values[at[group]];
        points[i].at.push_back(value.at);
        points[i].settings.insert(points[i].settings.end(), value.settings.begin(), value.settings.end());
      }
    }
  }
  return points;
}

}  // namespace knead
