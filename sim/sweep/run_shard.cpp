#include "sim/sweep/run_shard.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <map>

#include "sim/experiment/subject_record.hpp"
#include "sim/sweep/model_groups.hpp"

namespace knead {

namespace {

/// One subject's courses at one point, filled from any thread.
struct OpenRecord {
  std::vector<std::vector<double>> series;  ///< [series][arm * times + time]
  std::atomic<int> arms_left = 0;
  std::atomic<bool> failed = false;
};

class ShardSubject {
 public:
  ShardSubject(SweepJob& job, const Shard& shard, int subject, ShardWriter& writer, const ShardReports& reports)
      : job_(job), shard_(shard), subject_(subject), writer_(writer), reports_(reports) {}

  void run() {
    std::vector<int> points;
    for (int i = 0; i < shard_.points; ++i)
      if (!writer_.finished_before()[place(shard_.first_point + i)]) points.push_back(shard_.first_point + i);
    const SweepDescription& sweep = job_.description;
    for (const int point : points) records_[point].arms_left = static_cast<int>(sweep.arms.size());
    const auto groups = model_groups(job_.sweep, points, number(), job_.limbs);
    tbb::parallel_for(
        std::size_t{0}, groups.size(), [&](std::size_t i) { simulate(groups[i]); }, tbb::simple_partitioner());
  }

 private:
  int number() const { return job_.description.subjects[subject_]; }
  int place(int point) const {
    return (point - shard_.first_point) * shard_.subjects + subject_ - shard_.first_subject;
  }

  void simulate(const ModelGroup& group) {
    const std::size_t times = job_.description.time_h.size();
    Readers readers;
    readers.series = [&](int life, std::size_t at, const std::vector<Observed>& observed, const TissueState& state,
                         const Quantities& load) {
      const auto [point, arm] = group.of[life];
      // A point with a shorter `before` than the longest has no values at first.
      const std::size_t before = times - group.lives[life].times->series_s.size();
      read_column(group.study.tissue.kind, observed, state, load, static_cast<std::size_t>(arm) * times + before + at,
                  courses_at(point));
    };
    readers.end = [&](int life) { close_arm(group.of[life].point); };
    readers.failed = [&](int life, const std::string& what) {
      const int point = group.of[life].point;
      OpenRecord& record = records_.at(point);
      if (!record.failed.exchange(true) && reports_.failed)
        reports_.failed(
            fmt::format("point {} ({}), subject {}: {}", point + 1, job_.description.points[point], number(), what));
      close_arm(point);
    };
    readers.progress = reports_.progress;
    simulate_lives(SubjectTissue(group.study, number()).with(group.parameters), group.lives, readers);
  }

  /// Room for a point's courses, made when the first of its arms is read.
  std::vector<std::vector<double>>& courses_at(int point) {
    OpenRecord& record = records_.at(point);
    const std::lock_guard lock(making_room_);
    if (record.series.empty())
      record.series.assign(job_.series.size(), std::vector<double>(job_.description.series_size(),
                                                                   std::numeric_limits<double>::quiet_NaN()));
    return record.series;
  }

  void close_arm(int point) {
    OpenRecord& record = records_.at(point);
    if (--record.arms_left > 0) return;
    if (!record.failed) {
      SweepRecord finished{{}, outcomes_at(point, record)};
      if (!job_.description.series.empty())
        for (const std::vector<double>& course : record.series)
          finished.series.insert(finished.series.end(), course.begin(), course.end());
      writer_.write(place(point), std::move(finished));
    }
    record.series = {};
  }

  std::vector<double> outcomes_at(int point, const OpenRecord& record) const {
    const SweepDescription& sweep = job_.description;
    const std::size_t arms = sweep.arms.size(), times = sweep.time_h.size();
    std::vector<double> values;
    for (std::size_t arm = 0; arm < arms; ++arm) {
      const std::size_t leg = (static_cast<std::size_t>(point) * sweep.subjects.size() + subject_) * arms + arm;
      for (const Outcome& outcome : job_.outcomes) {
        const auto series =
            std::find_if(job_.series.begin(), job_.series.end(),
                         [&](const SeriesDescription& described) { return described.id == outcome.observable; });
        const std::span courses(record.series[series - job_.series.begin()]);
        values.push_back(outcome.of(courses.subspan(arm * times, times), sweep.time_h, sweep.bout_end_h[leg]));
      }
    }
    return values;
  }

  SweepJob& job_;
  const Shard& shard_;
  int subject_;  ///< counted from 0
  ShardWriter& writer_;
  const ShardReports& reports_;
  std::map<int, OpenRecord> records_;  ///< by point
  std::mutex making_room_;
};

}  // namespace

void run_shard(SweepJob& job, const Shard& shard, ShardWriter& writer, const ShardReports& reports) {
  try {
    for (int i = 0; i < shard.subjects; ++i) ShardSubject(job, shard, shard.first_subject + i, writer, reports).run();
  } catch (...) {
    writer.flush();
    throw;
  }
  writer.flush();
}

}  // namespace knead
