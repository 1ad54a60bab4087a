#pragma once
// Which build of the program this is: numbers of another one are not to be mixed with its own, whatever its version.

#include <cstdint>

namespace knead {

/// A hash of the running program's file; 0 where the system does not show it.
std::uint64_t running_build();

}  // namespace knead
