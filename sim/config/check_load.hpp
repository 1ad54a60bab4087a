#pragma once
// What the values of one load must be to each other and to its study.

#include <string>

#include "sim/config/study.hpp"

namespace knead {

/// A load with the path at which it stands.
struct PlacedLoad {
  const LoadEvent* event;
  std::string path;

  std::string name() const { return name_of(*event); }
  double latest_end_s() const { return timing_of(*event).start_s.high + span_s(*event); }
};

/// Throws ConfigError at the place of the first mistake.
void check_load(const Study& study, const PlacedLoad& load);

}  // namespace knead
