#include "sim/sweep/shards.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
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

std::optional<ShardClaim> ShardClaim::lock(const std::filesystem::path& path) {
  const auto refuse = [&](const char* what) {
    return ResultsError(fmt::format("{}: error: {} ({})", path.string(), what, std::strerror(errno)));
  };
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor < 0) throw refuse("cannot create it");
  ShardClaim claim(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno == ENOLCK || errno == ENOTSUP || errno == ENOSYS)
    return claim;
  if (errno != EWOULDBLOCK) throw refuse("cannot lock it");
  return std::nullopt;
}

std::optional<ShardClaim> ShardClaim::take(const std::filesystem::path& folder, const Shard& shard) {
  return lock(folder / fmt::format("{:04}.lock", shard.number + 1));
}

std::vector<ShardClaim> ShardClaim::take_all(const std::filesystem::path& folder) {
  std::vector<ShardClaim> claims;
  if (!std::filesystem::exists(folder)) return claims;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".lock") continue;
    auto claim = lock(entry.path());
    if (!claim) throw ResultsError(folder.string() + ": error: another process works on it; expected it to end first");
    claims.push_back(std::move(*claim));
  }
  return claims;
}

ShardClaim::ShardClaim(ShardClaim&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

ShardClaim::~ShardClaim() {
  if (descriptor_ >= 0) ::close(descriptor_);  // which gives the lock back
}

}  // namespace knead
