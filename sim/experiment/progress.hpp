#pragma once
// Share of all simulated time that is done, from any thread.

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>

namespace knead {

class Progress {
 public:
  /// @param report is told the share, from one thread at a time; may throw Interrupted, or be empty
  Progress(double total_s, std::function<void(double share)> report) : total_s_(total_s), report_(std::move(report)) {}

  void add(double simulated_s) {
    if (!report_) return;
    const std::lock_guard lock(mutex_);
    done_s_ += simulated_s;
    report_(std::min(1.0, done_s_ / total_s_));
  }

 private:
  double total_s_, done_s_ = 0;
  std::function<void(double)> report_;
  std::mutex mutex_;
};

}  // namespace knead
