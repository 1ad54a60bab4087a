#pragma once
// Which lives of a sweep go on in the same tissue: found by comparing what the tissue follows from. Loads act on it
// through their quantities alone, so what only shapes a load parts no tissues.

#include <span>
#include <vector>

#include "sim/experiment/simulate_subject.hpp"
#include "sim/sweep/limb_cache.hpp"
#include "sim/sweep/sweep.hpp"

namespace knead {

/// An arm at a point, both counted from 0.
struct PointArm {
  int point, arm;
};

/// Lives of one subject in one tissue.
struct ModelGroup {
  Study study;              ///< of its first point
  ParameterSet parameters;  ///< of the person
  std::vector<Life> lives;  ///< each life's arm is its position in `of`
  std::vector<PointArm> of;
};

/// The lives of subject number `subject` (from 1) at some points, grouped, in the order of their first points.
std::vector<ModelGroup> model_groups(const Sweep& sweep, std::span<const int> points, int subject, LimbCache& limbs);

}  // namespace knead
