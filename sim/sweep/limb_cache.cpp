#include "sim/sweep/limb_cache.hpp"

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
  if (known != answers_.end()) return known->second;
  if (answers_.size() == most) answers_.pop_front();
  answers_.emplace_back(*question, std::make_shared<const LimbResponses>(*question));
  return answers_.back().second;
}

}  // namespace knead
