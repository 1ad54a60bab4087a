#pragma once
// A draw for a named thing is keyed by its name, so that adding another thing changes no draw.

#include <cstdint>
#include <string_view>

#include "sim/numerics/fnv1a.hpp"

namespace knead {

/// The hash of a name, the `entity` or `count` of its draws.
constexpr std::uint64_t draw_name(std::string_view name) { return fnv1a(name); }

}  // namespace knead
