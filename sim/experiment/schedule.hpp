#pragma once
// What acts on one arm of one subject, and when: the loads merged into one course, and the instants on which its
// coupling steps must land.

#include <span>
#include <vector>

#include "models/loads/quantities.hpp"

namespace knead {

/// Loads of one arm in order of time. Segments whose quantities are all zero are dropped, so that a load that does
/// nothing leaves not even a landing behind. Where segments overlap, by more than rounding, their quantities add up,
/// and each severs its share of what the whole of it would. Perfusion is lost share upon share.
class Schedule {
 public:
  Schedule() = default;
  /// Merges courses; times in seconds from time zero.
  explicit Schedule(const std::vector<TimeCourse>& courses);

  const TimeCourse& segments() const { return segments_; }

  /// Changes the quantities of every segment; their times stay.
  template <class Change>
  void change(const Change& change_load) {
    for (Segment& segment : segments_) change_load(segment.load);
  }

  /// The segment that acts from t until the next start or end of one; null where nothing acts.
  const Segment* segment_at(double t_s) const;

  /// The first start or end of a segment after t; infinity if there is none.
  double next_change_after(double t_s) const;

 private:
  TimeCourse segments_;
};

/// The first of the sorted instants that lies after t; infinity if there is none.
double first_after(std::span<const double> sorted_s, double t_s);

}  // namespace knead
