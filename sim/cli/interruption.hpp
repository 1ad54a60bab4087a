#pragma once
// Ctrl-C and kill: what is long stops at its next report, and keeps what is finished.

#include <functional>

#include "sim/cli/progress_line.hpp"

namespace knead {

/// From now on SIGINT and SIGTERM only ask to stop.
void stop_when_asked();

/// Shows progress, and throws Interrupted where the user has asked to stop.
std::function<void(double)> reporting(ProgressLine& line);

/// Throws Interrupted where the user has asked to stop.
void give_up_if_asked();

}  // namespace knead
