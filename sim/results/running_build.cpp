#include "sim/results/running_build.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include "sim/numerics/fnv1a.hpp"

namespace knead {

std::uint64_t running_build() {
  static const std::uint64_t build = [] {
    std::ifstream program("/proc/self/exe", std::ios::binary);
    if (!program) return std::uint64_t{0};
    return fnv1a(std::string(std::istreambuf_iterator<char>(program), {}));
  }();
  return build;
}

}  // namespace knead
