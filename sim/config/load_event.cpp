#include <algorithm>

#include "sim/config/study.hpp"

namespace knead {

const char* name_of(const LoadEvent& event) {
  return std::visit([](const auto& load) { return load.name; }, event);
}

namespace {

template <std::size_t... I>
std::vector<std::string> names(std::index_sequence<I...>) {
  return {std::variant_alternative_t<I, LoadEvent>::name...};
}

}  // namespace

std::vector<std::string> load_names() { return names(std::make_index_sequence<std::variant_size_v<LoadEvent>>()); }

const Timing& timing_of(const LoadEvent& event) {
  return std::visit([](const auto& load) -> const Timing& { return load.timing; }, event);
}

namespace {

template <class Parts>
double total_s(const Parts& parts) {
  double total = 0;
  for (const auto& part : parts) total += part.duration_s;
  return total;
}

double length_s(const ExerciseEvent& exercise) {
  switch (exercise.kind) {
    case ExerciseEvent::Kind::cycling:
    case ExerciseEvent::Kind::run:
      return total_s(exercise.stages);
    case ExerciseEvent::Kind::eccentric:
    case ExerciseEvent::Kind::stimulated:
      return exercise.contractions * exercise.contraction_every_s;
    case ExerciseEvent::Kind::resistance:
      break;
  }
  return exercise.sets * exercise.repetitions * exercise.repetition_every_s + (exercise.sets - 1) * exercise.rest_s;
}
double length_s(const MassageEvent& massage) { return total_s(massage.strokes); }
double length_s(const PrescribedEvent& prescribed) { return total_s(prescribed.segments); }
double length_s(const MediumEvent& medium) { return total_s(medium.segments); }

}  // namespace

double duration_s(const LoadEvent& event) {
  return std::visit([](const auto& load) { return length_s(load); }, event);
}

double span_s(const LoadEvent& event) {
  const Timing& timing = timing_of(event);
  return (timing.times - 1) * timing.every_s + duration_s(event);
}

}  // namespace knead
