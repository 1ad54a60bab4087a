#include "sim/config/check_load.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "sim/config/read_study.hpp"
#include "sim/config/schema.hpp"

namespace knead {
namespace {

void check_massage(const Study& study, const PlacedLoad& load, const MassageEvent& massage) {
  if (massage.force_N && massage.pressure_Pa) {
    throw ConfigError(origin_of(study, load.path + ".force"),
                      "massage has a force and a pressure (each gives the other); expected one of them");
  }
  std::vector<std::string> types;
  for (const auto& [type, settings] : study.stroke_types) types.push_back(type);
  for (std::size_t i = 0; i < massage.strokes.size(); ++i) {
    const std::string& type = massage.strokes[i].type;
    if (study.stroke_types.contains(type)) continue;
    throw ConfigError(
        origin_of(study, fmt::format("{}.strokes.{}", load.path, i)),
        fmt::format("unknown stroke '{}' (strokes: {}){}", type, fmt::join(types, ", "), did_you_mean(type, types)));
  }
  for (const Stroke& stroke : massage.strokes) {
    const StrokeType& type = study.stroke_types.at(stroke.type);
    const double pressure_kPa = stroke_pressure_kPa(massage, type, study.parameters);
    if (pressure_kPa <= most_pressure_kPa) continue;
    const double share = most_pressure_kPa / pressure_kPa;
    if (!massage.force_N)
      throw ConfigError(
          origin_of(study, load.path + (massage.pressure_Pa ? ".pressure" : ".strokes")),
          fmt::format("{} presses with {} ({} times the massage's pressure); expected a pressure of at most {:.3g} kPa",
                      stroke.type, written(std::round(pressure_kPa), "kPa"), type.pressure_factor,
                      most_pressure_kPa / type.pressure_factor));
    throw ConfigError(origin_of(study, load.path + ".force"),
                      fmt::format("force is {} ({} under a contact of {}); expected at most {:.3g} N",
                                  written(*massage.force_N, "N"), written(std::round(pressure_kPa), "kPa"),
                                  written(type.contact_radius_mm, "mm"), *massage.force_N * share));
  }
}

/// Days of the week, and how many weeks have them.
void check_calendar(const Study& study, const PlacedLoad& load) {
  const Timing& timing = timing_of(*load.event);
  const std::vector<int>& days = timing.days;
  const Origin at_days = origin_of(study, load.path + ".days"), at_weeks = origin_of(study, load.path + ".weeks");
  if (days.empty()) {
    if (timing.weeks == 0) return;
    throw ConfigError(at_weeks, fmt::format("{} has 'weeks' but no 'days'; expected days: [1, 3, 5]", load.name()));
  }
  if (timing.weeks == 0)
    throw ConfigError(at_days, fmt::format("{} has 'days' but no 'weeks'; expected weeks: 12", load.name()));
  if (timing.times > 1 || timing.every_s > 0) {
    throw ConfigError(at_days, fmt::format("{} has 'days' beside '{}'; expected one of them", load.name(),
                                           timing.every_s > 0 ? "every" : "times"));
  }
  const bool within = std::all_of(days.begin(), days.end(), [](int day) { return day >= 1 && day <= 7; });
  const bool ascending = std::adjacent_find(days.begin(), days.end(), std::greater_equal<>()) == days.end();
  if (!within || !ascending) {
    throw ConfigError(at_days, fmt::format("days are [{}] ({}); expected days from 1 to 7 in order, each once",
                                           fmt::join(days, ", "), within ? "not in order" : "a week has seven"));
  }
  const double duration = duration_s(*load.event);
  for (int i = 1; i < occurrences(timing); ++i) {
    const double apart = offset_s(timing, i) - offset_s(timing, i - 1);
    if (apart >= duration) continue;
    throw ConfigError(at_days, fmt::format("{} comes on days [{}] (it lasts {}); expected days further apart",
                                           load.name(), fmt::join(days, ", "), written(duration, "s")));
  }
}

/// More contractions within the same time, as far as a muscle relaxes between them.
void check_contraction_rate(const Study& study, const PlacedLoad& load, const ExerciseEvent& exercise, int last_week) {
  using Kind = ExerciseEvent::Kind;
  if (exercise.kind != Kind::eccentric && exercise.kind != Kind::stimulated) return;
  constexpr double least_s = 1;
  const double last_s = exercise.contraction_every_s / std::pow(1 + exercise.progress, last_week);
  if (last_s >= std::min(least_s, exercise.contraction_every_s)) return;
  throw ConfigError(origin_of(study, load.path + ".progress"),
                    fmt::format("progress comes to a contraction every {:.2g} s in week {}; expected {} s at the least",
                                last_s, last_week + 1, least_s));
}

/// Effort that would change from week to week needs weeks.
void check_progress(const Study& study, const PlacedLoad& load) {
  const auto* exercise = std::get_if<ExerciseEvent>(load.event);
  if (!exercise) return;
  if (study.origins.contains(load.path + ".deload_to") && !study.origins.contains(load.path + ".deload_every"))
    throw ConfigError(origin_of(study, load.path + ".deload_to"),
                      "exercise has 'deload_to' but no 'deload_every'; expected deload_every: 4");
  const int last_week = week_of(exercise->timing, occurrences(exercise->timing) - 1);
  if (last_week > 0 && exercise->deload_every > last_week + 1)
    throw ConfigError(origin_of(study, load.path + ".deload_every"),
                      fmt::format("deload_every is {} (there are {} weeks); expected at most that",
                                  exercise->deload_every, last_week + 1));
  check_contraction_rate(study, load, *exercise, last_week);
  if (last_week > 0) return;
  const char* said = exercise->progress > 0 ? "progress" : exercise->deload_every > 0 ? "deload_every" : nullptr;
  if (!said) return;
  throw ConfigError(origin_of(study, load.path + "." + said),
                    fmt::format("exercise has '{}' but comes in one week alone; expected more 'weeks'", said));
}

}  // namespace

void check_load(const Study& study, const PlacedLoad& load) {
  const Timing& timing = timing_of(*load.event);
  const double duration = duration_s(*load.event);
  check_calendar(study, load);
  check_progress(study, load);
  if (timing.times > 1 && timing.every_s == 0) {
    throw ConfigError(origin_of(study, load.path + ".times"),
                      fmt::format("{} comes {} times, all at once; expected 'every', from one to the next", load.name(),
                                  timing.times));
  }
  if (timing.times > 1 && timing.every_s < duration) {
    throw ConfigError(origin_of(study, load.path + ".every"),
                      fmt::format("{} comes {} times, every {} (it lasts {}); expected 'every' of at least that",
                                  load.name(), timing.times, written(timing.every_s, "s"), written(duration, "s")));
  }
  if (timing.times == 1 && timing.every_s > 0) {
    throw ConfigError(origin_of(study, load.path + ".every"),
                      fmt::format("{} has 'every' but comes once; expected 'times'", load.name()));
  }
  if (load.name() == "medium" && study.tissue.kind != Tissue::Kind::culture) {
    const char* where = study.tissue.kind == Tissue::Kind::block ? "a block" : "a well-mixed tissue";
    throw ConfigError(
        origin_of(study, load.path),
        fmt::format("medium in {} (its fields give the concentrations); expected tissue: {{kind: culture}}", where));
  }
  if (const auto* massage = std::get_if<MassageEvent>(load.event)) check_massage(study, load, *massage);
  const auto* cold = std::get_if<ColdEvent>(load.event);
  if (cold && cold->immersion == ColdEvent::Immersion::knee &&
      study.tissue.muscle == Tissue::Muscle::tibialis_anterior) {
    throw ConfigError(origin_of(study, load.path + ".immersion"),
                      "immersion is knee (which leaves a thigh dry, and tibialis_anterior wet); expected hip");
  }
}

}  // namespace knead
