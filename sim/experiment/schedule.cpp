#include "sim/experiment/schedule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

#include "models/loads/timing.hpp"
#include "sim/numerics/network.hpp"

namespace knead {

namespace {

using Numbers = std::array<double, std::size(Quantities::entries)>;

Numbers numbers_of(const Quantities& load) {
  Numbers numbers;
  store_record(load, numbers.data());
  return numbers;
}

/// An order in which no two segments that differ are equal, so that sums do not depend on that of the loads.
bool comes_before(const Segment& a, const Segment& b) {
  if (a.begin_s != b.begin_s) return a.begin_s < b.begin_s;
  if (a.end_s != b.end_s) return a.end_s < b.end_s;
  return numbers_of(a.load) < numbers_of(b.load);
}

bool overlap(const TimeCourse& segments) {
  for (std::size_t i = 1; i < segments.size(); ++i)
    if (segments[i].begin_s < segments[i - 1].end_s - rounding_s) return true;
  return false;
}

/// Starts and ends, each group of those that are close by its first.
std::vector<double> bounds_of(const TimeCourse& segments) {
  std::vector<double> bounds;
  for (const Segment& segment : segments) bounds.insert(bounds.end(), {segment.begin_s, segment.end_s});
  std::sort(bounds.begin(), bounds.end());
  const auto close = [](double a, double b) { return b - a <= rounding_s; };
  bounds.erase(std::unique(bounds.begin(), bounds.end(), close), bounds.end());
  return bounds;
}

/// What of a load that severs `cut_fraction` in the whole of its time falls into a share of it.
double cut_in_share(double cut_fraction, double share) {
  return share == 1 ? cut_fraction : 1 - std::pow(1 - cut_fraction, share);
}

/// Adds to `sum` what a segment does in a share of its time. Of perfusion, each loses its share of what others leave.
void add_share(const Quantities& load, double share, Quantities& sum) {
  const double severed = 1 - (1 - sum.cut_fraction) * (1 - cut_in_share(load.cut_fraction, share));
  const double perfusion_loss = 1 - (1 - sum.perfusion_loss) * (1 - load.perfusion_loss);
  const Numbers more = numbers_of(load);
  auto next = more.begin();
  sum.each([&next](double& quantity) { quantity += *next++; });
  sum.cut_fraction = severed;
  sum.perfusion_loss = perfusion_loss;
}

/// Of a segment's time, what lies between two bounds; all of it where they are its own.
double share_of(const Segment& segment, double from_s, double to_s) {
  const bool whole = from_s - segment.begin_s <= rounding_s && segment.end_s - to_s <= rounding_s;
  return whole ? 1 : (to_s - from_s) / (segment.end_s - segment.begin_s);
}

/// One segment from each start or end to the next where anything acts.
TimeCourse added_up(const TimeCourse& segments) {
  const std::vector<double> bounds = bounds_of(segments);
  TimeCourse sum;
  std::vector<const Segment*> active;
  auto next = segments.begin();
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    const double from = bounds[i], to = bounds[i + 1], middle = (from + to) / 2;
    for (; next != segments.end() && next->begin_s < middle; ++next) active.push_back(&*next);
    std::erase_if(active, [&](const Segment* segment) { return segment->end_s < middle; });
    if (active.empty()) continue;
    // Alone it stays bit for bit as it was: arms are one until they part.
    Segment all{from, to, active.front()->load};
    all.load.cut_fraction = cut_in_share(all.load.cut_fraction, share_of(*active.front(), from, to));
    for (std::size_t k = 1; k < active.size(); ++k)
      add_share(active[k]->load, share_of(*active[k], from, to), all.load);
    sum.push_back(all);
  }
  return sum;
}

}  // namespace

Schedule::Schedule(const std::vector<TimeCourse>& courses) {
  for (const TimeCourse& course : courses)
    for (const Segment& segment : course)
      if (acts(segment.load) && segment.end_s > segment.begin_s) segments_.push_back(segment);
  std::sort(segments_.begin(), segments_.end(), comes_before);
  if (overlap(segments_)) segments_ = added_up(segments_);
}

const Segment* Schedule::segment_at(double t_s) const {
  const auto later = [](double t, const Segment& segment) { return t < segment.begin_s; };
  auto found = std::upper_bound(segments_.begin(), segments_.end(), t_s, later);
  if (found == segments_.begin()) return nullptr;
  --found;
  return t_s < found->end_s ? &*found : nullptr;
}

double Schedule::next_change_after(double t_s) const {
  const auto later = [](double t, const Segment& segment) { return t < segment.begin_s; };
  const auto found = std::upper_bound(segments_.begin(), segments_.end(), t_s, later);
  double next = found == segments_.end() ? std::numeric_limits<double>::infinity() : found->begin_s;
  if (found != segments_.begin() && std::prev(found)->end_s > t_s) next = std::min(next, std::prev(found)->end_s);
  return next;
}

double first_after(std::span<const double> sorted_s, double t_s) {
  const auto found = std::upper_bound(sorted_s.begin(), sorted_s.end(), t_s);
  return found == sorted_s.end() ? std::numeric_limits<double>::infinity() : *found;
}

}  // namespace knead
