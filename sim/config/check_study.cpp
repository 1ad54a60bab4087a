#include "sim/config/check_study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/config/check_load.hpp"
#include "sim/config/moments.hpp"
#include "sim/config/read_study.hpp"
#include "sim/config/schema.hpp"

namespace knead {
namespace {

/// @param first number of the first load in its list
std::vector<PlacedLoad> placed(const std::vector<LoadEvent>& loads, const std::string& path, std::size_t first = 0) {
  std::vector<PlacedLoad> all;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    all.push_back({&loads[i], fmt::format("{}.{}.{}", path, first + i, name_of(loads[i]))});
  }
  return all;
}

std::vector<std::string> arm_names(const Study& study) {
  std::vector<std::string> names;
  for (const auto& arm : study.arms) names.push_back(arm.name);
  return names;
}

bool may_overlap(const PlacedLoad& a, const PlacedLoad& b) {
  const bool both_medium = a.name() == "medium" && b.name() == "medium";
  return !both_medium && !(acts_on_limb(*a.event) && acts_on_limb(*b.event));
}

/// Whether some occurrence of a meets one of b for some of the starts that may be drawn. Less than a microsecond is
/// rounding.
bool overlap(const PlacedLoad& a, const PlacedLoad& b) {
  const Timing &first = timing_of(*a.event), &second = timing_of(*b.event);
  const double first_s = duration_s(*a.event), second_s = duration_s(*b.event);
  for (int i = 0; i < occurrences(first); ++i) {
    for (int k = 0; k < occurrences(second); ++k) {
      const double a_s = offset_s(first, i), b_s = offset_s(second, k);
      if (a_s + first.start_s.low < b_s + second.start_s.high + second_s - rounding_s &&
          b_s + second.start_s.low < a_s + first.start_s.high + first_s - rounding_s) {
        return true;
      }
    }
  }
  return false;
}

void check_arm(const Study& study, const Arm& arm) {
  const auto loads = placed(arm.loads, "arms." + arm.name, arm.item_of(0));
  constexpr int most_occurrences = 10000;
  int all = 0;
  for (const auto& load : arm.loads) all += occurrences(timing_of(load));
  if (all > most_occurrences) {
    throw ConfigError(
        origin_of(study, "arms." + arm.name),
        fmt::format("{} occurrences of loads on arm {}; expected at most {}", all, arm.name, most_occurrences));
  }
  for (std::size_t i = 0; i < loads.size(); ++i) {
    check_load(study, loads[i]);
    if (loads[i].latest_end_s() > study.until_s) {
      throw ConfigError(
          origin_of(study, loads[i].path + ".start"),
          fmt::format("{} may end at {} (the study ends at {}); expected a later 'until' or an earlier 'start'",
                      loads[i].name(), written(loads[i].latest_end_s(), "s"), written(study.until_s, "s")));
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (may_overlap(loads[i], loads[k]) || !overlap(loads[i], loads[k])) continue;
      throw ConfigError(
          origin_of(study, loads[i].path),
          fmt::format(
              "{} may overlap {} of {} on arm {} (two loads at once in one place); expected one after the other",
              loads[i].name(), loads[k].name(), origin_of(study, loads[k].path).place(), arm.name));
    }
  }
}

/// Each arm that has a load of the name has one moment of its own; the others take that moment, which must be one.
void check_after(const Study& study, const BiopsyTime& biopsy, const std::string& path) {
  std::vector<const Arm*> with, without;
  for (const Arm& arm : study.arms) (last_load(arm, biopsy.load) ? with : without).push_back(&arm);
  if (with.empty()) {
    std::vector<std::string> loads;
    for (const Arm& arm : study.arms)
      for (const LoadEvent& load : arm.loads) loads.push_back(name_of(load));
    throw ConfigError(origin_of(study, path + ".after"),
                      fmt::format("no arm has a load '{}'{}", biopsy.load, did_you_mean(biopsy.load, loads)));
  }
  if (without.empty()) return;
  const std::size_t place = *last_load(*with[0], biopsy.load);
  const LoadEvent& first = with[0]->loads[place];
  for (const Arm* arm : with) {
    const std::size_t own = *last_load(*arm, biopsy.load);
    const LoadEvent& load = arm->loads[own];
    const bool same_draw = own == place || timing_of(load).start_s.fixed();
    if (same_draw && timing_of(load) == timing_of(first) && duration_s(load) == duration_s(first)) continue;
    throw ConfigError(
        origin_of(study, path),
        fmt::format("several loads named {} end at different times (it is unclear which counts on arm {}, which has "
                    "none); expected a time",
                    biopsy.load, without[0]->name));
  }
}

void check_sampling(const Study& study) {
  const auto& biopsies = study.sampling.biopsies;
  for (std::size_t i = 0; i < biopsies.size(); ++i) {
    const std::string path = fmt::format("sample.biopsy.at.{}", i);
    if (biopsies[i].when == BiopsyTime::When::after) check_after(study, biopsies[i], path);
    for (const Arm& arm : study.arms) {
      const double latest_s = sample_window_s(study, biopsies[i], arm).high;
      if (latest_s <= study.until_s) continue;
      throw ConfigError(origin_of(study, path),
                        fmt::format("a sample may be taken at {} (the study ends at {}); expected a later 'until'",
                                    written(latest_s, "s"), written(study.until_s, "s")));
    }
  }
}

void check_rows(const Study& study) {
  const auto names = arm_names(study);
  for (const auto& row : study.rows) {
    const std::string path = "rows." + row.condition;
    for (const auto& arm : row.arms) {
      if (std::find(names.begin(), names.end(), arm) != names.end()) continue;
      throw ConfigError(origin_of(study, path), fmt::format("unknown arm '{}' (arms: {}){}", arm,
                                                            fmt::join(names, ", "), did_you_mean(arm, names)));
    }
    if (row.arms.empty() || row.arms.size() > 2 || (row.arms.size() == 2 && row.arms[0] == row.arms[1])) {
      throw ConfigError(origin_of(study, path),
                        fmt::format("{} names {} arms; expected one, or two that differ: [treated, control]",
                                    row.condition, row.arms.size()));
    }
    const Arm& treated = *std::find_if(study.arms.begin(), study.arms.end(),
                                       [&](const Arm& arm) { return arm.name == row.arms.front(); });
    const int bouts = static_cast<int>(bouts_of(study, treated).size());
    for (const int bout : row.after) {
      if (bout <= bouts) continue;
      throw ConfigError(origin_of(study, path),
                        fmt::format("{} counts from bout {} (arm {} has {}); expected at most that", row.condition,
                                    bout, treated.name, bouts));
    }
  }
}

void check_output(const Study& study) {
  constexpr double most_points = 1e6;
  const double points = study.until_s / study.output.series_s;
  if (points > most_points) {
    throw ConfigError(
        origin_of(study, "output.series"),
        fmt::format("series is {} ({:.2g} points to {}); expected at most {:.0g} points",
                    written(study.output.series_s, "s"), points, written(study.until_s, "s"), most_points));
  }
  const bool times = study.output.snapshot_every_s > 0, subjects = !study.output.snapshot_subjects.empty();
  if (times != subjects) {
    throw ConfigError(origin_of(study, "output.snapshots"),
                      fmt::format("snapshots have {}; expected {{every: 1 h, subjects: [1]}}",
                                  times ? "'every' but no 'subjects'" : "'subjects' but no 'every'"));
  }
  if (times && study.tissue.kind != Tissue::Kind::block) {
    const char* tissue = study.tissue.kind == Tissue::Kind::culture ? "a culture" : "a well-mixed tissue";
    throw ConfigError(
        origin_of(study, "output.snapshots"),
        fmt::format("snapshots of {} (nothing has a place in it); expected no 'snapshots', or tissue: {{kind: block}}",
                    tissue));
  }
  for (const int subject : study.output.snapshot_subjects) {
    if (subject <= study.subjects.count) continue;
    throw ConfigError(
        origin_of(study, "output.snapshots.subjects"),
        fmt::format("snapshots of subject {} (there are {}); expected one of them", subject, study.subjects.count));
  }
}

void check_depth(const Study& study) {
  const double muscle_mm = study.parameters["limb.skin_thickness"] + study.parameters["limb.fat_thickness"];
  const double bone_mm = muscle_mm + study.parameters["limb.muscle_thickness"];
  if (study.tissue.depth_mm > muscle_mm && study.tissue.depth_mm < bone_mm) return;
  throw ConfigError(origin_of(study, "tissue.depth"), fmt::format("depth is {} (not in the muscle); expected {} to {}",
                                                                  written(study.tissue.depth_mm, "mm"),
                                                                  written(muscle_mm, "mm"), written(bone_mm, "mm")));
}

void check_domains(const Study& study) {
  if (study.tissue.kind != Tissue::Kind::block) return;
  const double domains = study.tissue.length_um / study.tissue.domain_length_um;
  if (domains >= 1 && std::abs(domains - std::round(domains)) < 1e-9 * domains) return;
  const double whole_um = std::max(1.0, std::round(domains)) * study.tissue.domain_length_um;
  throw ConfigError(origin_of(study, "tissue.length"),
                    fmt::format("length is {} (not a whole number of domains of {}); expected {}",
                                written(study.tissue.length_um, "um"), written(study.tissue.domain_length_um, "um"),
                                written(whole_um, "um")));
}

}  // namespace

void check_study(const Study& study) {
  check_depth(study);
  check_domains(study);
  for (const auto& load : placed(study.before, "before")) check_load(study, load);
  for (const auto& arm : study.arms) check_arm(study, arm);
  check_sampling(study);
  check_rows(study);
  check_output(study);
}

}  // namespace knead
