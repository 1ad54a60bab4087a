#pragma once
// The end of work that nobody waits for any more.

#include <stdexcept>

namespace knead {

/// Thrown where the user has asked a run to stop, or where what the work is a part of has failed.
struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace knead
