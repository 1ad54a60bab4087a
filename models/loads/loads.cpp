#include "models/loads/loads.hpp"

#include <algorithm>

namespace knead {

namespace {

template <std::size_t... I>
std::vector<std::string> names(std::index_sequence<I...>) {
  return {std::variant_alternative_t<I, LoadEvent>::name...};
}

}  // namespace

const char* name_of(const LoadEvent& event) {
  return std::visit([](const auto& load) { return load.name; }, event);
}

const Timing& timing_of(const LoadEvent& event) {
  return std::visit([](const auto& load) -> const Timing& { return load.timing; }, event);
}

std::vector<std::string> load_names() { return names(std::make_index_sequence<std::variant_size_v<LoadEvent>>()); }

double duration_s(const LoadEvent& event) {
  return std::visit([](const auto& load) { return load.duration_s(); }, event);
}

double span_s(const LoadEvent& event) {
  const Timing& timing = timing_of(event);
  return offset_s(timing, occurrences(timing) - 1) + duration_s(event);
}

bool acts_on_limb(const LoadEvent& event) {
  const auto* prescribed = std::get_if<PrescribedEvent>(&event);
  if (!prescribed) return !std::holds_alternative<MediumEvent>(event) && duration_s(event) > 0;
  return std::any_of(prescribed->segments.begin(), prescribed->segments.end(),
                     [](const PrescribedSegment& segment) { return handled(segment.load); });
}

TimeCourse course_of(const LoadEvent& event, double begin_s, const LoadedPerson& person, int occurrence) {
  if (const auto* exercise = std::get_if<ExerciseEvent>(&event))
    return exercise->course(begin_s, person, exercise->effort(occurrence));
  return std::visit([&](const auto& load) { return load.course(begin_s, person); }, event);
}

}  // namespace knead
