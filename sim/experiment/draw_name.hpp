#pragma once
// A draw for a named thing is keyed by its name, so that adding another thing changes no draw.

#include <cstdint>
#include <string_view>

namespace knead {

/// The FNV-1a hash of a name (Fowler, Noll, Vo; 64 bits), the `entity` or `count` of its draws.
constexpr std::uint64_t draw_name(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

}  // namespace knead
