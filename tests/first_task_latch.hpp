#pragma once
// Holds every thread's first task until all threads have one, so that all of them work, whatever the cores.

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

namespace knead::test {

class FirstTaskLatch {
 public:
  explicit FirstTaskLatch(int threads) : threads_(threads) {}

  /// To be called by every task: a thread's first call returns when all threads have called. After a minute it gives
  /// up, and `threads_held` tells.
  void hold() {
    std::unique_lock lock(mutex_);
    if (!held_.insert(std::this_thread::get_id()).second) return;
    all_here_.notify_all();
    all_here_.wait_for(lock, std::chrono::minutes(1), [this] { return count() >= threads_; });
  }

  /// How many threads have had a task.
  int threads_held() const {
    const std::lock_guard lock(mutex_);
    return count();
  }

 private:
  int count() const { return static_cast<int>(held_.size()); }

  int threads_;
  mutable std::mutex mutex_;
  std::condition_variable all_here_;
  std::set<std::thread::id> held_;
};

/// Runs `work` in an arena of this many threads, more than there are cores if need be.
template <class Work>
auto on_threads(int threads, const Work& work) {
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  return arena.execute(work);
}

}  // namespace knead::test
