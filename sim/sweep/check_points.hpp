#pragma once
// What all points of a sweep must share, so that their results stand side by side in one file.

#include <set>
#include <string>

#include "sim/sweep/sweep.hpp"

namespace knead {

/// Throws ConfigError at a setting whose path no point may change.
void check_path(const Setting& setting);

/// Throws ConfigError unless a point whose paths are right has the subjects, series, kind of tissue and arms of the
/// base: a setting of a whole map, as of `output`, may change them too. The place is that of what the point has
/// instead.
void check_shared(const Study& point, const Study& base);

/// What a study takes from its body, its posterior and the installed types of stroke, as text.
std::string looked_up_by(Study study);

}  // namespace knead
