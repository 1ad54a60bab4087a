#pragma once
// Points of a sweep whose limbs are asked the same share one answer. A point alone would ask the same, so sharing
// changes no bit.

#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "sim/config/study.hpp"
#include "sim/experiment/limb_response.hpp"

namespace knead {

class LimbCache {
 public:
  /// Null for a study without massage. From any thread; only the latest few answers are kept.
  std::shared_ptr<const LimbResponses> of(const Study& study);

 private:
  std::deque<std::pair<LimbResponses::Question, std::shared_ptr<const LimbResponses>>> answers_;
  std::mutex mutex_;
};

}  // namespace knead
