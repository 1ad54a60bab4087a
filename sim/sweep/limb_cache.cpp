#include "sim/sweep/limb_cache.hpp"

#include <tbb/task_arena.h>

#include <algorithm>

#include "sim/experiment/subject_setup.hpp"

namespace knead {

std::shared_ptr<const LimbResponses> LimbCache::of(const Study& study) {
  constexpr std::size_t most = 64;  // about 0.1 MB each
  const auto question = limb_question(std::span(&study, 1));
  if (!question) return nullptr;
  const std::lock_guard lock(mutex_);
  const auto known =
      std::find_if(answers_.begin(), answers_.end(), [&](const auto& answer) { return answer.first == *question; });
  if (known != answers_.end()) {
    std::rotate(known, std::next(known), answers_.end());  // the latest asked stands last
    return answers_.back().second;
  }
  if (answers_.size() == most) answers_.pop_front();
  // While it waits for its own tasks, the thread that holds the lock must not take another's, which may ask here again.
  tbb::this_task_arena::isolate(
      [&] { answers_.emplace_back(*question, std::make_shared<const LimbResponses>(*question)); });
  return answers_.back().second;
}

}  // namespace knead
