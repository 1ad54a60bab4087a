#pragma once
// When the samples of an arm are taken, and from which bouts the hours of its measurements count.

#include <optional>
#include <vector>

#include "sim/config/study.hpp"

namespace knead {

/// The position in arm.loads of the load of this name ("exercise", ...) that ends last; none if it has none.
std::optional<std::size_t> last_load(const Arm& arm, const std::string& name);

/// A load in an arm's list.
struct LoadPlace {
  const Arm* arm;
  std::size_t event;

  const LoadEvent& load() const { return arm->loads[event]; }
};

/// The load after whose last end an arm takes a sample: its own of that name, else that of the first arm that has one
/// (check_study has seen to it that there is one and that all of them agree; throws std::invalid_argument without any).
LoadPlace load_before_sample(const Study& study, const BiopsyTime& after, const Arm& arm);

/// Between which times the subjects' samples of an arm are taken, from time zero; 0 for a baseline.
Drawn sample_window_s(const Study& study, const BiopsyTime& biopsy, const Arm& arm);

/// What the hours of an arm's measurements can count from. The end of `before` is the first bout where there is one,
/// at time zero; then comes each time that an exercise of the arm ends, in order. An arm with neither has its
/// prescribed loads for bouts, and one without any load time zero: there is always one.
struct Bout {
  std::optional<std::size_t> event;  ///< its position in arm.loads; none at time zero
  double after_start_s = 0;          ///< from the first start of that load to the bout's end

  /// Between which times it ends, from time zero.
  Drawn end_s(const Arm& arm) const;
};
std::vector<Bout> bouts_of(const Study& study, const Arm& arm);

/// Between which times the subjects' samples of an arm are taken, from the end of its first bout. A sample after the
/// bout itself does not share in the draw of the bout's start.
Drawn sample_window_after_bout_s(const Study& study, const BiopsyTime& biopsy, const Arm& arm);

}  // namespace knead
