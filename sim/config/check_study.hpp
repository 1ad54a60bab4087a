#pragma once
// What a study's values must be to each other: loads that fit on an arm, samples within the time followed, names that
// exist.

#include "sim/config/study.hpp"

namespace knead {

/// Throws ConfigError at the place of the first mistake.
void check_study(const Study& study);

}  // namespace knead
