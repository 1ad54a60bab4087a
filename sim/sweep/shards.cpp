#include "sim/sweep/shards.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace knead {

namespace {

constexpr int most_points = 64, enough_shards = 256;

constexpr int rounded_up(int a, int b) { return (a + b - 1) / b; }

}  // namespace

std::vector<Shard> shards_of(int points, int subjects) {
  const int blocks = rounded_up(points, most_points), most_parts = std::max(1, enough_shards / std::max(1, blocks));
  const int together = rounded_up(subjects, most_parts);
  std::vector<Shard> shards;
  for (int block = 0; block < blocks; ++block)
    for (int subject = 0; subject < subjects; subject += together) {
      const int point = static_cast<int>(static_cast<std::int64_t>(points) * block / blocks);
      const int end = static_cast<int>(static_cast<std::int64_t>(points) * (block + 1) / blocks);
      shards.push_back(
          {static_cast<int>(shards.size()), point, end - point, subject, std::min(together, subjects - subject)});
    }
  return shards;
}

std::optional<ShardClaim> ShardClaim::take(const std::filesystem::path& folder, const Shard& shard) {
  const std::filesystem::path path = folder / fmt::format("{:04}.lock", shard.number + 1);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(descriptor);
    return std::nullopt;
  }
  return ShardClaim(descriptor);
}

ShardClaim::ShardClaim(ShardClaim&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

ShardClaim::~ShardClaim() {
  if (descriptor_ >= 0) ::close(descriptor_);  // which gives the lock back
}

}  // namespace knead
