#include "sim/experiment/schedule.hpp"

#include <algorithm>
#include <limits>

namespace knead {

static bool acts(const Quantities& load) {
  bool any = false;
  load.each([&any](double quantity) { any = any || quantity != 0; });
  return any;
}

Schedule::Schedule(const std::vector<TimeCourse>& courses) {
  for (const TimeCourse& course : courses)
    for (const Segment& segment : course)
      if (acts(segment.load) && segment.end_s > segment.begin_s) segments_.push_back(segment);
  std::sort(segments_.begin(), segments_.end(),
            [](const Segment& a, const Segment& b) { return a.begin_s < b.begin_s; });
}

const Segment* Schedule::segment_at(double t_s) const {
  for (const Segment& segment : segments_)
    if (segment.begin_s <= t_s && t_s < segment.end_s) return &segment;
  return nullptr;
}

double Schedule::next_change_after(double t_s) const {
  double next = std::numeric_limits<double>::infinity();
  for (const Segment& segment : segments_) {
    if (segment.begin_s > t_s) next = std::min(next, segment.begin_s);
    if (segment.end_s > t_s) next = std::min(next, segment.end_s);
  }
  return next;
}

double first_after(std::span<const double> sorted_s, double t_s) {
  const auto found = std::upper_bound(sorted_s.begin(), sorted_s.end(), t_s);
  return found == sorted_s.end() ? std::numeric_limits<double>::infinity() : *found;
}

}  // namespace knead
